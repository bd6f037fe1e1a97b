from typing import Any

from django.db.models import Count, Prefetch, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from actionplan.models import ActionItem, Assignment, Cluster, Plan
from declarations.models import Document
from members.listing import by_name, linked
from publishing.addresses import record_at


def plans(request: HttpRequest) -> HttpResponse:
    items = Count("clusters__items", filter=Q(clusters__items__in=ActionItem.objects.published()))
    return render(request, "actionplan/list.html", {"plans": Plan.objects.published().annotate(item_count=items)})


def plan(request: HttpRequest, slug: str) -> HttpResponse:
    shown = record_at(Plan.objects.published().select_related("document"), slug)
    if isinstance(shown, HttpResponse):
        return shown
    items = ActionItem.objects.published().prefetch_related("assignments__party")
    clusters = list(shown.clusters.prefetch_related(Prefetch("items", items, to_attr="public_items")))
    for cluster in clusters:
        for item in cluster.public_items:
            item.cluster = cluster
            item.assigned = _in_order(item.assignments.all())
    return render(
        request,
        "actionplan/plan.html",
        {
            "plan": shown,
            "document": _document(shown),
            "clusters": clusters,
            "has_items": any(cluster.public_items for cluster in clusters),
            "linked": linked(),
        },
    )


def item(request: HttpRequest, slug: str, code: str) -> HttpResponse:
    public = ActionItem.objects.public().select_related("cluster__plan")
    shown = get_object_or_404(public, cluster__plan__slug=slug, code=code)
    return render(
        request,
        "actionplan/item.html",
        {
            "item": shown,
            "plan": shown.cluster.plan,
            "assignments": _in_order(shown.assignments.select_related("party")),
            "siblings": _siblings(shown.cluster),
            "linked": linked(),
        },
    )


def _in_order(assignments: Any) -> list[Assignment]:
    """Leading states first, then by name."""
    return sorted(by_name(assignments, lambda a: a.party), key=lambda a: a.role != Assignment.Role.LEAD)


def _siblings(cluster: Cluster) -> list[ActionItem]:
    rows = list(cluster.items.published())
    for row in rows:
        row.cluster = cluster  # its address needs the cluster's plan
    return rows


def _document(plan: Any) -> Any:
    """The document that the plan rests on, if the public can read it."""
    if plan.document_id is None:
        return None
    documents = Document.objects.published()
    return documents.filter(pk=plan.document_id).select_related("current_edition").first()
