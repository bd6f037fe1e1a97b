"""Site search: documents by paragraph, meetings, parties and plan items; what is published, and nothing else."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from almaty_portal.lib import languages, search
from almaty_portal.lib.excerpts import highlight
from almaty_portal.record_hits import RecordHit, record_hits, records
from almaty_portal.search_request import SOURCES, SearchRequest
from declarations.passage_hits import RANKED, passage_hits

TITLE = {"meetings": "title", "members": "short_name", "plan": "title"}
TEXTS = {"meetings": ("summary", "place"), "members": ("note", "formal_name"), "plan": ("description",)}


@dataclass(frozen=True)
class Found:
    """A source's hits, the best first: PassageHit or RecordHit."""

    hits: list[Any]
    is_bounded: bool = False


@dataclass(frozen=True)
class Result:
    """A record as the page shows it: what was marked, and in which language it is."""

    address: str
    title: Any
    excerpt: Any
    language: str


def find(asked: SearchRequest, text: str, among: Sequence[str]) -> dict[str, Found]:
    """Source → hits in the languages `among`, the first preferred; empty when the text asks for nothing.

    Meant for `search.bounded()`, whose TooSlowError it may raise.
    """
    queries = search.parsed(text)
    wanted = {code: queries[code] for code in among if code in queries}
    if not wanted:
        return {}
    of_documents = passage_hits(wanted, asked.editions() if asked.is_narrowed else None)
    found = {"documents": Found(of_documents.hits, of_documents.is_bounded)}
    others = record_hits([name for name in SOURCES if name != "documents"], wanted)
    return found | {name: Found(hits, len(hits) > RANKED) for name, hits in others.items()}


def shown(hits: Iterable[RecordHit], text: str, source: str) -> list[Result]:
    """Records with the words asked for marked: two statements, however many they are."""
    hits = list(hits)
    rows = records(source).select_related("cluster__plan") if source == "plan" else records(source)
    by_key = rows.in_bulk([hit.pk for hit in hits])
    there = [(by_key[hit.pk], hit.language) for hit in hits if hit.pk in by_key]
    titles = [(language, _title(row, source, language)) for row, language in there]
    texts = [(language, _text(row, source, language)) for row, language in there]
    marked = highlight(titles + texts, text, whole=len(titles))
    parts = zip(there, marked[: len(titles)], marked[len(titles) :], strict=True)
    return [Result(row.get_absolute_url(), title, excerpt, language) for (row, language), title, excerpt in parts]


def _title(row: Any, source: str, language: str) -> str:
    said = languages.say(row, TITLE[source], language).text
    return f"{row.code} {said}" if source == "plan" else said


def _text(row: Any, source: str, language: str) -> str:
    return " · ".join(filter(None, (languages.text(row, field, language) for field in TEXTS[source])))


def number_found(found: Mapping[str, Found], language: str | None = None) -> int:
    """Of all sources; in one language when it is given."""
    hits = [hit for each in found.values() for hit in each.hits]
    return len(hits) if language is None else sum(hit.language == language for hit in hits)
