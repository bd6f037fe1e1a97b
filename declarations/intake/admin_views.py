"""The secretariat's pages: paste, import from Word, and the one preview where either is arranged and confirmed."""

from dataclasses import dataclass
from typing import Any, cast
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from almaty_portal.lib import language_names, languages, uploads
from almaty_portal.lib.numbers import whole
from declarations.intake import preview_form, saving, staging
from declarations.intake.arranging import ArrangingError, arrange
from declarations.intake.rows import Row, kind_names, marked
from declarations.models import Document, WordImport
from declarations.text_splitting import aligned
from declarations.word_import import texts
from publishing.models import Status


@dataclass
class Desk:
    """One request about one draft document, from somebody who may change it."""

    model_admin: Any
    request: HttpRequest
    document: Document

    @property
    def back(self) -> str:
        return reverse("admin:declarations_document_change", args=[self.document.pk])

    def page(self, template: str, title: str, **context: Any) -> HttpResponse:
        return TemplateResponse(
            self.request,
            f"admin/declarations/{template}",
            {
                **self.model_admin.admin_site.each_context(self.request),
                "title": title % {"record": self.document},
                "document": self.document,
                "opts": self.model_admin.opts,
                "back": self.back,
                **context,
            },
        )

    def staged(self, rows: list[Row], **more: Any) -> HttpResponse:
        found = staging.stage(self.document, user=self.request.user, rows=rows, **more)
        return HttpResponseRedirect(reverse("admin:declarations_document_intake", args=[self.document.pk, found.pk]))


def _desk(model_admin: Any, request: HttpRequest, object_id: int) -> Desk | HttpResponse:
    document = cast(Document | None, model_admin.get_object(request, str(object_id)))
    if document is None:
        raise Http404
    desk = Desk(model_admin, request, document)
    if document.status != Status.DRAFT and model_admin.has_view_permission(request, document):
        messages.error(request, _("“%(record)s” is not a draft: open a revision of it first.") % {"record": document})
        return HttpResponseRedirect(desk.back)
    if not model_admin.has_change_permission(request, document):
        raise PermissionDenied
    return desk


def paste_view(model_admin: Any, request: HttpRequest, object_id: int) -> HttpResponse:
    desk = _desk(model_admin, request, object_id)
    if isinstance(desk, HttpResponse):
        return desk
    # PostgreSQL stores no null characters
    boxes = [(code, name, request.POST.get(name, "").replace("\x00", "")) for code, name in _columns("text")]
    if request.method == "POST":
        rows = aligned({code: text for code, _name, text in boxes})
        if not rows:
            messages.error(request, _("Paste a text into at least one of the boxes."))
        elif len(rows) > preview_form.MOST_ROWS:
            messages.error(request, preview_form.too_many(len(rows)))
        else:
            return desk.staged(rows)
    return desk.page("paste.html", _("Paste a text: %(record)s"), typed=boxes)


def _columns(field: str) -> list[tuple[str, str]]:
    return list(zip(languages.codes(), languages.columns(field), strict=True))


class WordForm(forms.Form):
    """A file for each language, or one with two languages, which are told apart by their letters."""

    file_both = forms.FileField(label=gettext_lazy("One file with both languages"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, name in _columns("file"):
            self.fields[name] = forms.FileField(label=language_names.file(code), required=False)
        pairs = [(languages.joined(pair), language_names.names(pair)) for pair in texts.pairs_in_one_file()]
        if len(pairs) > 1:
            self.fields["both_in"] = forms.ChoiceField(label=_("Its languages"), required=False, choices=pairs)
        self.order_fields([*languages.columns("file"), "file_both", "both_in"])

    @property
    def of_each(self) -> list[Any]:
        return [self[name] for name in languages.columns("file")]

    def by_language(self) -> dict[str, Any]:
        """language → file."""
        return {code: file for code, name in _columns("file") if (file := self.cleaned_data.get(name))}

    def both_languages(self) -> tuple[str, str]:
        chosen = languages.parts(self.cleaned_data.get("both_in") or "")
        return next((pair for pair in texts.pairs_in_one_file() if list(pair) == chosen), texts.pairs_in_one_file()[0])

    def clean(self) -> Any:
        cleaned = super().clean() or {}
        files = self.by_language()
        both = cleaned.get("file_both")
        for file in (*files.values(), both):
            if file:
                uploads.check_size(file)
        if both and files:
            raise ValidationError(_("Choose either one file with both languages, or a file for each language."))
        if not both and not files:
            raise ValidationError(_("Choose the Word file of at least one language."))
        return cleaned


def word_view(model_admin: Any, request: HttpRequest, object_id: int) -> HttpResponse:
    desk = _desk(model_admin, request, object_id)
    if isinstance(desk, HttpResponse):
        return desk
    form = WordForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        files, both = form.by_language(), form.cleaned_data["file_both"]
        try:
            text = texts.of_both(both, form.both_languages()) if both else texts.of_files(files)
            if len(text.rows) > preview_form.MOST_ROWS:
                raise ValidationError(preview_form.too_many(len(text.rows)))
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            files = {form.both_languages()[0]: both} if both else files
            return desk.staged(text.rows, remarks=text.remarks, files=files)
    return desk.page("word.html", _("Import from Word: %(record)s"), form=form)


def intake_view(model_admin: Any, request: HttpRequest, object_id: int, staged_id: int) -> HttpResponse:
    desk = _desk(model_admin, request, object_id)
    if isinstance(desk, HttpResponse):
        return desk
    if not WordImport.objects.filter(pk=staged_id).exists():  # “Back” after saving, and saving once more
        messages.warning(request, _("This text was already saved or discarded."))
        return HttpResponseRedirect(desk.back)
    staged = get_object_or_404(WordImport, pk=staged_id, document=desk.document, by=cast(Any, request.user))
    if request.method == "POST":
        return _posted(desk, staged)
    rows = marked(staging.rows_of(staged))
    return desk.page(
        "intake.html",
        _("Check and save: %(record)s"),
        rows=preview_form.shown(rows, at=whole(request.GET.get("at", ""))),
        faulty=[(n, row) for n, row in enumerate(rows, start=1) if row.faults],
        remarks=staged.remarks["said"],
        kinds=list(kind_names().items()),
        existing=desk.document.paragraphs.count(),
        titles=_titles(desk.document, rows),
        is_stale=staged.remarks["version"] != saving.version(desk.document),
        mode=request.GET.get("mode", ""),
    )


def _titles(document: Document, rows: list[Row]) -> list[tuple[str, str, str]]:
    """(language, present title, title in the text) where they differ."""
    return [
        (code, languages.text(document, "title", code), said)
        for code, said in saving.new_titles(document, rows).items()
    ]


def _posted(desk: Desk, staged: WordImport) -> HttpResponse:
    data = desk.request.POST
    here = reverse("admin:declarations_document_intake", args=[desk.document.pk, staged.pk])
    if "discard" in data:
        staging.discard(staged)
        messages.success(desk.request, _("The text was discarded; the document is as it was."))
        return HttpResponseRedirect(desk.back)
    try:
        rows = preview_form.rows_of(data, staging.rows_of(staged))
    except ValueError:
        messages.error(
            desk.request, _("The form came incomplete, so it was not kept. The rows are as they were before.")
        )
        return HttpResponseRedirect(here)
    staging.keep(staged, rows)
    if "confirm" in data:
        return _confirmed(desk, staged, here)
    if "go_on" in data:
        staging.accept_present(staged)
    if step := data.get("step"):
        return _stepped(desk, staged, rows, step, here)
    return HttpResponseRedirect(here)


def _confirmed(desk: Desk, staged: WordImport, here: str) -> HttpResponse:
    mode = desk.request.POST.get("mode", "")
    try:
        count = staging.confirm(staged, mode=mode, with_titles="with_titles" in desk.request.POST)
    except ValidationError as problem:
        messages.error(desk.request, " ".join(problem.messages))
        return HttpResponseRedirect(f"{here}?{urlencode({'mode': mode})}#confirm")
    done = ngettext("%(count)d paragraph saved.", "%(count)d paragraphs saved.", count)
    messages.success(desk.request, done % {"count": count})
    return HttpResponseRedirect(desk.back)


def _stepped(desk: Desk, staged: WordImport, rows: list[Row], step: str, here: str) -> HttpResponse:
    """`step` is what its button says: “up:3:ru”, the row counted from 0."""
    name, _colon, rest = step.partition(":")
    at, _colon, language = rest.partition(":")
    place, row = whole(desk.request.POST.get("place", "")), whole(at)
    row = -1 if row is None else row
    there = rows[row].cells.values() if 0 <= row < len(rows) else []
    deleted = " / ".join(cell.text for cell in there if cell.text)
    try:
        rows, row = arrange(rows, name, row, language, place)
    except ArrangingError:
        said = {
            "split": _("To split a text, put the cursor where the second part begins, or write // there."),
            "up": _("A cell moves up only into an empty one."),
            "merge": _("There is no text above to merge with."),
        }
        messages.warning(desk.request, said.get(name, _("This step is not possible in that row.")))
    else:
        staging.keep(staged, rows)
        if name == "delete" and deleted:
            messages.info(desk.request, _("Deleted: %(text)s") % {"text": deleted})
    return HttpResponseRedirect(f"{here}?at={max(row, 0)}#row-{max(row, 0) + 1}")
