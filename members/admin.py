from typing import Any

from django.contrib import admin
from unfold.contrib.filters.admin import AutocompleteSelectFilter

from almaty_portal.lib import languages
from members.models import Chairmanship, GovernanceSection, Mandate, Membership, NationalCoordinator, Party
from members.resources import (
    ChairmanshipResource,
    GovernanceSectionResource,
    MembershipResource,
    NationalCoordinatorResource,
    PartyResource,
)
from publishing.record_admin import PublishableAdmin, RecordAdmin, RowsInline

SPAN = [("since", "since_precision"), ("until", "until_precision")]


class MembershipInline(RowsInline):
    model = Membership
    fields = ["role", "since", "since_precision", "until", "until_precision", "basis", "source"]


class ChairmanshipInline(RowsInline):
    model = Chairmanship
    fields = ["since", "since_precision", "until", "until_precision", "chair_name", "chair_post", "source"]


class CoordinatorInline(RowsInline):
    model = NationalCoordinator
    fields = ["name", "post", "institution", "since", "since_precision", "until", "until_precision", "source"]


@admin.register(Party)
class PartyAdmin(PublishableAdmin):
    resource_classes = [PartyResource]
    list_display = ["code", *languages.columns("short_name"), "kind"]
    list_filter = ["kind"]
    search_fields = ["code", *languages.columns("short_name", "formal_name", "acronym")]
    ordering = ["kind", "code"]
    fields = [("kind", "code"), ("slug", "source"), "short_name", "formal_name", "acronym", "note"]
    inlines = [MembershipInline, ChairmanshipInline, CoordinatorInline]


class SpanAdmin(RecordAdmin):
    list_filter = [("party", AutocompleteSelectFilter)]
    list_select_related = ["party"]
    autocomplete_fields = ["party"]


@admin.register(Membership)
class MembershipAdmin(SpanAdmin):
    resource_classes = [MembershipResource]
    list_display = ["party", "role", "since_shown", "until_shown"]
    list_filter = ["role", *SpanAdmin.list_filter]  # type: ignore[list-item]
    search_fields = ["party__code", *languages.columns("party__short_name", "basis")]
    fields = [("party", "role"), *SPAN, "basis", "source"]


@admin.register(Chairmanship)
class ChairmanshipAdmin(SpanAdmin):
    resource_classes = [ChairmanshipResource]
    list_display = ["party", "since_shown", "until_shown", *languages.columns("chair_name")]
    search_fields = ["party__code", *languages.columns("party__short_name", "chair_name")]
    fields = ["party", *SPAN, "chair_name", "chair_post", "source"]


@admin.register(NationalCoordinator)
class NationalCoordinatorAdmin(SpanAdmin):
    resource_classes = [NationalCoordinatorResource]
    list_display = ["party", *languages.columns("name"), "since_shown", "until_shown"]
    search_fields = ["party__code", *languages.columns("party__short_name", "name")]
    fields = ["party", "name", "post", "institution", *SPAN, "source"]


@admin.register(GovernanceSection)
class GovernanceSectionAdmin(PublishableAdmin):
    resource_classes = [GovernanceSectionResource]
    list_display = ["slug", *languages.columns("title"), "position"]
    search_fields = ["slug", *languages.columns("title", "text")]
    ordering = ["position", "slug"]
    fields = [("slug", "position"), "title", "text", "source"]


@admin.register(Mandate)
class MandateAdmin(RecordAdmin):
    """Who may act for a state: a superuser's decision. Ended by a date, never deleted."""

    resource_classes: list[Any] = []
    list_display = ["user", "party", "role", "valid_from", "valid_until"]
    list_filter = ["role", ("party", AutocompleteSelectFilter)]
    list_select_related = ["user", "party"]
    search_fields = ["user__email", "party__code", *languages.columns("party__short_name")]
    autocomplete_fields = ["party"]
    fields = [("user", "party"), "role", ("valid_from", "valid_until")]

    def _superuser(self, request, obj=None):  # type: ignore[no-untyped-def]
        return request.user.is_active and request.user.is_superuser

    has_view_permission = has_change_permission = _superuser
    has_import_permission = has_export_permission = has_module_permission = has_add_permission = _superuser

    def has_delete_permission(self, request, obj=None):  # type: ignore[no-untyped-def]
        return False
