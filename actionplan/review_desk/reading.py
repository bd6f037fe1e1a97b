"""A submitted version as a reviewer reads it: both languages, what changed, indicators, evidence, comments."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import get_language

from actionplan.models import Evidence, Indicator, ProgressReport, ReportVersion, ReviewComment
from actionplan.report_form import number_said, targets
from almaty_portal.lib import languages
from publishing.differences import words

Words = list[tuple[str, str]]


@dataclass
class Box:
    """A question's text in one language, and how it differs from the two former texts ([] where it does not)."""

    language: str
    text: str
    since_version: Words
    since_round: Words


@dataclass
class Question:
    """`name` is the field that a comment is on; `typed`: a comment that was written but not saved."""

    name: str
    label: str
    boxes: list[Box]
    comments: list[ReviewComment]
    typed: str

    @property
    def differs_from_version(self) -> bool:
        return any(box.since_version for box in self.boxes)

    @property
    def differs_from_round(self) -> bool:
        return any(box.since_round for box in self.boxes)


@dataclass
class Measure:
    """An indicator in words, "" where nothing is said. `before`: in the last version, `earlier`: in the last round."""

    indicator: Indicator
    baseline: str
    goal: str
    value: str
    before: str
    earlier: str


@dataclass
class Piece:
    evidence: Evidence
    is_new: bool


@dataclass
class Reading:
    """`before`: the version before in this round; `earlier`: what was last published of an earlier round."""

    version: ReportVersion
    before: ReportVersion | None
    earlier: ReportVersion | None
    questions: list[Question]
    measures: list[Measure]
    evidence: list[Piece]
    taken_away: list[Evidence]
    comments: list[ReviewComment]
    former: list[ReviewComment]

    @property
    def on_evidence(self) -> list[ReviewComment]:
        return [comment for comment in self.comments if comment.field == ReviewComment.Field.EVIDENCE]

    @property
    def in_general(self) -> list[ReviewComment]:
        return [comment for comment in self.comments if comment.field == ReviewComment.Field.GENERAL]


def comment_name(field: str) -> str:
    """How the form's box for a comment on that field is named."""
    return f"comment_{field or 'general'}"


def reading(report: ProgressReport, typed: Mapping[str, str]) -> Reading | None:
    """The version last submitted, None while there is none. `typed`: what a refused form held."""
    versions = list(report.versions.select_related("submitted_by").prefetch_related("evidence")[:2])
    if not versions:
        return None
    version, before, earlier = versions[0], (versions[1] if versions[1:] else None), report.earlier_version
    every = list(
        ReviewComment.objects.filter(version__report=report).select_related("by", "version").order_by("-at", "-id")
    )
    comments = [comment for comment in reversed(every) if comment.version_id == version.pk]
    pieces, old = list(version.evidence.all()), list(before.evidence.all()) if before else []
    return Reading(
        version,
        before,
        earlier,
        [
            _question(
                name,
                (version, before, earlier),
                [comment for comment in comments if comment.field == name],
                typed.get(comment_name(name), ""),
            )
            for name in ("implementation_status", *version.TEXTS)
        ],
        _measures(report, version, before, earlier),
        [Piece(piece, before is not None and piece not in old) for piece in pieces],
        [piece for piece in old if piece not in pieces],
        comments,
        [comment for comment in every if comment.version_id != version.pk],
    )


def _question(
    name: str,
    versions: tuple[ReportVersion, ReportVersion | None, ReportVersion | None],
    comments: list[ReviewComment],
    typed: str,
) -> Question:
    version, before, earlier = versions
    if name in version.TEXTS:
        order = sorted(languages.codes(), key=lambda code: code != version.original_language)
        texts = [(code, *(languages.text(v, name, code) if v else "" for v in versions)) for code in order]
    else:
        claims = [v.get_implementation_status_display() if v else "" for v in versions]
        texts = [(get_language() or "", claims[0], claims[1], claims[2])]
    boxes = [
        Box(
            code,
            now,
            words(last, now) if before and last != now else [],
            words(former, now) if earlier and former != now else [],
        )
        for code, now, last, former in texts
    ]
    return Question(name, version.label(name), boxes, comments, typed)


def _measures(report: ProgressReport, *versions: ReportVersion | None) -> list[Measure]:
    said = [{row["indicator"]: number_said(row["value"]) for row in v.values} if v else {} for v in versions]
    set_for = {target.indicator_id: target for target in targets(report)}
    found = Indicator.objects.filter(Q(pk__in=set_for) | Q(code__in={code for values in said for code in values}))
    return [
        Measure(
            indicator,
            _number(set_for.get(indicator.pk), "baseline"),
            _number(set_for.get(indicator.pk), "target"),
            *(values.get(indicator.code, "") for values in said),
        )
        for indicator in found.order_by("code")
    ]


def _number(target: Any, name: str) -> str:
    value = getattr(target, name, None)
    if value is None:
        return ""
    year = getattr(target, f"{name}_year")
    return f"{number_said(value)} ({year})" if year else number_said(value)
