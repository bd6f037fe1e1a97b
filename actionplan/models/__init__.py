from actionplan.models.indicators import Indicator, IndicatorTarget, IndicatorValue
from actionplan.models.plan import ActionItem, Assignment, Cluster, Plan
from actionplan.models.reminders import Reminder
from actionplan.models.reports import (
    EDITABLE,
    OPEN,
    Evidence,
    Implementation,
    ProgressReport,
    ReportStatus,
    ReportText,
    ReportVersion,
)
from actionplan.models.review import Assessment, ReportTransition, ReviewComment
from actionplan.models.round_reports import RoundReport
from actionplan.models.rounds import SECRETARIAT, Round, StateSubmission

__all__ = [
    "EDITABLE",
    "OPEN",
    "SECRETARIAT",
    "ActionItem",
    "Assessment",
    "Assignment",
    "Cluster",
    "Evidence",
    "Implementation",
    "Indicator",
    "IndicatorTarget",
    "IndicatorValue",
    "Plan",
    "ProgressReport",
    "Reminder",
    "ReportStatus",
    "ReportText",
    "ReportTransition",
    "ReportVersion",
    "ReviewComment",
    "Round",
    "RoundReport",
    "StateSubmission",
]
