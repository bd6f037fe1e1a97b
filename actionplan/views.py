"""Where a plan stands: its page, the grid of states and items, the trend over rounds."""

from typing import Any

from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from actionplan import picture
from actionplan.filters import PictureFilter
from actionplan.models import ActionItem, Plan
from declarations.models import Document
from members.listing import linked
from publishing.addresses import record_at


def plans(request: HttpRequest) -> HttpResponse:
    items = Count("clusters__items", filter=Q(clusters__items__in=ActionItem.objects.published()))
    return render(request, "actionplan/list.html", {"plans": Plan.objects.published().annotate(item_count=items)})


def plan(request: HttpRequest, slug: str) -> HttpResponse:
    shown = record_at(Plan.objects.published().select_related("document"), slug)
    if isinstance(shown, HttpResponse):
        return shown
    context = _picture(request, shown)
    cells = context["chosen"].of_item()
    for group in context["chosen"].groups:
        for item in group.items:
            item.cells = cells.get(item.pk, [])
            item.counts, item.by_status = picture.tally(item.cells), picture.by_status(item.cells)
    groups = [(group.cluster, group.items) for group in context["chosen"].groups]
    more = {"groups": groups, "document": _document(shown), "linked": linked()}
    return render(request, "actionplan/plan.html", {**context, **more})


def grid(request: HttpRequest, slug: str) -> HttpResponse:
    """States × items, of the round chosen."""
    shown = record_at(Plan.objects.published(), slug)
    if isinstance(shown, HttpResponse):
        return shown
    context = _picture(request, shown)
    found = {(cell.assignment.item_id, cell.party.pk): cell for cell in context["chosen"].cells}
    states = context["chosen"].states
    groups = [
        (group.cluster, [(item, [found.get((item.pk, state.pk)) for state in states]) for item in group.items])
        for group in context["chosen"].groups
    ]
    return render(request, "actionplan/grid.html", {**context, "groups": groups, "states": states, "linked": linked()})


def trend(request: HttpRequest, slug: str) -> HttpResponse:
    """The shares of what the states claim, over the published rounds up to the one chosen."""
    shown = record_at(Plan.objects.published(), slug)
    if isinstance(shown, HttpResponse):
        return shown
    choice = PictureFilter(request.GET, rounds=picture.published_rounds(shown))
    last = choice.reporting_round
    rounds = [row for row in reversed(choice.rounds) if last and row.number <= last.number]
    counts = picture.trend(rounds)
    by_cluster = [(row, picture.shares(counts, rounds, cluster=row.code)) for row in shown.clusters.all()]
    return render(
        request,
        "actionplan/trend.html",
        {
            "plan": shown,
            "choice": choice,
            "round": last,
            "whole": picture.shares(counts, rounds),
            "by_cluster": [(cluster, found) for cluster, found in by_cluster if found],
        },
    )


def _picture(request: HttpRequest, shown: Plan) -> dict[str, Any]:
    """The picture of the round that the reader chose, and the part of it that they chose."""
    rounds = picture.published_rounds(shown)
    # the round first: which states and clusters there are to choose from is known from its picture
    round_only = PictureFilter(request.GET, rounds=rounds, states=(), clusters=())
    whole = picture.picture(shown, round_only.reporting_round)
    choice = PictureFilter(
        request.GET, rounds=rounds, states=whole.states, clusters=[group.cluster for group in whole.groups]
    )
    chosen = whole.chosen(**choice.parts)
    return {
        "plan": shown,
        "choice": choice,
        "round": choice.reporting_round,
        "has_items": any(group.items for group in whole.groups),
        "chosen": chosen,
        "counts": picture.tally(chosen.cells),
    }


def _document(shown: Plan) -> Any:
    """The document that the plan rests on, if the public can read it."""
    if shown.document_id is None:
        return None
    documents = Document.objects.published()
    return documents.filter(pk=shown.document_id).select_related("current_edition").first()
