"""For the secretariat: what the working text changes against the last edition. The public compares editions only."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from almaty_portal.lib import languages
from declarations import differences
from declarations.edition_cutting import content_of
from declarations.models import Document


def address(document: Document) -> str:
    return reverse("admin:declarations_document_changes", args=[document.pk])


def what_changes_view(model_admin: Any, request: HttpRequest, object_id: int) -> HttpResponse:
    document = model_admin.get_object(request, str(object_id))
    if document is None:
        raise Http404
    if not model_admin.has_view_or_change_permission(request, document):
        raise PermissionDenied
    last = document.editions.first()
    new, codes = content_of(document), list(languages.codes())
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("What changes: %(record)s") % {"record": document},
        "opts": model_admin.opts,
        "back": reverse("admin:declarations_document_change", args=[document.pk]),
        "last": last,
        "facts": differences.facts(last.content, new, codes) if last else [],
        "stretches": differences.paragraphs(last.content, new, codes) if last else [],
        "codes": codes,
    }
    return TemplateResponse(request, "admin/declarations/what_changes.html", context)
