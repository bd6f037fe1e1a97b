"""By what documents, editions and paragraphs are narrowed: by what the editions say, never by working texts."""

from typing import Any

from django.db.models import QuerySet
from django.db.models.fields.json import KT
from django.utils.translation import gettext_noop as _
from pydantic import Field

from almaty_portal.lib.open_data.asking import CODE, SLUG, SYMBOL, Asked, Day, FewerLimit, Number, narrowed
from almaty_portal.lib.open_data.fields import choice
from declarations.models import Document, Edition, Paragraph

SYMBOL_IS = _("Of the document with this symbol only.")


class DocumentFilters(Asked):
    symbol: str | None = Field(
        default=None, pattern=SYMBOL, max_length=40, description=SYMBOL_IS, examples=["AP/2013/COM"]
    )
    kind: str | None = choice(Document.Kind, _("Documents of this kind only."), default=None)
    meeting: str | None = Field(
        default=None, pattern=SLUG, description=_("Of the meeting with this key only."), examples=["ministerial-2013"]
    )
    party: str | None = Field(
        default=None, pattern=CODE, description=_("Endorsed by this party only."), examples=["KZ"]
    )
    since: Day | None = Field(
        default=None,
        description=_("Adopted on this day or later; leaves out what has no day."),
        examples=["2013-01-01"],
    )
    until: Day | None = Field(
        default=None,
        description=_("Adopted on this day or earlier; leaves out what has no day."),
        examples=["2019-12-31"],
    )

    def chosen(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        if self.party is not None:
            rows = rows.filter(party_codes__contains=[self.party])
        return narrowed(
            rows.annotate(adopted=KT("content__adopted_on")),
            symbol=self.symbol,
            content__kind=self.kind,
            content__meeting__slug=self.meeting,
            adopted__gte=self.since and self.since.isoformat(),
            adopted__lte=self.until and self.until.isoformat(),
        )


class EditionFilters(Asked):
    limit: FewerLimit = Field(default=10, description=_("How many rows the page has at most."), examples=[10])
    symbol: str | None = Field(
        default=None, pattern=SYMBOL, max_length=40, description=SYMBOL_IS, examples=["AP/2013/COM"]
    )
    edition_kind: str | None = choice(Edition.Kind, _("Editions of this kind only."), default=None)
    since: Day | None = Field(default=None, description=_("Published on this day or later."), examples=["2024-01-01"])
    until: Day | None = Field(default=None, description=_("Published on this day or earlier."), examples=["2030-12-31"])

    def chosen(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return narrowed(
            rows,
            symbol=self.symbol,
            kind=self.edition_kind,
            cut_at__date__gte=self.since,
            cut_at__date__lte=self.until,
        )


class ParagraphFilters(Asked):
    document: str | None = Field(
        default=None, pattern=SYMBOL, max_length=40, description=SYMBOL_IS, examples=["AP/2013/COM"]
    )
    edition: Number | None = Field(
        default=None, description=_("Of the editions with this number instead of those in force."), examples=[1]
    )
    kind: str | None = choice(Paragraph.Kind, _("Paragraphs of this kind only."), default=None)

    def chosen(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        rows = narrowed(rows, symbol=self.document)
        if self.edition is None:
            return rows.filter(pk__in=Document.objects.published().values("current_edition"))
        return rows.filter(number=self.edition)

    def fits(self, paragraph: dict[str, Any]) -> bool:
        return self.kind is None or paragraph["kind"] == self.kind
