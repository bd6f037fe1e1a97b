"""The states' own words: on an item, of a state, and over the rounds; and the evidence that may be public."""

import mimetypes
from pathlib import PurePath
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from actionplan import picture
from actionplan.filters import PictureFilter
from actionplan.models import ActionItem, Assignment, Cluster, Evidence, Plan, ReportVersion
from actionplan.readings import Reading, readings
from members.listing import linked
from members.models import Party
from publishing.addresses import record_at

SHOWN_IN_THE_BROWSER = {".pdf", ".jpg", ".jpeg", ".png"}


def item(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    public = ActionItem.objects.public().select_related("cluster__plan")
    shown = get_object_or_404(public, cluster__plan__slug=slug, code=code)
    choice = PictureFilter(request.GET, rounds=picture.published_rounds(shown.cluster.plan))
    assignments = picture.in_order(shown.assignments.select_related("party"))
    return render(
        request,
        "actionplan/item.html",
        {
            "item": shown,
            "plan": shown.cluster.plan,
            "choice": choice,
            "round": choice.reporting_round,
            "assignments": _with_readings(assignments, choice, "party_id"),
            "history": _history(assignments, choice),
            "siblings": _siblings(shown.cluster),
            "linked": linked(),
        },
    )


def state(request: HttpRequest, slug: str, party_slug: str) -> HttpResponse:
    """All items in which a state has a part, with its words in the round chosen."""
    plan, party, moved = _plan_and_state(slug, party_slug)
    if moved:
        return moved
    choice = PictureFilter(request.GET, rounds=picture.published_rounds(plan))
    public = Assignment.objects.public().filter(party=party, item__cluster__plan=plan)
    assignments = list(public.select_related("item__cluster").order_by("item__cluster__position", "item__code"))
    if not assignments:
        raise Http404
    rows = _with_readings(assignments, choice, "item_id")
    cells = [picture.Cell(row, reading.status if reading else picture.NO_REPORT) for row, reading in rows]
    context = {"plan": plan, "party": party, "choice": choice, "round": choice.reporting_round}
    return render(request, "actionplan/state.html", {**context, "rows": rows, "counts": picture.tally(cells)})


def history(request: HttpRequest, slug: str, party_slug: str, code: str) -> HttpResponse:
    """What a state said of an item, round by round."""
    plan, party, moved = _plan_and_state(slug, party_slug)
    if moved:
        return moved
    assignment = get_object_or_404(
        Assignment.objects.public().select_related("item__cluster"),
        party=party,
        item__cluster__plan=plan,
        item__code=code,
    )
    found = readings(ReportVersion.objects.filter(report__assignment=assignment))
    context = {"plan": plan, "party": party, "item": assignment.item, "assignment": assignment}
    return render(request, "actionplan/history.html", {**context, "readings": found})


@require_safe
def evidence(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """A file that a state lets the public see, checked at each request."""
    public = Evidence.objects.public().exclude(file="")
    found: Any = get_object_or_404(public, pk=pk, report__submission__round__plan__slug=slug)
    etag = quote_etag(found.sha256)
    response: Any = get_conditional_response(request, etag=etag)
    if response is None or response.status_code != 304:
        # the state's own name for the file may name a person: it is not shown
        suffix = PurePath(found.file.name).suffix.lower()
        kind = mimetypes.types_map.get(suffix, "application/octet-stream")
        response = FileResponse(
            found.file.open("rb"),
            as_attachment=suffix not in SHOWN_IN_THE_BROWSER,
            filename=f"evidence-{found.pk}{suffix}",
            content_type=kind,
        )
    response["ETag"] = etag
    response["Cache-Control"] = "no-cache"  # asked again each time: a state may take its consent back
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _plan_and_state(slug: str, party_slug: str) -> tuple[Any, Any, HttpResponse | None]:
    """Both, or where the one that moved is now."""
    plan = record_at(Plan.objects.published(), slug)
    party = record_at(Party.objects.published(), party_slug)
    return plan, party, next((row for row in (plan, party) if isinstance(row, HttpResponse)), None)


def _with_readings(
    assignments: list[Assignment], choice: PictureFilter, by: str
) -> list[tuple[Assignment, Reading | None]]:
    """Each assignment with its report in the round chosen; `by` names what tells them apart."""
    if choice.reporting_round is None:
        return [(row, None) for row in assignments]
    versions = ReportVersion.objects.in_rounds([choice.reporting_round])
    found = readings(versions.filter(report__assignment__in=assignments))
    by_key = {getattr(reading.version.report.assignment, by): reading for reading in found}
    return [(row, by_key.get(getattr(row, by))) for row in assignments]


def _history(assignments: list[Assignment], choice: PictureFilter) -> dict[str, Any]:
    """States × rounds in which something of the item was reported: what each claimed."""
    versions = ReportVersion.objects.public().in_rounds(choice.rounds).filter(report__assignment__in=assignments)
    rows = versions.values_list("report__assignment", "report__submission__round", "implementation_status")
    claimed = {(assignment, reporting_round): status for assignment, reporting_round, status in rows}
    rounds = [row for row in reversed(choice.rounds) if any(key[1] == row.pk for key in claimed)]
    return {
        "rounds": rounds,
        "rows": [(row, [(r, claimed.get((row.pk, r.pk), picture.NO_REPORT)) for r in rounds]) for row in assignments],
    }


def _siblings(cluster: Cluster) -> list[ActionItem]:
    rows = list(cluster.items.published())
    for row in rows:
        row.cluster = cluster  # its address needs the cluster's plan
    return rows
