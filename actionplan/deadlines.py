"""How many days a state still has, said in words and kindly, and by how many it is late. Computed, never stored."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from actionplan.models import OPEN, ProgressReport, Round, StateSubmission


@dataclass(frozen=True)
class Deadline:
    """`is_near`: a week or less, or past: the page makes it stand out."""

    said: str
    is_near: bool


def deadline(reporting_round: Round, day: date | None = None) -> Deadline:
    """What the round's days mean for a packet that is not signed yet."""
    day = day or timezone.localdate()
    due, closes = (date_format(d, "DATE_FORMAT") for d in (reporting_round.due_on, reporting_round.closes_on))
    left = (reporting_round.due_on - day).days
    if left > 0:
        said = ngettext("Due on %(due)s: %(left)d day left.", "Due on %(due)s: %(left)d days left.", left)
        return Deadline(said % {"due": due, "left": left}, left <= 7)
    if left == 0:
        return Deadline(_("Due today, %(due)s.") % {"due": due}, True)
    if reporting_round.is_closed(day):
        return Deadline(
            _("The round closed on %(closes)s. To report still, write to the secretariat.") % {"closes": closes}, True
        )
    open_for = (reporting_round.closes_on - day).days
    if open_for == 0:
        return Deadline(_("It was due on %(due)s. It can still be signed today.") % {"due": due}, True)
    said = ngettext(
        "It was due on %(due)s. It can still be signed until %(closes)s, %(left)d day from now.",
        "It was due on %(due)s. It can still be signed until %(closes)s, %(left)d days from now.",
        open_for,
    )
    return Deadline(said % {"due": due, "closes": closes, "left": open_for}, True)


def days_late(submission: StateSubmission, reports: Iterable[ProgressReport]) -> int:
    """By how many days the packet was first signed after its day, or still waits after it; 0 when it is not late.

    `reports`: all of the packet. What a letter answered, or what was excused, waits for no signature. For the
    secretariat's eyes only.
    """
    signed = submission.first_signed_at
    if signed is None and not any(report.status in OPEN for report in reports):
        return 0
    day = timezone.localdate(signed) if signed else timezone.localdate()
    return max(0, (day - submission.round.due_on).days)
