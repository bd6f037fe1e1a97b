"""The desk's first page: for each state that the person acts for, what is open, due and come back."""

from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from actionplan.deadlines import Deadline, deadline
from actionplan.desk_access import desk_page
from actionplan.models import ProgressReport, ReportStatus, Round, StateSubmission
from actionplan.packet import why_returned
from actionplan.review_desk import waiting
from actionplan.standing import is_secretariat
from members.listing import by_name
from members.models import Mandate, Party


@dataclass
class Open:
    """A packet at work. `steps`: (status, its word, how many reports stand there); `returned`: what came back."""

    packet: StateSubmission
    deadline: Deadline
    steps: list[tuple[str, str, int]]
    returned: list[ProgressReport]


@dataclass
class State:
    """What a person does for one state."""

    party: Party
    role: str
    is_coordinator: bool
    open: list[Open] = field(default_factory=list)
    former: list[StateSubmission] = field(default_factory=list)


@desk_page
@require_safe
def home(request: HttpRequest) -> HttpResponseBase:
    context = {
        "states": _states(request.user),
        "review": waiting.desk() if is_secretariat(request.user) else None,
    }
    return render(request, "actionplan/desk/home.html", context)


def _states(user: Any) -> list[State]:
    states: dict[int, State] = {}
    held = Mandate.objects.in_force().filter(user=user.pk).select_related("party")
    for mandate in sorted(held, key=lambda m: m.role != Mandate.Role.COORDINATOR):
        is_coordinator = mandate.role == Mandate.Role.COORDINATOR
        states.setdefault(mandate.party_id, State(mandate.party, mandate.get_role_display(), is_coordinator))
    packets = list(_counted(StateSubmission.objects.filter(party__in=states, round__in=Round.objects.opened())))
    returned = _returned([packet for packet in packets if packet.returned])
    for packet in packets:
        state = states[packet.party_id]
        packet.party = state.party
        if _is_open(packet):
            steps = [
                (s.value, str(s.label), getattr(packet, s.value)) for s in ReportStatus if getattr(packet, s.value)
            ]
            state.open.append(Open(packet, deadline(packet.round), steps, returned.get(packet.pk, [])))
        else:
            state.former.append(packet)
    return by_name(states.values(), lambda state: state.party)


def _counted(packets: QuerySet[StateSubmission]) -> QuerySet[StateSubmission]:
    """With the number of reports in each status, named by the status; and of all of them."""
    counts = {status.value: Count("reports", filter=Q(reports__status=status)) for status in ReportStatus}
    return (
        packets.annotate(total=Count("reports"), **counts)
        .select_related("round__plan", "signed_by")
        .order_by("-round__due_on", "round__plan", "-round__number")
    )


def _is_open(packet: Any) -> bool:
    """While the round takes packets; afterwards while something signed is still on its way to publication."""
    settled = packet.published + packet.excused
    return not packet.round.is_closed() or (packet.first_signed_at is not None and settled < packet.total)


def _returned(packets: list[StateSubmission]) -> dict[int, list[ProgressReport]]:
    """Packet id → its returned reports, each with `why` (the transition) and `remarks` (the reviewers' comments)."""
    found: dict[int, list[ProgressReport]] = {}
    reports: list[Any] = list(
        ProgressReport.objects.filter(submission__in=packets, status=ReportStatus.RETURNED)
        .select_related("assignment__item")
        .order_by("assignment__item__code")
    )
    told = why_returned([report.pk for report in reports])
    for report in reports:
        report.why, report.remarks = told.get(report.pk, (None, []))
        found.setdefault(report.submission_id, []).append(report)
    return found
