from import_export import fields

from almaty_portal.lib import languages
from almaty_portal.lib.tables import (
    CodeWidget,
    NumberWidget,
    PartialDateField,
    RecordResource,
    TextWidget,
)
from members.models import Chairmanship, GovernanceSection, Membership, NationalCoordinator, Party


def party_field() -> fields.Field:
    return fields.Field(column_name="party", attribute="party", widget=CodeWidget(Party, "code"))


class PartyResource(RecordResource):
    class Meta(RecordResource.Meta):
        model = Party
        import_id_fields = ["code"]
        fields = [
            "code",
            "kind",
            "slug",
            *languages.columns("short_name", "formal_name", "acronym", "note"),
            "source",
        ]


class SpanResource(RecordResource):
    """A period of a party; `since` and `until` are partial dates."""

    party = party_field()
    since = PartialDateField(column_name="since", attribute="since", widget=TextWidget())
    until = PartialDateField(column_name="until", attribute="until", widget=TextWidget())

    class Meta(RecordResource.Meta):
        abstract = True


class MembershipResource(SpanResource):
    class Meta(SpanResource.Meta):
        abstract = False
        model = Membership
        import_id_fields = ["party", "role"]
        fields = ["party", "role", "since", "until", *languages.columns("basis"), "source"]


class ChairmanshipResource(SpanResource):
    class Meta(SpanResource.Meta):
        abstract = False
        model = Chairmanship
        import_id_fields = ["party", "since"]
        fields = ["party", "since", "until", *languages.columns("chair_name", "chair_post"), "source"]


class NationalCoordinatorResource(SpanResource):
    class Meta(SpanResource.Meta):
        abstract = False
        model = NationalCoordinator
        import_id_fields = ["party", "since"]
        fields = ["party", "since", "until", *languages.columns("name", "post", "institution"), "source"]


class GovernanceSectionResource(RecordResource):
    position = fields.Field(column_name="position", attribute="position", widget=NumberWidget())

    class Meta(RecordResource.Meta):
        model = GovernanceSection
        import_id_fields = ["slug"]
        fields = ["slug", "position", *languages.columns("title", "text"), "source"]
