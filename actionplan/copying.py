"""Taking the last round's published text into this round's working text."""

from typing import Any

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from actionplan.models import EDITABLE, ProgressReport
from actionplan.movement import lock_one, need_status
from actionplan.reporting import last_version, write
from actionplan.standing import Role, need_mandate


def copy_forward(report: ProgressReport, *, actor: Any) -> list[str]:
    """Fill what is still empty from the last published version; what somebody wrote is never overwritten.

    Returns the columns filled. Raises PermissionDenied, or ValidationError when there is nothing to copy.
    """
    with transaction.atomic(), pghistory.context(user=actor.pk):
        stored = lock_one(report)
        need_mandate(actor, stored.submission.party, Role.CONTRIBUTOR, Role.COORDINATOR)
        need_status(stored, *EDITABLE)
        earlier = last_version(stored)
        if earlier is None:
            raise ValidationError(_("No earlier report on this item was published, so there is nothing to copy."))
        mine, theirs = stored.answer(), earlier.answer()
        del theirs["is_unchanged"]
        empty = {column: text for column, text in theirs.items() if text and not mine[column]}
        if not stored.said_in():
            empty["original_language"] = theirs["original_language"]
        if not empty:
            raise ValidationError(_("Every field holds text already; copying never overwrites it."))
        write(stored, actor=actor, answer=empty, values={})
    return sorted(empty)
