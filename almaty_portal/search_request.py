"""What a reader asks of the search: words, where, in which languages, of which documents."""

from collections.abc import Container, Mapping

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Value
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from almaty_portal.lib import language_names, languages, search
from declarations.choices import Choices
from declarations.models import Document

SOURCES = {
    "documents": _("Documents"),
    "meetings": _("Meetings"),
    "members": _("Parties"),
    "plan": _("Action plan"),
}


def text_languages() -> dict[str, str]:
    """What `?lang=` may be, with its name."""
    choices = {**{code: [code] for code in languages.codes()}, "all": languages.codes()}
    return {
        value: gettext("%(in_language)s texts") % {"in_language": language_names.inside_all(codes)}
        for value, codes in choices.items()
    }


class SearchRequest:
    """`?q=` the words, `?in=` the source, `?lang=` ru, en … or all (else the page's language), `?document=` its
    address, and what `declarations.choices` reads. What is not known is left out and named in `unknown`.
    """

    def __init__(self, given: Mapping[str, str], reader: str) -> None:
        self.reader = reader
        self.text = search.clean(given.get("q", ""))
        self.was_cut = len(given.get("q", "").strip()) > search.LONGEST
        self.choices = Choices(given)
        self.unknown = list(self.choices.unknown)
        self.source = self._known("in", given, SOURCES)
        self.language = self._known("lang", given, {*languages.codes(), "all"})
        slug = given.get("document", "").replace("\x00", "")
        self.document = Document.objects.published().select_related("current_edition").defer(
            "current_edition__content"
        ).filter(slug=slug).first() if slug else None  # fmt: skip
        if slug and self.document is None:
            self.unknown.append("document")

    def _known(self, name: str, given: Mapping[str, str], known: Container[str]) -> str:
        value = given.get(name, "")
        if value and value not in known:
            self.unknown.append(name)
        return value if value in known else ""

    @property
    def languages(self) -> list[str]:
        """Whose texts are searched, the reader's own first."""
        if self.language == "all":
            return [self.reader, *self.other_languages]
        return [self.language or self.reader]

    @property
    def other_languages(self) -> list[str]:
        return [code for code in languages.codes() if code != self.reader]

    @property
    def is_narrowed(self) -> bool:
        return self.choices.are_made or self.document is not None

    def editions(self) -> list[int]:
        """The current editions of the documents that were chosen."""
        chosen = self.choices.documents()
        if self.document:
            chosen = chosen.filter(pk=self.document.pk)
        return chosen.order_by().aggregate(all=ArrayAgg("current_edition", default=Value([])))["all"]  # one row
