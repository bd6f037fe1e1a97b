"""Evidence at the desk: adding, taking away, and handing files out to those who may read them."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from actionplan import evidence as deeds
from actionplan.desk_access import desk_page, report_at, tried
from actionplan.models import Evidence
from actionplan.models.reports import EVIDENCE_EXTENSIONS
from actionplan.standing import Role, need_mandate
from almaty_portal.lib import language_names, languages


class EvidenceForm(forms.Form):
    """A file or a link. What may be in a file is checked where it is stored."""

    file = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        help_text=gettext_lazy("PDF, Word, OpenDocument, Excel, JPEG or PNG."),
        widget=forms.FileInput(attrs={"accept": ",".join(f".{ext}" for ext in EVIDENCE_EXTENSIONS)}),
    )
    url = forms.URLField(
        label=gettext_lazy("or a link"),
        required=False,
        assume_scheme="https",
        widget=forms.URLInput(attrs={"placeholder": "https://"}),
    )
    is_public = forms.BooleanField(
        label=gettext_lazy("May be public"),
        required=False,
        help_text=gettext_lazy("Shown to everybody beside the report once it is published."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, column in zip(languages.codes(), languages.columns("title"), strict=True):
            label = _("Title (in %(in_language)s)") % {"in_language": language_names.inside(code)}
            self.fields[column] = forms.CharField(label=label, max_length=250, required=False)
        self.order_fields(languages.columns("title"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if bool(cleaned.get("file")) == bool(cleaned.get("url")) and not self.errors:
            raise ValidationError(_("Give either a file or a link."))
        return cleaned


@desk_page
@require_POST
def add(request: HttpRequest, pk: int) -> HttpResponseBase:
    report = report_at(request.user, pk)
    need_mandate(request.user, report.submission.party, Role.CONTRIBUTOR, Role.COORDINATOR)
    form = EvidenceForm(request.POST, request.FILES)
    if form.is_valid():
        given = form.cleaned_data
        titles = {code: given[languages.suffixed("title", code)] for code in languages.codes()}
        also: dict[str, Any] = {"actor": request.user, "titles": titles, "is_public": given["is_public"]}
        try:
            if given["file"]:
                deeds.add_file(report, file=given["file"], **also)
            else:
                deeds.add_link(report, url=given["url"], **also)
        except ValidationError as error:
            _tell(form, error)
        else:
            messages.success(request, _("The evidence is added."))
            return redirect("desk:report", report.pk)
    context = {"report": report, "item": report.assignment.item, "submission": report.submission, "evidence_form": form}
    return render(request, "actionplan/desk/evidence_add.html", context, status=422)


def _tell(form: EvidenceForm, error: ValidationError) -> None:
    """Each fault at its field."""
    by_field: dict[Any, Any] = error.error_dict if hasattr(error, "error_dict") else {None: error.error_list}
    for name, faults in by_field.items():
        form.add_error(name if name in form.fields else None, ValidationError(faults))


@desk_page
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponseBase:
    found = _readable(request, pk)
    need_mandate(request.user, found.report.submission.party, Role.CONTRIBUTOR, Role.COORDINATOR)
    done = _("The evidence is taken away. Versions that were signed with it keep it.")
    tried(request, lambda: deeds.remove(found, actor=request.user), done)
    return redirect("desk:report", found.report_id)


@desk_page
@require_safe
def evidence(request: HttpRequest, pk: int) -> HttpResponseBase:
    return attached(_readable(request, pk))


def _readable(request: HttpRequest, pk: int) -> Evidence:
    readable = Evidence.objects.readable_by(request.user).select_related("report__submission__party")
    return get_object_or_404(readable, pk=pk)


def attached(found: Evidence) -> HttpResponseBase:
    """The file to be kept, never opened in the portal's own name. The caller has checked who may read it."""
    if not found.file:
        raise Http404
    try:
        opened = found.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(opened, as_attachment=True, filename=str(found.file).rsplit("/", 1)[-1])
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
