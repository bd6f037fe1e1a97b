"""The admin of reporting: rounds and indicators are kept here; what the states said is only shown."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import AutocompleteSelectFilter
from unfold.decorators import display

from actionplan import models, rounds
from actionplan.report_form import number_said
from actionplan.resources import IndicatorResource, IndicatorTargetResource
from actionplan.standing import Role, need_staff
from almaty_portal.lib import languages
from publishing import steps
from publishing.record_admin import ReadOnlyAdmin, RecordAdmin, RowsInline


@admin.register(models.Round)
class RoundAdmin(RecordAdmin):
    """Opening is a page of its own; publishing is done at the reviewer's desk."""

    resource_classes: list[Any] = []
    list_display = ["number", "plan", *languages.columns("period"), "opens_on", "due_on", "closes_on", "opened_at"]
    list_filter = [("plan", AutocompleteSelectFilter)]
    list_select_related = ["plan"]
    search_fields = [*languages.columns("period"), "plan__slug", *languages.columns("plan__title")]
    autocomplete_fields = ["plan"]
    fields = [("plan", "number"), "period", ("opens_on", "due_on", "closes_on"), ("opened_at", "published_at")]
    change_form_outer_before_template = "admin/actionplan/round_bar.html"

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """An open round stays with its plan: the states' reports hang on it."""
        shown = ["opened_at", "published_at"]
        return [*shown, "plan", "number"] if obj and obj.opened_at else shown

    def has_export_permission(self, request: HttpRequest) -> bool:
        return False

    def get_urls(self) -> list[Any]:
        opening = path(
            "<int:object_id>/open/", self.admin_site.admin_view(self.open_view), name="actionplan_round_open"
        )
        return [opening, *super().get_urls()]

    def record_context(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        return {"round": obj, "may_open": request.user.has_perm("actionplan.publish_round")}

    def open_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        """First which states will report, and on how much; then the round is open."""
        found = self.get_object(request, str(object_id))
        if found is None:
            raise Http404
        need_staff(request.user, Role.PUBLISHER)
        if request.method == "POST":
            try:
                made = rounds.open_round(found, actor=request.user)
            except ValidationError as error:
                messages.error(request, " ".join(error.messages))
            else:
                said = ngettext(
                    "The round is open for %(count)d state.", "The round is open for %(count)d states.", len(made)
                )
                messages.success(request, said % {"count": len(made)})
            return HttpResponseRedirect(reverse("admin:actionplan_round_change", args=[found.pk]))
        assigned = rounds.to_report(found)
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("Open the round: %(round)s") % {"round": found},
            "round": found,
            "opts": self.opts,
            "states": [(party, [a.item.code for a in assignments]) for party, assignments in assigned.items()],
            "reports": sum(map(len, assigned.values())),
            "is_plan_public": found.plan.status == "published",
        }
        return steps.page(request, "admin/actionplan/open_round.html", context)


class TargetInline(RowsInline):
    model = models.IndicatorTarget
    autocomplete_fields = ["party"]
    fields = ["party", "baseline", "baseline_year", "target", "target_year"]


@admin.register(models.Indicator)
class IndicatorAdmin(RecordAdmin):
    resource_classes = [IndicatorResource]
    list_display = ["code", *languages.columns("title"), "item", *languages.columns("unit")]
    list_select_related = ["item"]
    list_filter = ["direction"]
    search_fields = ["code", *languages.columns("title"), "item__code"]
    autocomplete_fields = ["item"]
    fields = [("item", "code", "direction"), "title", "unit"]
    inlines = [TargetInline]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Signed reports name an indicator by its code."""
        return ["code", "item"] if obj else []


@admin.register(models.IndicatorTarget)
class IndicatorTargetAdmin(RecordAdmin):
    resource_classes = [IndicatorTargetResource]
    list_display = ["indicator", "party", "baseline", "baseline_year", "target", "target_year"]
    list_select_related = ["indicator", "party"]
    list_filter = [("party", AutocompleteSelectFilter)]
    search_fields = ["indicator__code", *languages.columns("indicator__title"), "party__code"]
    autocomplete_fields = ["indicator", "party"]
    fields = [("indicator", "party"), ("baseline", "baseline_year"), ("target", "target_year")]


@admin.register(models.StateSubmission)
class StateSubmissionAdmin(ReadOnlyAdmin):
    list_display = ["round", "party", "first_signed_at", "signed_at", "signed_by"]
    list_select_related = ["round__plan", "party", "signed_by"]
    list_filter = [("party", AutocompleteSelectFilter)]
    search_fields = ["party__code", *languages.columns("party__short_name")]
    fields = ["round", "party", "first_signed_at", "signed_at", "signed_by"]


@admin.register(models.ProgressReport)
class ProgressReportAdmin(ReadOnlyAdmin):
    """Where each paper stands. Working text is the state's own until it is signed, so it is not shown here."""

    list_display = ["assignment", "round", "status", "review_began_at", "desk"]
    list_select_related = ["submission__round__plan", "assignment__item", "assignment__party"]
    list_filter = ["status", ("submission__party", AutocompleteSelectFilter)]
    search_fields = ["assignment__item__code", "submission__party__code"]
    fields = ["submission", "assignment", "status", "review_began_at", "public_version", "desk"]

    @display(description=_("round"))
    def round(self, report: models.ProgressReport) -> str:
        return str(report.submission.round)

    @display(description=_("desk"))
    def desk(self, report: models.ProgressReport) -> str:
        return format_html('<a href="{}">{}</a>', reverse("desk:review_report", args=[report.pk]), gettext("Review"))


class OfReportAdmin(ReadOnlyAdmin):
    """Rows that belong to a report, which leads to the desk."""

    @display(description=_("progress report"))
    def paper(self, row: Any) -> str:
        report = row.report if hasattr(row, "report") else row.version.report
        return format_html('<a href="{}">{}</a>', reverse("desk:review_report", args=[report.pk]), report)


@admin.register(models.ReportVersion)
class ReportVersionAdmin(OfReportAdmin):
    list_display = ["submitted_at", "paper", "number", "submitted_by", "on_paper"]
    list_select_related = [
        "report__assignment__item",
        "report__assignment__party",
        "report__submission__round",
        "submitted_by",
    ]
    list_filter = ["on_paper", ("report__submission__party", AutocompleteSelectFilter)]
    search_fields = ["report__assignment__item__code", "report__submission__party__code"]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return [*self.list_display, *models.ReportVersion.answer_columns(), "measured"]

    @display(description=_("indicator values"))
    def measured(self, version: models.ReportVersion) -> str:
        return "; ".join(f"{said['indicator']}: {number_said(said['value'])}" for said in version.values)


@admin.register(models.Evidence)
class EvidenceAdmin(OfReportAdmin):
    """A file is handed out by the desk alone, after its permission check."""

    list_display = [
        *languages.columns("title"),
        "paper",
        "is_public",
        "is_letter",
        "is_removed",
        "added_by",
        "added_at",
    ]
    list_select_related = [
        "report__assignment__item",
        "report__assignment__party",
        "report__submission__round",
        "added_by",
    ]
    list_filter = ["is_public", "is_letter", "is_removed"]
    search_fields = [*languages.columns("title"), "report__assignment__item__code", "report__submission__party__code"]
    fields = [*list_display, "download", "sha256"]

    def get_queryset(self, request: HttpRequest) -> Any:
        """What was signed with a version; the rest is still the state's own."""
        return super().get_queryset(request).filter(versions__isnull=False).distinct()

    @display(description=_("file or link"))
    def download(self, evidence: models.Evidence) -> str:
        address = reverse("desk:evidence", args=[evidence.pk]) if evidence.file else evidence.url
        return format_html('<a href="{}">{}</a>', address, str(evidence.file).rsplit("/", 1)[-1] or evidence.url)


@admin.register(models.ReviewComment)
class ReviewCommentAdmin(OfReportAdmin):
    list_display = ["at", "by", "paper", "field", "text"]
    list_select_related = [
        "by",
        "version__report__assignment__item",
        "version__report__assignment__party",
        "version__report__submission__round",
    ]
    list_filter = ["field"]
    search_fields = ["text"]
    fields = list_display


@admin.register(models.ReportTransition)
class ReportTransitionAdmin(OfReportAdmin):
    list_display = ["at", "paper", "from_status", "to_status", "actor", "role", "on_behalf_of", "reason"]
    list_select_related = [
        "report__assignment__item",
        "report__assignment__party",
        "report__submission__round",
        "actor",
        "on_behalf_of",
    ]
    list_filter = ["to_status", "role"]
    search_fields = ["report__assignment__item__code", "report__submission__party__code", "reason"]
    fields = [*list_display, "version"]


@admin.register(models.Assessment)
class AssessmentAdmin(OfReportAdmin):
    list_display = ["updated_at", "paper", "is_public", "by"]
    list_select_related = ["report__assignment__item", "report__assignment__party", "report__submission__round", "by"]
    list_filter = ["is_public"]
    search_fields = [*languages.columns("text"), "report__assignment__item__code"]
    fields = ["paper", *languages.columns("text"), "is_public", "by", "updated_at"]


class FailedFilter(admin.SimpleListFilter):
    title = _("sending")
    parameter_name = "sending"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return [("failed", _("failed")), ("unsent", _("still to be tried")), ("sent", _("sent"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        chosen = {"failed": queryset.failed, "unsent": queryset.unsent, "sent": lambda: queryset.exclude(sent_at=None)}
        value = self.value() or ""
        return chosen[value]() if value in chosen else queryset


@admin.register(models.Reminder)
class ReminderAdmin(ReadOnlyAdmin):
    list_display = ["due_on", "kind", "recipient", "round", "sent_at", "attempts", "error"]
    list_select_related = ["recipient", "round__plan"]
    list_filter = [FailedFilter, "kind"]
    search_fields = ["recipient__email", "error"]
    fields = list_display
