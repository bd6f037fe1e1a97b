"""What the page of one report shows beside its form: the last round, comments, changes since the last version."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language

from actionplan.models import Indicator, ProgressReport, ReportStatus, ReportVersion, ReviewComment
from actionplan.report_form import HELP, ReportForm, indicator_name, number_said
from almaty_portal.lib import languages
from publishing.differences import words

Words = list[tuple[str, str]]


@dataclass
class Box:
    """One language of a question: its field, and what was published of it in the last round."""

    language: str
    field: Any
    earlier: str


@dataclass
class Question:
    name: str
    label: str
    help: Any
    boxes: list[Box]
    comments: list[ReviewComment]


@dataclass
class Measure:
    """An indicator that the plan sets, its field, and the values in words ("" where the plan is silent)."""

    target: Any
    field: Any
    baseline: str
    goal: str
    earlier: str


def questions(form: ReportForm, comments: list[ReviewComment]) -> list[Question]:
    report, earlier = form.report, form.report.earlier_version
    return [
        Question(
            name,
            report.label(name),
            HELP[name],
            [
                Box(code, form[languages.suffixed(name, code)], languages.text(earlier, name, code) if earlier else "")
                for code in form.language_order()
            ],
            about(comments, name),
        )
        for name in report.TEXTS
    ]


def about(comments: list[ReviewComment], field: str) -> list[ReviewComment]:
    return [comment for comment in comments if comment.field == field]


def measures(form: ReportForm) -> list[Measure]:
    earlier = form.report.earlier_version
    last = {row["indicator"]: row["value"] for row in earlier.values} if earlier else {}
    return [
        Measure(
            target,
            form[indicator_name(target.indicator)],
            "" if target.baseline is None else number_said(target.baseline),
            "" if target.target is None else number_said(target.target),
            number_said(last[target.indicator.code]) if target.indicator.code in last else "",
        )
        for target in form.targets
    ]


def measured(text: ProgressReport | ReportVersion) -> list[tuple[Indicator, str]]:
    """(indicator, its value in words) of working text, or of what a version froze."""
    if isinstance(text, ProgressReport):
        return [(v.indicator, number_said(v.value)) for v in text.indicator_values.select_related("indicator")]
    frozen = {row["indicator"]: row["value"] for row in text.values}
    return [(i, number_said(frozen[i.code])) for i in Indicator.objects.filter(code__in=frozen).order_by("code")]


def comments_told(version: ReportVersion | None, report: ProgressReport) -> list[ReviewComment]:
    """The reviewers' comments on a version, once the state may read them: not while it waits for review."""
    is_reviewed_now = report.status == ReportStatus.SUBMITTED and version == report.versions.first()
    return [] if version is None or is_reviewed_now else list(version.comments.select_related("by"))


def changes(before: Any, after: Any) -> list[tuple[str, str, Words]]:
    """(question, language, words) of each text that the two answers say differently; language "" for choices."""
    found = []
    if before.implementation_status != after.implementation_status:
        label = after.label("implementation_status")
        shown = words(before.get_implementation_status_display(), after.get_implementation_status_display())
        found.append((label, get_language() or "", shown))
    for name in after.TEXTS:
        for code in languages.codes():
            old, new = languages.text(before, name, code), languages.text(after, name, code)
            if old != new:
                found.append((after.label(name), code, words(old, new)))
    return found
