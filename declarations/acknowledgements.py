"""Letting a finding of the check list stand, with a reason, and taking that back."""

from django.contrib.auth.models import AbstractUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from declarations.models import Acknowledgement, Document
from declarations.quality import checklist
from publishing.models import Status

OPEN_IN = (Status.DRAFT, Status.IN_REVIEW)


def _locked(document: Document, actor: AbstractUser) -> Document:
    """The stored row, locked. Raises PermissionDenied, or ValidationError outside draft and review."""
    if not actor.is_active or not actor.has_perm("declarations.change_document"):
        raise PermissionDenied
    stored: Document = Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
    if stored.status not in OPEN_IN:
        raise ValidationError(_("“%(record)s” is neither a draft nor in review.") % {"record": stored})
    return stored


def acknowledge(document: Document, *, fingerprint: str, reason: str, actor: AbstractUser) -> Acknowledgement:
    """Record that the finding stands as it is. It counts until the finding's texts change."""
    reason = reason.replace("\x00", "").strip()  # PostgreSQL stores no null characters
    with transaction.atomic():
        stored = _locked(document, actor)
        found = next((f for f in checklist.findings(stored) if f.fingerprint == fingerprint), None)
        if found is None:
            raise ValidationError(_("The text has changed since, so this finding is no longer there."))
        if found.is_blocking:
            raise ValidationError(_("This finding stops publication and has to be mended."))
        if not reason:
            raise ValidationError(_("Say why the finding may stand: the reason is kept in the history."))
        made, _is_new = Acknowledgement.objects.get_or_create(
            document=stored, fingerprint=fingerprint, defaults={"code": found.code, "reason": reason, "by": actor}
        )
        return made


def take_back(document: Document, *, pk: int, actor: AbstractUser) -> None:
    """The finding is open again. An acknowledgement of another document, or one that is gone, is passed over."""
    with transaction.atomic():
        _locked(document, actor).acknowledgements.filter(pk=pk).delete()
