"""Pasting a whole text: split, shown for confirmation, and only then saved, all at once."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from almaty_portal.lib import languages
from declarations.models import Document, Paragraph
from declarations.text_splitting import aligned
from publishing.models import Status

MODES = ("append", "replace")
COLUMNS = ("kind", "level", *languages.columns("number"), *languages.columns("text"))


def rows_of(data: Any) -> list[dict[str, str]]:
    """The confirmed rows; one whose texts were both emptied is left out."""
    columns = [data.getlist(name) for name in COLUMNS]
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in zip(*columns, strict=True)]
    return [row for row in rows if row["text_ru"].strip() or row["text_en"].strip()]


def save(document: Document, rows: list[dict[str, str]], *, mode: str) -> int:
    """Append the paragraphs or put them in place of all. Raises ValidationError; then nothing is saved."""
    if mode not in MODES:
        raise ValidationError(_("Choose whether to add to the paragraphs or to replace them."))
    with transaction.atomic():
        stored = Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
        if stored.status != Status.DRAFT:
            raise ValidationError(_("“%(record)s” is not a draft: open a revision of it first.") % {"record": stored})
        if mode == "replace":
            stored.paragraphs.all().delete()
        start = stored.paragraphs.aggregate(top=Max("position"))["top"] or 0
        for position, row in enumerate(rows, start=start + 1):
            paragraph = Paragraph(document=stored, position=position, **row)
            paragraph.full_clean(exclude=["anchor", "text"])
            paragraph.save()
    return len(rows)


def paste_view(model_admin: Any, request: HttpRequest, object_id: int) -> HttpResponse:
    document = model_admin.get_object(request, str(object_id))
    if document is None:
        raise Http404
    back = reverse("admin:declarations_document_change", args=[document.pk])
    if document.status != Status.DRAFT and model_admin.has_view_permission(request, document):
        messages.error(request, _("“%(record)s” is not a draft: open a revision of it first.") % {"record": document})
        return HttpResponseRedirect(back)
    if not model_admin.has_change_permission(request, document):
        raise PermissionDenied
    rows: list[dict[str, Any]] = []
    if request.method == "POST" and "confirm" in request.POST:
        try:
            rows = list(rows_of(request.POST))
            count = save(document, rows, mode=request.POST.get("mode", ""))
        except ValidationError as problem:
            messages.error(request, " ".join(problem.messages))
        except ValueError:
            messages.error(request, _("The form came incomplete, so nothing was saved. Paste the text again."))
        else:
            done = ngettext("%(count)d paragraph saved.", "%(count)d paragraphs saved.", count)
            messages.success(request, done % {"count": count})
            return HttpResponseRedirect(back)
    elif request.method == "POST":
        rows = aligned(request.POST.get("text_ru", ""), request.POST.get("text_en", ""))
        if not rows:
            messages.error(request, _("Paste a text into at least one of the two boxes."))
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Paste a text: %(record)s") % {"record": document},
        "document": document,
        "opts": model_admin.opts,
        "rows": rows,
        "kinds": Paragraph.Kind.choices,
        "existing": document.paragraphs.count(),
        "back": back,
    }
    return TemplateResponse(request, "admin/declarations/paste.html", context)
