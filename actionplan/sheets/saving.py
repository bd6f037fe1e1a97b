"""Confirming what a spreadsheet would change: all or nothing, drafts only."""

from decimal import Decimal
from typing import Any

from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from actionplan import reporting
from actionplan.models import ProgressReport, StateSubmission
from actionplan.sheets.reading import Read

SALT = "actionplan.sheets.confirm"
MAX_AGE = 3600  # seconds between the preview and its confirmation


def pack(submission: StateSubmission, user: Any, found: Read) -> str:
    """The previewed changes as a signed text that the page carries to the confirmation."""
    revisions = {pk: found.revisions[pk] for pk in {*found.answers, *found.values}}
    held = {
        "submission": submission.pk,
        "user": user.pk,
        "answers": found.answers,
        "values": found.values,
        "revisions": revisions,
    }
    return signing.dumps(held, salt=SALT, compress=True)


def save(submission: StateSubmission, *, actor: Any, packed: str) -> int:
    """Save the previewed changes as working text; how many reports changed.

    Raises PermissionDenied, or ValidationError when the preview is old, another's, or somebody saved meanwhile.
    """
    try:
        held = signing.loads(packed, salt=SALT, max_age=MAX_AGE)
    except signing.BadSignature:
        raise ValidationError(_("This preview is too old. Upload the file again.")) from None
    if (held["submission"], held["user"]) != (submission.pk, actor.pk):
        raise ValidationError(_("This file belongs to another state or round."), code="foreign")
    with transaction.atomic():
        for pk, revision in held["revisions"].items():
            values = {
                int(indicator): None if value is None else Decimal(value)
                for indicator, value in held["values"].get(pk, {}).items()
            }
            reporting.save_text(
                ProgressReport.objects.get(pk=int(pk), submission=submission),
                actor=actor,
                answer=held["answers"].get(pk, {}),
                revision=revision,
                values=values,
            )
    return len(held["revisions"])
