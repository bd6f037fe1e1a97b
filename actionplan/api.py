"""The open data of this room: plans, items, assignments, published rounds and published reports."""

from typing import Annotated, Any

from django.db.models import Count, OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext_noop as _
from ninja import Path, Query, Router

from actionplan.models import ActionItem, Assignment, Cluster, Plan, ReportVersion, Round
from actionplan.open_data.filters import AssignmentFilters, ItemFilters, ReportFilters, RoundFilters
from actionplan.open_data.plan_rows import ITEM, PLAN, AssignmentRow, ItemRow, PlanRow, RoundRow
from actionplan.open_data.report_rows import ReportRow
from actionplan.readings import Reading, readings
from almaty_portal.lib import languages
from almaty_portal.lib.open_data import asking
from almaty_portal.lib.open_data.asking import SLUG, InLanguage
from almaty_portal.lib.open_data.endpoints import about_one, add_list, one
from almaty_portal.lib.open_data.resource import Resource
from declarations.models import Document
from members.api import LIVE
from publishing.addresses import moved

router = Router()
STATED = _("The state’s own words, frozen when it signed them; public since the secretariat published them.")


def _plans() -> QuerySet[Any]:
    items = ActionItem.objects.published().only("code", "cluster_id").order_by("code")
    clusters = Cluster.objects.order_by("position").prefetch_related(Prefetch("items", items))
    document = Document.objects.published().filter(pk=OuterRef("document")).values("current_edition__symbol")
    return (
        Plan.objects.published()
        .annotate(document_symbol=Subquery(document))
        .prefetch_related(Prefetch("clusters", clusters))
    )


def _items() -> QuerySet[Any]:
    assignments = Assignment.objects.select_related("party").order_by("party__code")
    return (
        ActionItem.objects.public()
        .defer(*languages.columns("search"))
        .select_related("cluster__plan")
        .prefetch_related(Prefetch("assignments", assignments))
    )


def _assignments() -> QuerySet[Any]:
    return Assignment.objects.public().select_related("party", "item__cluster__plan")


def _rounds() -> QuerySet[Any]:
    """With `public_reports_made`: how many reports of each are public."""
    of_round = ReportVersion.objects.public().filter(report__submission__round=OuterRef("pk")).order_by()
    counted = of_round.values("report__submission__round").annotate(found=Count("pk")).values("found")
    return Round.objects.published().select_related("plan").annotate(public_reports_made=Coalesce(Subquery(counted), 0))


#: Never by when a version was made, which would tell what was late or returned.
REPORT_KEY = (
    "report__submission__round__plan__slug",
    "report__submission__round__number",
    "report__assignment__item__code",
    "report__assignment__party__code",
)


def _reports() -> QuerySet[Any]:
    """Their keys; `_read` reads the page's."""
    parents = {name.rpartition("__")[0] for name in REPORT_KEY}
    return ReportVersion.objects.public().select_related(*parents).only(*REPORT_KEY)


def _read(versions: list[ReportVersion]) -> list[Reading]:
    """The readings of a page of versions, in its order."""
    found = {row.version.pk: row for row in readings(ReportVersion.objects.filter(pk__in=[v.pk for v in versions]))}
    return [found[version.pk] for version in versions]


PLANS = Resource(
    name="plans",
    title=_("Plans"),
    about=_("The action plans with their clusters."),
    nature=LIVE,
    row=PlanRow,
    published=_plans,
    key=("slug",),
)
ITEMS = Resource(
    name="items",
    title=_("Action items"),
    about=_("The steps of the plans, with the states that have a part in them."),
    nature=LIVE,
    row=ItemRow,
    published=_items,
    key=("code",),
    filters=ItemFilters,
)
ASSIGNMENTS = Resource(
    name="assignments",
    title=_("Assignments"),
    about=_("Which state has which part in which item, one row each."),
    nature=LIVE,
    row=AssignmentRow,
    published=_assignments,
    key=("item__code", "party__code"),
    filters=AssignmentFilters,
)
ROUNDS = Resource(
    name="rounds",
    title=_("Rounds of reporting"),
    about=_("The rounds of reporting of which something is published."),
    nature=LIVE,
    row=RoundRow,
    published=_rounds,
    key=("plan__slug", "number"),
    filters=RoundFilters,
)
REPORTS = Resource(
    name="reports",
    title=_("Published reports"),
    about=_(
        "What each state reported on its part in an item, round by round. An assignment without a row has no report."
    ),
    nature=STATED,
    row=ReportRow,
    published=_reports,
    key=REPORT_KEY,
    filters=ReportFilters,
    loaded=_read,
)
RESOURCES = (PLANS, ITEMS, ASSIGNMENTS, ROUNDS, REPORTS)
for resource in RESOURCES:
    add_list(router, resource)


@router.get("/plans/{slug}", operation_id="get_plan", **about_one(PLANS, _("One plan"), 301))
def plan(
    request: HttpRequest,
    slug: Annotated[str, Path(pattern=SLUG, description=PLAN, examples=["regional-action-plan"])],
    asked: Query[InLanguage],
) -> HttpResponse:
    """301 when the plan has moved to another key."""
    if found := _plans().filter(slug=slug).first():
        return one(request, PLANS, found, asked)
    past = moved(Plan, slug)
    if past and Plan.objects.published().filter(pk=past.pk).exists():
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        return HttpResponsePermanentRedirect(reverse("api:plan", args=[past.slug]) + query)
    raise Http404


@router.get("/items/{path:code}", operation_id="get_item", **about_one(ITEMS, _("One action item")))
def item(
    request: HttpRequest,
    code: Annotated[str, Path(pattern=asking.ITEM, description=ITEM, examples=["S1.1"])],
    asked: Query[InLanguage],
) -> HttpResponse:
    return one(request, ITEMS, get_object_or_404(_items(), code=code), asked)
