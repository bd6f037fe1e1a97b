"""The check list of a document as a page of the admin; it works without JavaScript."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from almaty_portal.lib import languages
from almaty_portal.lib.numbers import whole
from declarations.acknowledgements import OPEN_IN, acknowledge, take_back
from declarations.models import Acknowledgement, Document
from declarations.quality import checklist
from declarations.quality.findings import Finding
from publishing.steps import said


def address(document: Document) -> str:
    return reverse("admin:declarations_document_checks", args=[document.pk])


def label(document: Document) -> str:
    """“Check list (3)”: how many findings are open."""
    count = len(checklist.still_open(document, checklist.findings(document)))
    return _("Check list (%(count)d)") % {"count": count}


def check_list_view(model_admin: Any, request: HttpRequest, object_id: int) -> HttpResponse:
    document = model_admin.get_object(request, str(object_id))
    if document is None:
        raise Http404
    if not model_admin.has_view_or_change_permission(request, document):
        raise PermissionDenied
    if request.method == "POST":
        _take(request, document)
        return HttpResponseRedirect(address(document))
    found = checklist.findings(document)
    stand = {made.fingerprint: made for made in document.acknowledgements.select_related("by")}
    still = checklist.still_open(document, found)
    let_stand = [finding for finding in found if finding not in still]
    context = {
        **model_admin.admin_site.each_context(request),
        "title": _("Check list: %(record)s") % {"record": document},
        "document": document,
        "opts": model_admin.opts,
        "back": reverse("admin:declarations_document_change", args=[document.pk]),
        "groups": [
            (_("Stops publication"), "blocking", _shown([f for f in still if f.is_blocking], document, stand)),
            (
                _("To be mended, or let stand with a reason"),
                "other",
                _shown([f for f in still if not f.is_blocking], document, stand),
            ),
            (_("Let stand"), "stands", _shown(let_stand, document, stand)),
        ],
        "is_open": document.status in OPEN_IN and request.user.has_perm("declarations.change_document"),
        "summary": ngettext("%(count)d open finding", "%(count)d open findings", len(still)) % {"count": len(still)},
    }
    return TemplateResponse(request, "admin/declarations/check_list.html", context)


def _take(request: HttpRequest, document: Document) -> None:
    """What was posted: letting one finding stand, or taking that back. Says what came of it."""
    actor: Any = request.user
    try:
        if (taken := whole(request.POST.get("take_back", ""))) is not None:
            take_back(document, pk=taken, actor=actor)
            messages.success(request, _("The finding is open again."))
        else:
            given = {name: request.POST.get(name, "") for name in ("fingerprint", "reason")}
            acknowledge(document, actor=actor, **given)
            messages.success(request, _("The finding stands, with your reason."))
    except ValidationError as problem:
        messages.error(request, said(problem))


def _shown(found: Iterable[Finding], document: Document, stand: dict[str, Acknowledgement]) -> list[dict[str, Any]]:
    form = reverse("admin:declarations_document_change", args=[document.pk])
    return [
        {
            "finding": finding,
            "where": f"{form}{_fragment(finding)}",
            "texts": [(code, finding.row.plain[code]) for code in finding.languages] if finding.row else [],
            "acknowledgement": stand.get(finding.fingerprint),
        }
        for finding in found
    ]


def _fragment(finding: Finding) -> str:
    """The place in the form: `Paragraph.get_inline_title` gives each paragraph one."""
    if finding.row is None:
        return ""
    return f"#paragraph-{finding.row.anchor}" if finding.row.anchor else f"#id_{languages.columns('title')[0]}"
