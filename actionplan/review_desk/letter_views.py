"""The paper route: a state's text entered from its scanned letter, for another person to approve."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from actionplan import paper, report_page
from actionplan.desk_access import desk_page
from actionplan.models import EDITABLE, ProgressReport, ReportStatus
from actionplan.models.reports import EVIDENCE_EXTENSIONS
from actionplan.report_form import ReportForm, indicator_name, number_said
from actionplan.reporting import StaleTextError
from actionplan.review_desk.access import review_report_at
from actionplan.standing import Role, need_staff


class LetterForm(ReportForm):
    """As the state's own form, with its letter. It begins with what the state last submitted in this round, never with
    working text that the state has not signed."""

    def __init__(self, report: ProgressReport, data: Any = None, files: Any = None, *, language: str) -> None:
        self.last = report.versions.first()
        super().__init__(report, data, language=language)
        self.first_language = (self.last and self.last.original_language) or language
        self.files = files or MultiValueDict()
        self.fields["letter"] = forms.FileField(
            label=gettext_lazy("Scan of the state’s letter"),
            required=False,
            help_text=gettext_lazy("PDF, Word, OpenDocument, Excel, JPEG or PNG. The letter is never public."),
            widget=forms.FileInput(attrs={"accept": ",".join(f".{ext}" for ext in EVIDENCE_EXTENSIONS)}),
        )

    def _initial(self) -> dict[str, Any]:
        begun = {"revision": self.report.revision, "original_language": self.first_language}
        if self.last is None:
            return begun
        codes = {target.indicator.code: target.indicator for target in self.targets}
        values = {
            indicator_name(codes[row["indicator"]]): number_said(row["value"])
            for row in self.last.values
            if row["indicator"] in codes
        }
        return {**begun, **self.last.answer(), **values}

    def answer(self) -> dict[str, Any]:
        """All of it: nothing of the state's unsigned working text remains beside the letter's."""
        return {"is_unchanged": False, **super().answer()}


@desk_page
@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: HttpRequest, pk: int) -> HttpResponseBase:
    shown = review_report_at(request.user, pk)
    need_staff(request.user, Role.EDITOR)
    user: Any = request.user
    if shown.status not in (*EDITABLE, ReportStatus.READY):
        said = _("The report on %(item)s is “%(status)s” now, so no letter can be entered for it.")
        messages.info(request, said % {"item": shown.assignment.item.code, "status": shown.get_status_display()})
        return redirect("desk:review_report", shown.pk)
    if request.method != "POST":
        return _page(request, shown, LetterForm(shown, language=user.language))
    form = LetterForm(shown, request.POST, request.FILES, language=user.language)
    if form.is_valid():
        try:
            _enter(shown, form, user)
        except StaleTextError as stale:
            return _page(request, stale.theirs, _again(stale.theirs, form, request.POST, user.language))
        except ValidationError as error:
            _tell(form, error)
        else:
            messages.success(request, _("The letter is entered. Another person of the secretariat has to approve it."))
            return redirect("desk:review_report", shown.pk)
    return _page(request, shown, form)


def _enter(shown: ProgressReport, form: LetterForm, user: Any) -> None:
    paper.enter(
        shown,
        actor=user,
        answer=form.answer(),
        values=form.values(),
        letter=form.cleaned_data["letter"],
        revision=form.cleaned_data["revision"],
    )


def _again(theirs: ProgressReport, form: LetterForm, sent: Mapping[str, Any], language: str) -> LetterForm:
    """What was typed, to be sent once more on purpose, over the text that the state's people saved meanwhile."""
    again = LetterForm(theirs, {**{name: sent[name] for name in sent}, "revision": theirs.revision}, language=language)
    again.full_clean()
    again.add_error(
        None,
        _(
            "%(who)s of the state saved working text after you opened this page. Nothing was entered. Ask the state, "
            "or enter the letter again: then the letter’s text takes its place."
        )
        % {"who": theirs.edited_by},
    )
    return again


def _tell(form: LetterForm, error: ValidationError) -> None:
    """Each fault at its field; the letter's at the letter."""
    told: dict[Any, Any] = error.error_dict if hasattr(error, "error_dict") else {None: error.error_list}
    for name, faults in told.items():
        place = "letter" if name == "file" or getattr(faults[0], "code", "") == "letter" else name
        form.add_error(place if place in form.fields else None, ValidationError(faults))


def _page(request: HttpRequest, shown: ProgressReport, form: LetterForm) -> HttpResponseBase:
    last = form.last
    context = {
        "report": shown,
        "submission": shown.submission,
        "item": shown.assignment.item,
        "form": form,
        "questions": report_page.questions(form, []),
        "measures": report_page.measures(form),
        "has_unsigned_text": shown.edited_at is not None and (last is None or shown.edited_at > last.submitted_at),
    }
    return render(request, "actionplan/review/letter.html", context, status=422 if form.errors else 200)
