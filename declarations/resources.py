from import_export import fields

from almaty_portal.lib import languages
from almaty_portal.lib.tables import CodeWidget, DayWidget, NumberWidget, RecordResource
from declarations.models import Document, Endorsement, Paragraph, Relation
from meetings.resources import meeting_field
from members.resources import party_field


def document_field(column: str = "document") -> fields.Field:
    return fields.Field(column_name=column, attribute=column, widget=CodeWidget(Document, "symbol"))


class DocumentResource(RecordResource):
    meeting = meeting_field()
    year = fields.Field(column_name="year", attribute="year", widget=NumberWidget())
    adopted_on = fields.Field(column_name="adopted_on", attribute="adopted_on", widget=DayWidget())

    class Meta(RecordResource.Meta):
        model = Document
        import_id_fields = ["symbol"]
        fields = [
            "symbol",
            "kind",
            "slug",
            *languages.columns("title"),
            "meeting",
            "year",
            "adopted_on",
            "manner",
            "original_language",
            *languages.columns("authenticity"),
            "revision",
            "basis",
            "source",
        ]


class ParagraphResource(RecordResource):
    frozen_with = "document"
    document = document_field()
    anchor = fields.Field(column_name="anchor", attribute="anchor", widget=NumberWidget())
    position = fields.Field(column_name="position", attribute="position", widget=NumberWidget())
    level = fields.Field(column_name="level", attribute="level", widget=NumberWidget())

    class Meta(RecordResource.Meta):
        model = Paragraph
        import_id_fields = ["document", "anchor"]
        fields = ["document", "anchor", "position", "kind", "level", *languages.columns("number", "text")]


class EndorsementResource(RecordResource):
    frozen_with = "document"
    document = document_field()
    party = party_field()

    class Meta(RecordResource.Meta):
        model = Endorsement
        import_id_fields = ["document", "party"]
        fields = ["document", "party", *languages.columns("note"), "source"]


class RelationResource(RecordResource):
    frozen_with = "from_document"
    from_document = document_field("from_document")
    to_document = document_field("to_document")

    class Meta(RecordResource.Meta):
        model = Relation
        import_id_fields = ["from_document", "kind", "to_document"]
        fields = ["from_document", "kind", "to_document"]
