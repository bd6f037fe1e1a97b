from django.contrib import admin
from unfold.contrib.filters.admin import AutocompleteSelectFilter

from actionplan import reporting_admin  # noqa: F401  registers the tables of reporting
from actionplan.models import ActionItem, Assignment, Cluster, Plan
from actionplan.resources import ActionItemResource, AssignmentResource, ClusterResource, PlanResource
from almaty_portal.lib import languages
from publishing.record_admin import PublishableAdmin, RecordAdmin, RowsInline


class AssignmentInline(RowsInline):
    model = Assignment
    autocomplete_fields = ["party"]
    fields = ["party", "role", "institution"]


@admin.register(Plan)
class PlanAdmin(PublishableAdmin):
    resource_classes = [PlanResource]
    list_display = ["slug", *languages.columns("title")]
    search_fields = ["slug", *languages.columns("title")]
    autocomplete_fields = ["document"]
    fields = [("slug", "source"), "title", "description", "document"]


@admin.register(Cluster)
class ClusterAdmin(RecordAdmin):
    resource_classes = [ClusterResource]
    list_display = ["code", *languages.columns("title"), "plan", "position"]
    list_select_related = ["plan"]
    search_fields = ["code", *languages.columns("title")]
    autocomplete_fields = ["plan"]
    fields = ["plan", ("code", "position"), "title"]


@admin.register(ActionItem)
class ActionItemAdmin(PublishableAdmin):
    resource_classes = [ActionItemResource]
    list_display = ["code", *languages.columns("title"), "cluster"]
    list_filter = [("cluster", AutocompleteSelectFilter)]
    list_select_related = ["cluster"]
    search_fields = ["code", *languages.columns("title", "description")]
    autocomplete_fields = ["cluster"]
    fields = [("cluster", "code"), "title", "description", "source"]
    inlines = [AssignmentInline]

    def get_readonly_fields(self, request, obj=None):  # type: ignore[no-untyped-def]
        return ["code"] if obj else []


@admin.register(Assignment)
class AssignmentAdmin(RecordAdmin):
    resource_classes = [AssignmentResource]
    list_display = ["item", "party", "role"]
    list_filter = ["role", ("party", AutocompleteSelectFilter)]
    list_select_related = ["item", "party"]
    search_fields = ["item__code", *languages.columns("item__title"), "party__code"]
    autocomplete_fields = ["item", "party"]
    fields = ["item", ("party", "role"), "institution"]
