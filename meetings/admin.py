from django.contrib import admin

from almaty_portal.lib import languages
from meetings.models import AgendaItem, Attendance, Meeting, MeetingFile
from meetings.resources import AgendaItemResource, AttendanceResource, MeetingResource
from publishing.record_admin import PublishableAdmin, RecordAdmin, RowsInline


class AttendanceInline(RowsInline):
    model = Attendance
    autocomplete_fields = ["party"]
    fields = ["party", "capacity", "head_of_delegation", "source"]


class AgendaInline(RowsInline):
    model = AgendaItem
    fields = ["position", "number", "title"]


class FileInline(RowsInline):
    model = MeetingFile
    fields = ["title", "file", "language"]


@admin.register(Meeting)
class MeetingAdmin(PublishableAdmin):
    resource_classes = [MeetingResource]
    list_display = [*languages.columns("title"), "kind", "starts_on", "event_status"]
    list_filter = ["kind", "event_status"]
    date_hierarchy = "starts_on"
    search_fields = ["slug", *languages.columns("title", "place")]
    ordering = ["-starts_on"]
    fields = [
        ("kind", "event_status"),
        ("slug", "source"),
        "title",
        "place",
        ("starts_on", "ends_on"),
        ("opens_at", "closes_at", "time_zone"),
        "summary",
    ]
    inlines = [AttendanceInline, AgendaInline, FileInline]


@admin.register(Attendance)
class AttendanceAdmin(RecordAdmin):
    resource_classes = [AttendanceResource]
    list_display = ["meeting", "party", "capacity"]
    list_filter = ["capacity"]
    list_select_related = ["meeting", "party"]
    autocomplete_fields = ["meeting", "party"]
    search_fields = [*languages.columns("meeting__title", "party__short_name")]
    fields = ["meeting", ("party", "capacity"), "head_of_delegation", "source"]


@admin.register(AgendaItem)
class AgendaItemAdmin(RecordAdmin):
    resource_classes = [AgendaItemResource]
    list_display = ["meeting", "position", "number", *languages.columns("title")]
    list_select_related = ["meeting"]
    autocomplete_fields = ["meeting"]
    search_fields = [*languages.columns("meeting__title", "title")]
    fields = ["meeting", ("position", "number"), "title"]
