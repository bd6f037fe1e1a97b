"""Hits in documents as the page shows them: each document once, with its best passages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.safestring import SafeString
from django.utils.translation import override

from almaty_portal.lib import languages
from almaty_portal.lib.excerpts import highlight
from declarations.models import Edition, Passage
from declarations.passage_hits import PassageHit

VECTORS = ("lemmas", *languages.columns("search"))  # of no use once a passage is found
SAID = ("number", "symbol", "cut_at", "document__slug", "document__kind", "document__year")
MOST_PASSAGES = 3  # of a document, so that one does not flood the page


@dataclass(frozen=True)
class ShownPassage:
    """`number`: as the text's own language writes it."""

    address: str
    number: str
    excerpt: SafeString
    language: str


@dataclass(frozen=True)
class ShownDocument:
    document: Any
    edition: Edition
    address: str
    title: SafeString
    language: str
    passages: list[ShownPassage]
    more: int


@dataclass
class Group:
    """A document's hits: the best of them in `shown`, the others counted."""

    edition: int
    hits: list[PassageHit] = field(default_factory=list)
    most: int = MOST_PASSAGES

    @property
    def language(self) -> str:
        return self.hits[0].language

    @property
    def shown(self) -> list[PassageHit]:
        return [hit for hit in self.hits if hit.anchor][: self.most]

    @property
    def more(self) -> int:
        return sum(hit.anchor > 0 for hit in self.hits) - len(self.shown)


def grouped(hits: Sequence[PassageHit]) -> list[Group]:
    """One group a document, the one with the best hit first."""
    groups: dict[int, Group] = {}
    for hit in hits:
        groups.setdefault(hit.edition, Group(hit.edition)).hits.append(hit)
    return list(groups.values())


def address(document: Any, language: str, anchor: int = 0) -> str:
    """The page in the language of the text that was found."""
    with override(language):
        return str(document.get_absolute_url()) + (f"#p{anchor}" if anchor else "")


def editions_of(numbers: Iterable[int]) -> dict[int, Edition]:
    """With what a result says of them; never their content, which may be large."""
    rows = Edition.objects.order_by().select_related("document").only(*SAID)
    return rows.in_bulk(list(numbers))


def shown(groups: Sequence[Group], text: str) -> list[ShownDocument]:
    """Four statements, however many there are: editions, titles, passages, marks."""
    if not groups:
        return []
    editions = editions_of(group.edition for group in groups)
    heads = Passage.objects.defer(*VECTORS).filter(edition__in=list(editions), anchor=0)
    titles = {row.edition_id: row for row in heads}
    rows = Passage.objects.defer(*VECTORS).in_bulk([hit.pk for group in groups for hit in group.shown])
    said = [languages.say(titles.get(group.edition), "text", group.language) for group in groups]
    texts = [(title.language, title.text) for title in said]
    texts += [
        (hit.language, languages.text(rows[hit.pk], "text", hit.language)) for group in groups for hit in group.shown
    ]
    marked = iter(highlight(texts, text, whole=len(said)))
    marked_titles = [next(marked) for _title in said]
    return [
        ShownDocument(
            document=editions[group.edition].document,
            edition=editions[group.edition],
            address=address(editions[group.edition].document, title.language),
            title=head,
            language=title.language,
            passages=[
                _passage(editions[group.edition].document, rows[hit.pk], hit, next(marked)) for hit in group.shown
            ],
            more=group.more,
        )
        for group, title, head in zip(groups, said, marked_titles, strict=True)
    ]


def _passage(document: Any, row: Passage, hit: PassageHit, excerpt: SafeString) -> ShownPassage:
    number = languages.text(row, "number", hit.language)
    return ShownPassage(address(document, hit.language, hit.anchor), number, excerpt, hit.language)
