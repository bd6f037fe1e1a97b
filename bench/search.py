"""Search beside PostgreSQL's plain one: what it finds, and how long the statements of a page take.

`.venv/bin/python -m bench.search [paragraphs]` (100,000 unless told) works in a database of its own and drops it.
Both ways are measured in turn in this one run. What is timed is what `ours` and `plain` say, in a transaction of its
own: every statement, and the Python around them. The verdict is on processor time, of this process and its PostgreSQL
backend together: that is the clock's time on an idle machine, which is printed beside it. Linux only (/proc).
"""

import os
import random
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "almaty_portal.settings")
django.setup()

from django.contrib.postgres.search import SearchQuery, SearchRank  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.db.models import F  # noqa: E402

from almaty_portal import document_results, site_search  # noqa: E402
from almaty_portal.lib import search  # noqa: E402
from almaty_portal.search_request import SearchRequest  # noqa: E402
from bench.synthetic_texts import ENGLISH_WORDS, PORTAL_WORDS, editions, passages, rare_words  # noqa: E402
from declarations.models import Document, Passage  # noqa: E402

DOCUMENTS = 1_000
QUERIES = 300
PLAIN = 5  # one query in so many is also asked in the plain way, which is slow
P95 = 10  # milliseconds
SHARE_FOUND = 0.99
GIN = {"passage_search": "", "title_search": " WHERE anchor = 0"}


def load(count: int, chance: random.Random) -> None:
    """The passages, then their indexes: as fast as it goes."""
    with connection.cursor() as cursor:
        for name in GIN:
            cursor.execute(f"DROP INDEX {name}_ru, {name}_en")
        rows = passages(editions(DOCUMENTS, chance), count, chance)
        while batch := list(islice(rows, 2_000)):
            Passage.objects.bulk_create(batch)
        for name, condition in GIN.items():
            for code in search.CONFIGS:
                cursor.execute(
                    f"CREATE INDEX {name}_{code} ON declarations_passage USING gin (search_{code})"
                    f" WITH (fastupdate = off){condition}"
                )
        cursor.execute("VACUUM ANALYZE declarations_passage")
        cursor.execute("ANALYZE")


def queries(chance: random.Random) -> list[dict[str, str]]:
    """What readers ask: common and rare words, several, phrases, exclusions; half of them narrowed; both languages."""
    asked = []
    for n in range(QUERIES):
        language = ("ru", "en")[n % 2]
        words = PORTAL_WORDS if language == "ru" else ENGLISH_WORDS
        first, second = (
            chance.choice(sorted(search.forms(word))) if language == "ru" else word for word in chance.sample(words, 2)
        )
        rare = chance.choice(rare_words(language))
        text = chance.choice(
            [
                first,
                rare,
                f"{first} {second}",
                f"{first} {rare}",
                f'"{first} {second}"',
                f"{first} -{second}",
                f"{first} or {rare}",
            ]
        )
        narrowed = chance.choice(
            [{}, {}, {}, {"year": str(chance.randint(2011, 2026))}, {"kind": chance.choice(Document.Kind.values)}]
        )
        asked.append({"q": text, "lang": language, **narrowed})
    return asked


def ours(request: SearchRequest) -> int:
    """The hits and their number in every source, ranked and grouped, and the first page's documents and passages."""
    found = site_search.find(request, request.text, request.languages)
    documents = found.get("documents", site_search.Found([])).hits
    groups = document_results.grouped(documents)[:10]
    document_results.editions_of(group.edition for group in groups)
    list(
        Passage.objects.defer(*document_results.VECTORS).filter(
            pk__in=[hit.pk for group in groups for hit in group.shown]
        )
    )
    return len(documents)


def plain(request: SearchRequest) -> int:
    """Every hit counted and ranked by stem alone, the first twenty read."""
    config, column = search.CONFIGS[request.language], f"search_{request.language}"
    wanted = SearchQuery(request.text, config=config, search_type="websearch")
    editions = request.choices.documents().values("current_edition")
    rows = Passage.objects.filter(**{column: wanted}, edition__in=editions)
    list(rows.annotate(rank=SearchRank(F(column), wanted)).order_by("-rank", "pk")[:20])
    return rows.count()


class Cost(NamedTuple):
    """Milliseconds: processor time of Python and PostgreSQL, and the clock's."""

    processor: float
    python: float
    clock: float


def backend_time(process: int) -> float:
    """Seconds that the PostgreSQL backend was on a processor."""
    return int(Path(f"/proc/{process}/schedstat").read_text().split()[0]) / 1e9


def timed(way: Callable[[SearchRequest], int], asked: dict[str, str]) -> Cost:
    request = SearchRequest(asked, asked["lang"])  # the form's choices are the same whatever is searched
    backend = connection.connection.info.backend_pid
    start, python, postgres = time.perf_counter(), time.process_time(), backend_time(backend)
    with search.bounded() if way is ours else transaction.atomic():
        way(request)
    python, postgres = time.process_time() - python, backend_time(backend) - postgres
    return Cost((python + postgres) * 1_000, python * 1_000, (time.perf_counter() - start) * 1_000)


def p95(values: Iterable[float]) -> float:
    return statistics.quantiles(values, n=100)[94]


def measure_time(chance: random.Random) -> bool:
    asked = queries(chance)
    for warming in asked[:40]:
        timed(ours, warming)
    mine, other = [], []
    for n, one in enumerate(asked):
        mine.append(timed(ours, one))
        if n % PLAIN == 0:
            other.append(timed(plain, one))
    for name, costs in (("ours", mine), ("plain ranking of all hits", other)):
        for what, values in zip(Cost._fields, zip(*costs, strict=True), strict=True):
            print(f"{name}, {what}: p50 {statistics.median(values):.1f} ms, p95 {p95(values):.1f} ms")  # noqa: T201
    for cost, one in sorted(zip(mine, asked, strict=True), key=lambda pair: -pair[0].processor)[:5]:
        print(f"  slowest: {cost.processor:.1f} ms {one}")  # noqa: T201
    reached = p95(cost.processor for cost in mine)
    print(f"plain : ours = {p95(cost.processor for cost in other) / reached:.1f} at p95")  # noqa: T201
    return verdict("p95 of a page's search", reached <= P95, f"{reached:.1f} ms, at most {P95}")


def measure_forms() -> bool:
    """Of each portal word's passages, the share that a form of it finds: by lemma and stem, and by stem alone."""
    forms = {word: sorted(search.forms(word)) for word in PORTAL_WORDS}

    def count(wanted: object) -> int:
        return Passage.objects.filter(search_ru=wanted).count()

    every = [form for word in PORTAL_WORDS for form in forms[word]]
    by_lemma = {form: count(search.parsed(form)["ru"]) for form in every}
    by_stem = {form: count(SearchQuery(form, config="russian")) for form in every}
    best = {word: max(by_lemma[form] for form in forms[word]) for word in PORTAL_WORDS}
    shares = {
        name: statistics.mean(found[form] / best[word] for word in PORTAL_WORDS for form in forms[word])
        for name, found in (("lemma", by_lemma), ("stem", by_stem))
    }
    print(f"{len(PORTAL_WORDS)} words in {len(every)} forms; by stem alone {shares['stem']:.1%} found")  # noqa: T201
    return verdict(
        "word forms found", shares["lemma"] >= SHARE_FOUND, f"{shares['lemma']:.1%}, at least {SHARE_FOUND:.0%}"
    )


def verdict(what: str, passed: bool, measured: str) -> bool:
    print(f"{'PASS' if passed else 'FAIL'} {what}: {measured}")  # noqa: T201
    return passed


def main(count: int) -> bool:
    chance = random.Random(2013)  # noqa: S311 - synthetic text
    usual = connection.settings_dict["NAME"]
    connection.settings_dict["TEST"]["NAME"] = f"{usual}_bench"
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        load(count, chance)
        print(f"{count} paragraphs of {DOCUMENTS} documents, {QUERIES} queries")  # noqa: T201
        return all([measure_time(chance), measure_forms()])
    finally:
        connection.creation.destroy_test_db(usual, verbosity=0)


if __name__ == "__main__":
    sys.exit(0 if main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000) else 1)
