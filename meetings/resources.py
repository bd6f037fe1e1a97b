from import_export import fields

from almaty_portal.lib import languages
from almaty_portal.lib.tables import CodeWidget, DayWidget, NumberWidget, RecordResource, TimeWidget
from meetings.models import AgendaItem, Attendance, Meeting
from members.resources import party_field


def meeting_field() -> fields.Field:
    return fields.Field(column_name="meeting", attribute="meeting", widget=CodeWidget(Meeting, "slug"))


class MeetingResource(RecordResource):
    starts_on = fields.Field(column_name="starts_on", attribute="starts_on", widget=DayWidget())
    ends_on = fields.Field(column_name="ends_on", attribute="ends_on", widget=DayWidget())
    opens_at = fields.Field(column_name="opens_at", attribute="opens_at", widget=TimeWidget())
    closes_at = fields.Field(column_name="closes_at", attribute="closes_at", widget=TimeWidget())

    class Meta(RecordResource.Meta):
        model = Meeting
        import_id_fields = ["slug"]
        fields = [
            "slug",
            "kind",
            *languages.columns("title", "place"),
            "starts_on",
            "ends_on",
            "opens_at",
            "closes_at",
            "time_zone",
            "event_status",
            *languages.columns("summary"),
            "source",
        ]


class AttendanceResource(RecordResource):
    meeting = meeting_field()
    party = party_field()

    class Meta(RecordResource.Meta):
        model = Attendance
        import_id_fields = ["meeting", "party", "capacity"]
        fields = ["meeting", "party", "capacity", *languages.columns("head_of_delegation"), "source"]


class AgendaItemResource(RecordResource):
    meeting = meeting_field()
    position = fields.Field(column_name="position", attribute="position", widget=NumberWidget())

    class Meta(RecordResource.Meta):
        model = AgendaItem
        import_id_fields = ["meeting", "position"]
        fields = ["meeting", "position", "number", *languages.columns("title")]
