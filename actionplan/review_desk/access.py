"""Who opens the reviewer's desk: the secretariat. A stranger learns of nothing, a state's person is told why not."""

from typing import Any

from django.db.models import Q
from django.shortcuts import get_object_or_404

from actionplan.desk_access import report_at
from actionplan.models import ProgressReport, Round, StateSubmission
from actionplan.standing import is_secretariat, need_secretariat


def review_report_at(user: Any, pk: int) -> ProgressReport:
    """The report. Raises Http404 for who may not know of it, PermissionDenied for the state's own people."""
    report = report_at(user, pk)
    need_secretariat(user)
    return report


def review_round_at(user: Any, pk: int) -> Round:
    """The round. Raises Http404 for who takes no part in it, PermissionDenied for the states' people who do."""
    known = Q() if is_secretariat(user) else Q(submissions__in=StateSubmission.objects.readable_by(user))
    found: Round = get_object_or_404(Round.objects.filter(known).select_related("plan").distinct(), pk=pk)
    need_secretariat(user)
    return found
