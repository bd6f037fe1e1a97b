"""The paper route: an editor enters a state's text from its scanned letter, and another person approves it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pghistory
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from actionplan.models import EDITABLE, Evidence, ProgressReport, ReportStatus, ReportVersion
from actionplan.movement import lock_one, need_status
from actionplan.reporting import StaleTextError, lacks, submit, write
from actionplan.standing import Role, need_staff
from almaty_portal.lib import languages


def enter(
    report: ProgressReport,
    *,
    actor: Any,
    answer: Mapping[str, Any],
    letter: File[Any] | None,
    values: Mapping[int, Any] | None = None,
    revision: int | None = None,
) -> ReportVersion:
    """An unsubmitted report → submitted on the state's behalf, with the scanned letter kept beside it.

    `revision`: of the working text when the page was opened; a later text of the state's people is not overwritten.

    Raises PermissionDenied, StaleTextError, or ValidationError: no letter, an answer that is not complete.
    """
    with transaction.atomic(), pghistory.context(user=actor.pk):
        stored = lock_one(report)
        role = need_staff(actor, Role.EDITOR)
        need_status(stored, *EDITABLE, ReportStatus.READY)
        if revision is not None and stored.revision != revision:
            raise StaleTextError(stored)
        if not letter:
            raise ValidationError(_("Attach the scan of the state’s letter."), code="letter")
        write(stored, actor=actor, answer=answer, values=values or {})
        if missing := lacks(stored):
            raise ValidationError(
                _("%(item)s is not complete: %(missing)s.")
                % {"item": stored.assignment.item.code, "missing": ", ".join(missing)},
                code="incomplete",
            )
        evidence = Evidence(report=stored, file=letter, is_letter=True, added_by=actor)
        for code in languages.codes():
            with override(code):
                setattr(evidence, languages.suffixed("title", code), _("The state’s letter"))
        evidence.full_clean(exclude=["title"])
        evidence.save()
        return submit(stored, actor=actor, role=role, on_paper=True)
