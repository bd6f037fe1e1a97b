"""Search by lemma beside PostgreSQL's Russian configuration alone, on synthetic passages.

`.venv/bin/python -m bench.search [passages]` (20,000 unless told): works in a transaction that is rolled back, and
prints ratios measured in this one run.
"""

import os
import random
import statistics
import sys
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "almaty_portal.settings")
django.setup()

from django.contrib.postgres.search import SearchQuery  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from almaty_portal.lib import search  # noqa: E402
from declarations.models import Document, Edition, Passage  # noqa: E402
from members.models import User  # noqa: E402

WORDS = """
беженец переселенец мигрант убежище граница защита миграция торговля человек жертва государство
страна договор декларация коммюнике координатор председатель наблюдатель участник организация
семья ребёнок женщина работник возвращение решение гражданство паспорт закон право помощь отец
конец рынок день участок список поток посол выходец
""".split()  # noqa: SIM905
FILLING = """
и в на с по для о при также который региональный международный смешанный новый совместный
""".split()  # noqa: SIM905


def passages(edition: Edition, count: int, chance: random.Random) -> list[Passage]:
    forms = {word: sorted(search.forms(word)) for word in WORDS}
    rows = []
    for anchor in range(1, count + 1):
        names = chance.choices(WORDS, k=8)
        text = " ".join(part for name in names for part in (chance.choice(forms[name]), *chance.choices(FILLING, k=2)))
        rows.append(Passage(edition=edition, anchor=anchor, text_ru=text, text_en="", lemmas=search.lemmas(text)))
    return rows


def measure(asked: dict[str, object]) -> tuple[float, dict[str, int]]:
    """The median seconds of a count, and the counts."""
    seconds, found = [], {}
    for form, wanted in asked.items():
        start = time.perf_counter()
        found[form] = Passage.objects.filter(search_ru=wanted).count()
        seconds.append(time.perf_counter() - start)
    return statistics.median(seconds), found


def main(count: int) -> None:
    chance = random.Random(2013)  # noqa: S311 - synthetic text
    with transaction.atomic():
        user = User.objects.create_user("bench@example.org")
        document = Document.objects.create(kind="communique", symbol="AP/BENCH", slug="bench", title="x", year=2013)
        edition = Edition.objects.create(
            document=document, number=1, cut_at=timezone.now(), cut_by=user, languages=["ru"], content={}, sha256=""
        )
        Passage.objects.bulk_create(passages(edition, count, chance), batch_size=2_000)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE declarations_passage")
        forms = {word: sorted(search.forms(word)) for word in WORDS}
        every = [form for word in WORDS for form in forms[word]]
        by_lemma = measure({form: search.query(form, "ru") for form in every})
        by_stem = measure({form: SearchQuery(form, config="russian", search_type="websearch") for form in every})
        print(f"{count} passages, {len(WORDS)} words in {len(every)} forms")  # noqa: T201
        for name, (seconds, found) in (("by lemma", by_lemma), ("by stem alone", by_stem)):
            best = {word: max(by_lemma[1][form] for form in forms[word]) for word in WORDS}
            share = statistics.mean(found[form] / best[word] for word in WORDS for form in forms[word] if best[word])
            print(f"{name}: {share:.0%} of a word's passages found by a form of it; {seconds * 1000:.1f} ms")  # noqa: T201
        print(f"time by lemma : by stem = {by_lemma[0] / by_stem[0]:.2f}")  # noqa: T201
        transaction.set_rollback(True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20_000)
