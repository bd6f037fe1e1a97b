from actionplan.models.indicators import Indicator, IndicatorTarget, IndicatorValue
from actionplan.models.plan import ActionItem, Assignment, Cluster, Plan
from actionplan.models.reminders import Reminder
from actionplan.models.reports import (
    EDITABLE,
    Evidence,
    Implementation,
    ProgressReport,
    ReportStatus,
    ReportText,
    ReportVersion,
)
from actionplan.models.review import Assessment, ReportTransition, ReviewComment
from actionplan.models.rounds import SECRETARIAT, Round, StateSubmission

__all__ = [
    "EDITABLE",
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
    "StateSubmission",
]
