from typing import Any

from django.contrib import admin
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.contrib.filters.admin import AutocompleteSelectFilter

from almaty_portal.lib import language_names, languages
from declarations import check_list, previews, renditions, what_changes
from declarations.intake import admin_views
from declarations.models import (
    Acknowledgement,
    Attachment,
    Document,
    Edition,
    Endorsement,
    Paragraph,
    Relation,
    Rendition,
)
from declarations.resources import DocumentResource, EndorsementResource, ParagraphResource, RelationResource
from publishing.models import Status
from publishing.record_admin import (
    BlocksInline,
    PublishableAdmin,
    ReadOnlyAdmin,
    RecordAdmin,
    RowsInline,
    events_of,
)


class ParagraphInline(BlocksInline):
    model = Paragraph
    fields = [("position", "kind", "level"), "number", "text"]
    text_rows = 4


class EndorsementInline(RowsInline):
    model = Endorsement
    autocomplete_fields = ["party"]
    fields = ["party", "note", "source"]


class RelationInline(RowsInline):
    model = Relation
    fk_name = "from_document"
    autocomplete_fields = ["to_document"]
    fields = ["kind", "to_document"]


class AttachmentInline(RowsInline):
    model = Attachment
    fields = ["title", "file", "language", "is_public"]


@admin.register(Document)
class DocumentAdmin(PublishableAdmin):
    resource_classes = [DocumentResource]
    list_display = ["symbol", *languages.columns("title"), "kind", "year"]
    list_filter = ["kind", "year", ("meeting", AutocompleteSelectFilter), "basis"]
    search_fields = ["symbol", "slug", *languages.columns("title")]
    autocomplete_fields = ["meeting"]
    ordering = ["-year", "symbol"]
    fields = [
        ("symbol", "kind"),
        ("slug", "meeting"),
        "title",
        ("year", "adopted_on", "manner"),
        ("original_language", "basis", "source"),
        "authenticity",
        "revision",
    ]
    inlines = [ParagraphInline, EndorsementInline, RelationInline, AttachmentInline]

    def get_urls(self) -> list[Any]:
        wrap = self.admin_site.admin_view
        return [
            path("<int:object_id>/paste/", wrap(self.paste_view), name="declarations_document_paste"),
            path("<int:object_id>/checks/", wrap(self.check_list_view), name="declarations_document_checks"),
            path("<int:object_id>/changes/", wrap(self.what_changes_view), name="declarations_document_changes"),
            path("<int:object_id>/word/", wrap(self.word_view), name="declarations_document_word"),
            path(
                "<int:object_id>/intake/<int:staged_id>/", wrap(self.intake_view), name="declarations_document_intake"
            ),
            path("<int:object_id>/page/<str:language>/", wrap(self.page_view), name="declarations_document_page"),
            path("<int:object_id>/pdf/<str:language>/", wrap(self.pdf_view), name="declarations_document_pdf"),
            *super().get_urls(),
        ]

    def page_view(self, request: HttpRequest, object_id: int, language: str) -> HttpResponse:
        return previews.page_view(self, request, object_id, language)

    def pdf_view(self, request: HttpRequest, object_id: int, language: str) -> HttpResponse:
        return previews.pdf_view(self, request, object_id, language)

    def paste_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        return admin_views.paste_view(self, request, object_id)

    def word_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        return admin_views.word_view(self, request, object_id)

    def intake_view(self, request: HttpRequest, object_id: int, staged_id: int) -> HttpResponse:
        return admin_views.intake_view(self, request, object_id, staged_id)

    def check_list_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        return check_list.check_list_view(self, request, object_id)

    def what_changes_view(self, request: HttpRequest, object_id: int) -> HttpResponse:
        return what_changes.what_changes_view(self, request, object_id)

    def also_in_history(self, obj: Document) -> list[Any]:
        return [events_of(Acknowledgement).objects.filter(document_id=obj.pk)]

    def checks(self, obj: Document) -> list[tuple[str, str]]:
        shown = [(check_list.address(obj), check_list.label(obj))]
        if obj.editions.exists():
            shown.append((what_changes.address(obj), gettext("What changes")))
        return shown

    def previews(self, obj: Document) -> list[tuple[str, str]]:
        shown = [
            (
                reverse("admin:declarations_document_page", args=[obj.pk, code]),
                gettext("Preview page: %(language)s") % {"language": language_names.name(code)},
            )
            for code in languages.codes()
        ]
        for held in previews.held():
            address = reverse("admin:declarations_document_pdf", args=[obj.pk, held])
            said = language_names.names(languages.parts(held))
            shown.append((address, gettext("Preview PDF: %(language)s") % {"language": said}))
        if obj.status == Status.DRAFT:
            shown.insert(0, (reverse("admin:declarations_document_paste", args=[obj.pk]), gettext("Paste a text")))
            shown.insert(0, (reverse("admin:declarations_document_word", args=[obj.pk]), gettext("Import from Word")))
        return shown


@admin.register(Paragraph)
class ParagraphAdmin(RecordAdmin):
    """For tables in and out; paragraphs are written in their document's form."""

    resource_classes = [ParagraphResource]
    list_display = ["document", "position", "kind", *languages.columns("number", "text")]
    list_select_related = ["document"]
    list_filter = ["kind", ("document", AutocompleteSelectFilter)]
    search_fields = ["document__symbol", *languages.columns("text")]
    fields = ["document", ("position", "kind", "level"), "number", "text"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return obj is None and super().has_change_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Endorsement)
class EndorsementAdmin(ParagraphAdmin):
    resource_classes = [EndorsementResource]
    list_display = ["document", "party", *languages.columns("note")]
    list_select_related = ["document", "party"]
    list_filter = [("document", AutocompleteSelectFilter), ("party", AutocompleteSelectFilter)]
    search_fields = ["document__symbol", "party__code", *languages.columns("party__short_name")]
    fields = ["document", "party", "note", "source"]


@admin.register(Relation)
class RelationAdmin(ParagraphAdmin):
    resource_classes = [RelationResource]
    list_display = ["from_document", "kind", "to_document"]
    list_select_related = ["from_document", "to_document"]
    list_filter = ["kind"]
    search_fields = ["from_document__symbol", "to_document__symbol"]
    fields = ["from_document", "kind", "to_document"]


class LacksFilesFilter(admin.SimpleListFilter):
    title = _("files")
    parameter_name = "lacks_files"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return [("yes", _("not made yet"))]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() == "yes":
            return queryset.filter(pk__in={edition for edition, _form, _language in renditions.missing()})
        return queryset


@admin.register(Edition)
class EditionAdmin(ReadOnlyAdmin):
    list_display = ["document", "number", "kind", "cut_at", "cut_by", "languages", "files"]
    list_filter = [LacksFilesFilter, ("document", AutocompleteSelectFilter)]
    list_select_related = ["document", "cut_by"]
    search_fields = ["document__symbol", *languages.columns("document__title")]
    fields = ["document", "number", "kind", "cut_at", "cut_by", "reason", "languages", "sha256"]

    def get_queryset(self, request: HttpRequest) -> Any:
        return super().get_queryset(request).annotate(made=Count("renditions"))

    @admin.display(description=_("files"))
    def files(self, obj: Any) -> int:
        return int(obj.made)


@admin.register(Rendition)
class RenditionAdmin(ReadOnlyAdmin):
    list_display = ["edition", "form", "language", "size", "made_at"]
    list_filter = ["form", "language"]
    list_select_related = ["edition"]
    fields = ["edition", "form", "language", "file", "size", "sha256", "made_at"]
