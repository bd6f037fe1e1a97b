"""The workflow's steps as pages of the admin: each asks once more, with a reason, before it is taken."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from almaty_portal.lib import languages
from publishing import workflow
from publishing.models import Publishable, Status


@dataclass(frozen=True)
class Step:
    name: str
    label: Any
    explanation: Any
    deed: Callable[..., Any]
    permission: str
    sources: tuple[Status, ...]
    needs_reason: bool = False


STEPS = {
    step.name: step
    for step in (
        Step(
            "submit",
            _("Submit for review"),
            _("A publisher will read it and publish it or send it back."),
            workflow.submit,
            workflow.SUBMIT,
            (Status.DRAFT,),
        ),
        Step(
            "send-back",
            _("Send back"),
            _("It becomes a draft again. Say what has to change."),
            workflow.send_back,
            workflow.PUBLISH,
            (Status.IN_REVIEW,),
            needs_reason=True,
        ),
        Step(
            "publish",
            _("Publish"),
            _("It becomes public at once, in the languages chosen here."),
            workflow.publish,
            workflow.PUBLISH,
            (Status.IN_REVIEW,),
        ),
        Step(
            "reopen",
            _("Open a revision"),
            _("It becomes a draft again. A document’s published edition stays public until the next one."),
            workflow.reopen,
            workflow.SUBMIT,
            (Status.PUBLISHED, Status.WITHDRAWN),
        ),
        Step(
            "withdraw",
            _("Withdraw"),
            _("Its address then says what stood there and why it was withdrawn."),
            workflow.withdraw,
            workflow.PUBLISH,
            (Status.PUBLISHED,),
            needs_reason=True,
        ),
    )
}


def page(request: HttpRequest, template: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    return TemplateResponse(request, template, context, status=status)


def open_steps(user: Any, record: Publishable) -> list[Step]:
    """The steps this user may take from where the record stands."""
    found = []
    for step in STEPS.values():
        sources = {*step.sources, Status.DRAFT} if step.name == "publish" and user.is_superuser else step.sources
        if record.status in sources and user.has_perm(step.permission):
            found.append(step)
    return found


def missing(record: Publishable) -> list[tuple[str, str, list[str]]]:
    """(code, language, what is missing in it), for each content language."""
    from django.conf import settings

    return [(code, str(name), record.missing_translations(code)) for code, name in settings.LANGUAGES]


def step_view(model_admin: Any, request: HttpRequest, object_id: int, name: str) -> HttpResponse:
    step, record = STEPS.get(name), model_admin.get_object(request, str(object_id))
    if step is None or record is None:
        raise Http404
    if not model_admin.has_view_or_change_permission(request, record):
        raise PermissionDenied
    meta = model_admin.opts
    back = reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[record.pk])
    if request.method == "POST":
        given: dict[str, Any] = {"reason": request.POST.get("reason", "")}
        if step.name == "publish":
            given["languages"] = request.POST.getlist("languages")
        try:
            step.deed(record, actor=request.user, **given)
        except (PermissionDenied, ValidationError) as problem:
            messages.error(request, said(problem))
            if isinstance(problem, PermissionDenied):
                return HttpResponseRedirect(back)
        else:
            messages.success(
                request, gettext("“%(record)s”: %(step)s — done.") % {"record": record, "step": step.label}
            )
            return HttpResponseRedirect(back)
    context = {
        **model_admin.admin_site.each_context(request),
        "title": f"{step.label}: {record}",
        "step": step,
        "record": record,
        "back": back,
        "opts": meta,
        "missing": missing(record),
        "obstacles": record.obstacles(record.complete_languages()) if step.name in ("submit", "publish") else [],
        "checks": model_admin.checks(record) if step.name in ("submit", "publish") else [],
        "reason": request.POST.get("reason", ""),
        "needs_reason": step.needs_reason or (step.name == "publish" and record.published_at is not None),
    }
    return page(request, "admin/publishing/step.html", context)


def said(problem: PermissionDenied | ValidationError) -> str:
    return " ".join(problem.messages) if isinstance(problem, ValidationError) else str(problem)


def run_on_each(model_admin: Any, request: HttpRequest, records: Any, name: str) -> None:
    """Take the step for each record and say for each what came of it."""
    step = STEPS[name]
    for record in records:
        given = {"languages": record.complete_languages()} if name == "publish" else {}
        try:
            step.deed(record, actor=request.user, **given)
        except (PermissionDenied, ValidationError) as problem:
            messages.error(request, f"{record}: {said(problem)}")
        else:
            messages.success(
                request, gettext("“%(record)s”: %(step)s — done.") % {"record": record, "step": step.label}
            )


def lacking(model: type[Publishable], language: str) -> Q:
    """Records without one of their required texts in that language."""
    found = Q()
    for field in model.required_translations:
        column = languages.suffixed(field, language)
        found |= Q(**{column: ""}) | Q(**{f"{column}__isnull": True})
    return found


class IncompleteFilter(admin.SimpleListFilter):
    title = _("missing translation")
    parameter_name = "incomplete"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        from django.conf import settings

        return settings.LANGUAGES

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if self.value() in languages.codes():
            return queryset.filter(lacking(queryset.model, str(self.value())))
        return queryset
