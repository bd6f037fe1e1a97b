from modeltranslation.translator import translator

from actionplan.models import (
    ActionItem,
    Assessment,
    Assignment,
    Cluster,
    Evidence,
    Indicator,
    IndicatorTarget,
    IndicatorValue,
    Plan,
    ProgressReport,
    ReportText,
    ReportVersion,
    Round,
    StateSubmission,
)
from publishing.history import track

translator.register(Plan, fields=["title", "description"])
translator.register(Cluster, fields=["title"])
translator.register(ActionItem, fields=["title", "description"])
translator.register(Assignment, fields=["institution"])
translator.register(Round, fields=["period"])
translator.register(Indicator, fields=["title", "unit"])
translator.register(ProgressReport, fields=ReportText.TEXTS)
translator.register(ReportVersion, fields=ReportText.TEXTS)
translator.register(Evidence, fields=["title"])
translator.register(Assessment, fields=["text"])

for model in (
    Plan,
    Cluster,
    ActionItem,
    Assignment,
    Round,
    StateSubmission,
    Indicator,
    IndicatorTarget,
    IndicatorValue,
    ProgressReport,
    Evidence,
    Assessment,
):
    track(model)
