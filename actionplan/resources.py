from import_export import fields

from actionplan.models import ActionItem, Assignment, Cluster, Plan
from almaty_portal.lib.tables import CodeWidget, NumberWidget, RecordResource, text_columns
from declarations.resources import document_field
from members.resources import party_field


class PlanResource(RecordResource):
    document = document_field()

    class Meta(RecordResource.Meta):
        model = Plan
        import_id_fields = ["slug"]
        fields = ["slug", *text_columns("title", "description"), "document", "source"]


class ClusterResource(RecordResource):
    plan = fields.Field(column_name="plan", attribute="plan", widget=CodeWidget(Plan, "slug"))
    position = fields.Field(column_name="position", attribute="position", widget=NumberWidget())

    class Meta(RecordResource.Meta):
        model = Cluster
        import_id_fields = ["code"]
        fields = ["code", "plan", "position", *text_columns("title")]


class ActionItemResource(RecordResource):
    cluster = fields.Field(column_name="cluster", attribute="cluster", widget=CodeWidget(Cluster, "code"))

    class Meta(RecordResource.Meta):
        model = ActionItem
        import_id_fields = ["code"]
        fields = ["code", "cluster", *text_columns("title", "description"), "source"]


class AssignmentResource(RecordResource):
    item = fields.Field(column_name="item", attribute="item", widget=CodeWidget(ActionItem, "code"))
    party = party_field()

    class Meta(RecordResource.Meta):
        model = Assignment
        import_id_fields = ["item", "party"]
        fields = ["item", "party", "role", *text_columns("institution")]
