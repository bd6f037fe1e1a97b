"""Examples for the page on open data, made of addresses that the record really has."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_noop as _

from almaty_portal.open_data.standing import BY_NAME


@dataclass(frozen=True)
class Example:
    """`question` is what a reader may want to know; `path` is the address that answers it."""

    question: str
    path: str


def of_the_record() -> list[Example]:
    """Those whose records there are: an empty portal shows no address that leads nowhere."""
    first: dict[str, Any] = {}
    for name in ("parties", "memberships", "meetings", "documents", "reports"):
        resource = BY_NAME[name]
        found = resource.page(resource.filters(), None, 1)
        if found:
            first[name] = resource.row.of(found[0][1])
    made = []
    if party := first.get("parties"):
        made.append(
            Example(_("Who is a party, and what it is called in each language"), f"/api/v1/parties/{party.code}")
        )
    if "memberships" in first:
        made.append(Example(_("Who had which role on 1 May 2019"), "/api/v1/memberships?on=2019-05-01"))
    if meeting := first.get("meetings"):
        made.append(Example(_("Who attended a meeting, and its agenda"), f"/api/v1/meetings/{meeting.slug}"))
        made.append(
            Example(
                _("Meetings since a given day, in one language"),
                f"/api/v1/meetings?since={meeting.starts_on}&lang={get_language()}",
            )
        )
    if document := first.get("documents"):
        made.append(Example(_("What a document is and where its files are"), f"/api/v1/documents/{document.symbol}"))
        made.append(
            Example(
                _("The text of a document, paragraph by paragraph"), f"/api/v1/paragraphs?document={document.symbol}"
            )
        )
    if report := first.get("reports"):
        made.append(
            Example(
                _("What a state reported on an item of a plan"),
                f"/api/v1/reports?plan={report.plan}&item={report.item}&state={report.state}",
            )
        )
    return made
