"""By what readers narrow the published documents, in lists and search: kind, year, meeting, endorsing party."""

from collections.abc import Mapping
from typing import Any

from almaty_portal.lib import alphabet
from declarations.models import Document, Edition
from meetings.models import Meeting
from members.models import Party

NAMES = ("kind", "year", "meeting", "party")


class Choices:
    """What can be chosen, what was (`picked`), and which of the choices asked for are not known (`unknown`)."""

    def __init__(self, asked: Mapping[str, str]) -> None:
        published = Document.objects.published()
        codes = Edition.objects.filter(pk__in=published.values("current_edition")).values_list("party_codes", flat=True)
        self.kinds = Document.Kind.choices
        self.years = list(published.order_by("-year").values_list("year", flat=True).distinct())
        self.meetings = list(Meeting.objects.published().filter(pk__in=published.values("meeting")))
        self.parties = sorted(
            Party.objects.published().filter(code__in={code for row in codes.distinct() for code in row}),
            key=lambda party: alphabet.key(party.short_name or party.code),
        )
        known: dict[str, list[str]] = {
            "kind": Document.Kind.values,
            "year": [str(year) for year in self.years],
            "meeting": [meeting.slug for meeting in self.meetings],
            "party": [party.slug for party in self.parties],
        }
        given = {name: asked.get(name, "") for name in NAMES}
        self.unknown = [name for name, value in given.items() if value and value not in known[name]]
        self.picked = {name: "" if name in self.unknown else value for name, value in given.items()}

    @property
    def are_made(self) -> bool:
        return any(self.picked.values())

    def documents(self) -> Any:
        """The published documents that were chosen."""
        chosen = Document.objects.published()
        if self.picked["kind"]:
            chosen = chosen.filter(kind=self.picked["kind"])
        if self.picked["year"]:
            chosen = chosen.filter(year=self.picked["year"])
        if self.picked["meeting"]:
            chosen = chosen.filter(meeting__slug=self.picked["meeting"])
        if self.picked["party"]:
            chosen = chosen.endorsed_by(next(party for party in self.parties if party.slug == self.picked["party"]))
        return chosen
