"""The secretariat's admin: both languages side by side, steps of the workflow, history with differences."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from import_export.admin import ImportExportModelAdmin
from modeltranslation.fields import TranslationField
from unfold.admin import ModelAdmin, StackedInline, TabularInline
from unfold.contrib.import_export.forms import ExportForm, ImportForm
from unfold.decorators import display

from almaty_portal.lib import languages, uploads
from almaty_portal.lib.tables import FORMATS
from publishing import differences, steps
from publishing.models import Publishable, Status, Transition

LABELS = {Status.DRAFT: "warning", Status.IN_REVIEW: "info", Status.PUBLISHED: "success", Status.WITHDRAWN: "danger"}


class RecordImportForm(ImportForm):
    def clean_import_file(self) -> Any:
        uploads.check_size(self.cleaned_data["import_file"])
        return self.cleaned_data["import_file"]


def is_translated(model: type[models.Model], name: str) -> bool:
    names = {field.name for field in model._meta.get_fields()}
    return name in names and all(column in names for column in languages.columns(name))


class BothLanguages:
    """`title` in `fields` becomes the row (title_ru, title_en), each labelled with its language."""

    model: Any

    def expanded(self, names: Any) -> list[Any]:
        return [languages.columns(n) if isinstance(n, str) and is_translated(self.model, n) else n for n in names]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        if self.fieldsets:  # type: ignore[attr-defined]
            return [(n, {**o, "fields": self.expanded(o["fields"])}) for n, o in self.fieldsets]  # type: ignore[attr-defined]
        return [(None, {"fields": self.expanded(self.fields or ())})]  # type: ignore[attr-defined]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return admin.utils.flatten_fieldsets(self.get_fieldsets(request, obj))

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        if isinstance(db_field, TranslationField) and field is not None:
            named = dict(_languages())[db_field.language]
            field.label = format_html("{} ({})", capfirst(db_field.translated_field.verbose_name), named)
            field.widget.attrs["lang"] = db_field.language
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs["rows"] = getattr(self, "text_rows", 6)
        return field


def _languages() -> Any:
    from django.conf import settings

    return settings.LANGUAGES


class FrozenParts:
    """Inlines of a document: they change only while it is a draft."""

    def _open(self, obj: Any) -> bool:
        return obj is None or not getattr(obj, "is_frozen_outside_draft", False) or obj.status == Status.DRAFT

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._open(obj) and super().has_add_permission(request, obj)  # type: ignore[misc]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._open(obj) and super().has_change_permission(request, obj)  # type: ignore[misc]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._open(obj) and super().has_delete_permission(request, obj)  # type: ignore[misc]


class RowsInline(FrozenParts, BothLanguages, TabularInline):
    extra = 0


class BlocksInline(FrozenParts, BothLanguages, StackedInline):
    extra = 0


def events_of(model: type[models.Model]) -> Any:
    return model._meta.get_field("events").related_model


class StaleCheckedForm(forms.ModelForm):
    """Refuses a form that was opened before somebody else's change; what was typed stays in it."""

    version_of: Any = None

    def clean(self) -> Any:
        cleaned = super().clean()
        if self.instance.pk:
            type(self.instance)._default_manager.select_for_update(of=("self",)).get(pk=self.instance.pk)
            if self.data.get("opened_at", "") != self.version_of(self.instance):
                raise ValidationError(
                    gettext(
                        "This record was changed by somebody else after you opened it, so nothing was saved. What "
                        "you typed is still below. Open the record in another window, compare, and enter yours there."
                    ),
                    code="stale",
                )
        return cleaned


class RecordAdmin(BothLanguages, ModelAdmin, ImportExportModelAdmin):
    """The base of every table's admin: tables in and out, history, and the check for stale forms."""

    form = StaleCheckedForm
    import_form_class = RecordImportForm
    export_form_class = ExportForm
    formats = FORMATS
    list_per_page = 50
    list_filter_submit = True
    warn_unsaved_form = True
    compressed_fields = False  # labels above the fields leave room for two languages
    change_form_before_template = "admin/publishing/opened_at.html"

    def get_import_resource_kwargs(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_import_resource_kwargs(request, *args, **kwargs), "user": request.user}

    def has_import_permission(self, request: HttpRequest) -> bool:
        return bool(self.resource_classes) and super().has_import_permission(request)

    def histories(self, obj: Any) -> list[Any]:
        """The history rows of the record and of everything edited in its form."""
        rows = [obj.events.all()]
        for inline in self.inlines:
            links = [f for f in inline.model._meta.concrete_fields if f.related_model is self.model]
            name = getattr(inline, "fk_name", None) or links[0].name
            rows.append(events_of(inline.model).objects.filter(**{f"{name}_id": obj.pk}))
        return rows

    def also_in_history(self, obj: Any) -> list[Any]:
        """History rows of what is not edited in the form, so that a change of it makes no open form stale."""
        return []

    def version(self, obj: Any) -> str:
        tops = [rows.aggregate(top=models.Max("pgh_id"))["top"] or 0 for rows in self.histories(obj)]
        return "-".join(str(top) for top in tops)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        form.version_of = staticmethod(self.version)
        return form

    def get_actions(self, request: HttpRequest) -> Any:
        actions = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """What hangs on a record and stays keeps the record: that is the reason to tell, not a lacking permission."""
        shown, counts, lacking, protected = super().get_deleted_objects(objs, request)
        return shown, counts, set() if protected else lacking, protected

    def changeform_view(
        self, request: HttpRequest, object_id: Any = None, form_url: str = "", extra_context: Any = None
    ) -> Any:
        context = dict(extra_context or {})
        obj = self.get_object(request, object_id) if object_id else None
        if obj is not None:
            context["opened_at"] = request.POST.get("opened_at") or self.version(obj)
            context |= self.record_context(request, obj)
        return super().changeform_view(request, object_id, form_url, context)

    def record_context(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        return {}

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        obj = self.get_object(request, object_id)
        if obj is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if not self.has_view_or_change_permission(request, obj):
            raise PermissionDenied
        context = {
            **self.admin_site.each_context(request),
            "title": gettext("History: %(record)s") % {"record": obj},
            "entries": differences.history(obj, [*self.histories(obj), *self.also_in_history(obj)]),
            "object": obj,
            "opts": self.opts,
            **(extra_context or {}),
        }
        return steps.page(request, "admin/publishing/history.html", context)


class PublishableAdmin(RecordAdmin):
    """A record with a status: shown, never a field; changed by the steps only."""

    change_form_outer_before_template = "admin/publishing/record_bar.html"
    actions = ["submit_selected", "publish_selected"]
    shown_last = ("status_shown", "updated_at")

    @display(description=_("status"), ordering="status", label=LABELS)
    def status_shown(self, obj: Publishable) -> Any:
        return obj.status, obj.get_status_display()

    def get_list_display(self, request: HttpRequest) -> Any:
        return [*self.list_display, *self.shown_last]

    def get_list_filter(self, request: HttpRequest) -> Any:
        return ["status", steps.IncompleteFilter, *self.list_filter]

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        frozen = obj is not None and obj.is_frozen_outside_draft and obj.status != Status.DRAFT
        return not frozen and super().has_change_permission(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What was once published is withdrawn, not deleted."""
        return (obj is None or obj.published_at is None) and super().has_delete_permission(request, obj)

    def get_urls(self) -> list[Any]:
        meta = self.opts
        step = path(
            "<int:object_id>/step/<slug:step>/",
            self.admin_site.admin_view(self.step_view),
            name=f"{meta.app_label}_{meta.model_name}_step",
        )
        return [step, *super().get_urls()]

    def step_view(self, request: HttpRequest, object_id: int, step: str) -> HttpResponse:
        return steps.step_view(self, request, object_id, step)

    def record_context(self, request: HttpRequest, obj: Any) -> dict[str, Any]:
        return {
            "record": obj,
            "record_label": LABELS[Status(obj.status)],
            "steps": steps.open_steps(request.user, obj),
            "step_url": f"admin:{self.opts.app_label}_{self.opts.model_name}_step",
            "missing": steps.missing(obj),
            "previews": [*self.checks(obj), *self.previews(obj)],
        }

    def previews(self, obj: Any) -> list[tuple[str, str]]:
        """(address, label) of the previews a record has."""
        return []

    def checks(self, obj: Any) -> list[tuple[str, str]]:
        """(address, label) of what a publisher should have looked at before publishing."""
        return []

    @admin.action(description=_("Submit for review"))
    def submit_selected(self, request: HttpRequest, queryset: Any) -> None:
        steps.run_on_each(self, request, queryset, "submit")

    @admin.action(description=_("Publish in the languages that are complete"))
    def publish_selected(self, request: HttpRequest, queryset: Any) -> None:
        steps.run_on_each(self, request, queryset, "publish")


class ReadOnlyAdmin(ModelAdmin):
    """Rows that only the portal writes."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Transition)
class TransitionAdmin(ReadOnlyAdmin):
    list_display = ["at", "content_type", "object_id", "from_status", "to_status", "actor", "reason"]
    list_filter = ["to_status", "content_type"]
    list_select_related = ["actor", "content_type"]
    fields = ["at", "content_type", "object_id", "from_status", "to_status", "actor", "reason", "languages"]
