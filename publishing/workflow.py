"""Transitions. Each locks the stored row, checks the actor against it, and writes its record in one transaction."""

from typing import Any, TypeVar, cast

from django.conf import settings
from django.contrib.auth.models import AbstractUser
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from almaty_portal.lib import languages as content_languages
from publishing.authorship import authors
from publishing.models import Publishable, Status, Transition

Record = TypeVar("Record", bound=Publishable)

SUBMIT = "publishing.submit_record"
PUBLISH = "publishing.publish_record"


def submit(record: Record, *, actor: AbstractUser, reason: str = "") -> Record:
    """draft → in review, by an editor. Raises PermissionDenied or ValidationError with a sentence for people."""
    return _move(record, actor, SUBMIT, (Status.DRAFT,), Status.IN_REVIEW, reason)


def send_back(record: Record, *, actor: AbstractUser, reason: str) -> Record:
    """in review → draft, by a publisher, who says why."""
    return _move(record, actor, PUBLISH, (Status.IN_REVIEW,), Status.DRAFT, reason, reason_needed=True)


def publish(record: Record, *, actor: AbstractUser, reason: str = "", languages: list[str] | None = None) -> Record:
    """in review → published, in the named languages (all of them by default), by somebody who did not write it alone.

    A superuser may publish a draft too. A second publication needs a reason.
    """
    chosen = list(languages) if languages is not None else list(content_languages.codes())
    sources = (Status.DRAFT, Status.IN_REVIEW) if actor.is_superuser else (Status.IN_REVIEW,)
    return _move(record, actor, PUBLISH, sources, Status.PUBLISHED, reason, languages=chosen)


def withdraw(record: Record, *, actor: AbstractUser, reason: str) -> Record:
    """published → withdrawn; its address then says what stood there and why."""
    return _move(record, actor, PUBLISH, (Status.PUBLISHED,), Status.WITHDRAWN, reason, reason_needed=True)


def reopen(record: Record, *, actor: AbstractUser, reason: str = "") -> Record:
    """published or withdrawn → draft. A document's published edition stays public until the next one."""
    return _move(record, actor, SUBMIT, (Status.PUBLISHED, Status.WITHDRAWN), Status.DRAFT, reason)


def _move(
    record: Record,
    actor: Any,
    permission: str,
    sources: tuple[Status, ...],
    target: Status,
    reason: str,
    *,
    reason_needed: bool = False,
    languages: list[str] | None = None,
) -> Record:
    reason = reason.strip()
    with transaction.atomic():
        stored = type(record)._default_manager.select_for_update(of=("self",)).get(pk=record.pk)
        if not actor.is_active or not actor.has_perm(permission):
            raise PermissionDenied(_("Your account may not do this. Ask a publisher of the secretariat."))
        if stored.status not in sources:
            raise ValidationError(
                _("“%(record)s” is %(status)s now, so this step is not open. Reload the page to see where it stands.")
                % {"record": stored, "status": Status(stored.status).label}
            )
        if reason_needed and not reason:
            raise ValidationError(_("Say why: a reason is kept in the history."))
        if target == Status.PUBLISHED:
            _check_publication(stored, actor, reason, languages or [])
        step = Transition.objects.create(
            content_type=ContentType.objects.get_for_model(stored),
            object_id=stored.pk,
            from_status=stored.status,
            to_status=target,
            actor=actor,
            reason=reason,
            languages=languages or [],
        )
        stored.status = target
        if target == Status.PUBLISHED and stored.published_at is None:
            stored.published_at = timezone.now()
        stored.save(update_fields=["status", "published_at", "updated_at"])
        stored.after_transition(step)
    return cast(Record, stored)


def _check_publication(record: Publishable, actor: AbstractUser, reason: str, languages: list[str]) -> None:
    if not languages or not set(languages) <= set(content_languages.codes()):
        raise ValidationError(_("Choose at least one of the portal's languages to publish in."))
    for language in languages:
        if missing := record.missing_translations(language):
            shown, more = ", ".join(missing[:5]), len(missing) - 5
            if more > 0:
                shown += " " + ngettext("and %(count)d more", "and %(count)d more", more) % {"count": more}
            raise ValidationError(
                _("The text in “%(language)s” is not complete: %(missing)s. Complete it, or publish without it.")
                % {"language": dict(settings.LANGUAGES)[language], "missing": shown}
            )
    if record.published_at is not None and not reason:
        raise ValidationError(_("This was published before: say what is corrected and why."))
    if not actor.is_superuser and authors(record) == {actor.pk}:
        raise ValidationError(_("You alone wrote this text; another publisher has to publish it."))
    if obstacles := record.obstacles(languages):
        raise ValidationError(obstacles)
