from import_export import fields

from actionplan.models import ActionItem, Assignment, Cluster, Indicator, IndicatorTarget, Plan
from almaty_portal.lib import languages
from almaty_portal.lib.tables import CodeWidget, DecimalWidget, NumberWidget, RecordResource
from declarations.resources import document_field
from members.resources import party_field


class PlanResource(RecordResource):
    document = document_field()

    class Meta(RecordResource.Meta):
        model = Plan
        import_id_fields = ["slug"]
        fields = ["slug", *languages.columns("title", "description"), "document", "source"]


class ClusterResource(RecordResource):
    plan = fields.Field(column_name="plan", attribute="plan", widget=CodeWidget(Plan, "slug"))
    position = fields.Field(column_name="position", attribute="position", widget=NumberWidget())

    class Meta(RecordResource.Meta):
        model = Cluster
        import_id_fields = ["code"]
        fields = ["code", "plan", "position", *languages.columns("title")]


class ActionItemResource(RecordResource):
    cluster = fields.Field(column_name="cluster", attribute="cluster", widget=CodeWidget(Cluster, "code"))

    class Meta(RecordResource.Meta):
        model = ActionItem
        import_id_fields = ["code"]
        fields = ["code", "cluster", *languages.columns("title", "description"), "source"]


class AssignmentResource(RecordResource):
    item = fields.Field(column_name="item", attribute="item", widget=CodeWidget(ActionItem, "code"))
    party = party_field()

    class Meta(RecordResource.Meta):
        model = Assignment
        import_id_fields = ["item", "party"]
        fields = ["item", "party", "role", *languages.columns("institution")]


class IndicatorResource(RecordResource):
    item = fields.Field(column_name="item", attribute="item", widget=CodeWidget(ActionItem, "code"))

    class Meta(RecordResource.Meta):
        model = Indicator
        import_id_fields = ["code"]
        fields = ["code", "item", *languages.columns("title", "unit"), "direction"]


class IndicatorTargetResource(RecordResource):
    indicator = fields.Field(column_name="indicator", attribute="indicator", widget=CodeWidget(Indicator, "code"))
    party = party_field()
    baseline = fields.Field(column_name="baseline", attribute="baseline", widget=DecimalWidget())
    baseline_year = fields.Field(column_name="baseline_year", attribute="baseline_year", widget=NumberWidget())
    target = fields.Field(column_name="target", attribute="target", widget=DecimalWidget())
    target_year = fields.Field(column_name="target_year", attribute="target_year", widget=NumberWidget())

    class Meta(RecordResource.Meta):
        model = IndicatorTarget
        import_id_fields = ["indicator", "party"]
        fields = ["indicator", "party", "baseline", "baseline_year", "target", "target_year"]
