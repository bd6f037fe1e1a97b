"""Evidence of what a report says: adding a file or a link, and taking it away again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pghistory
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.validators import URLValidator
from django.db import transaction
from django.utils.translation import gettext as _

from actionplan.models import EDITABLE, Evidence, ProgressReport
from actionplan.movement import lock_one, need_status
from actionplan.standing import Role, need_mandate
from almaty_portal.lib import languages

_web_address = URLValidator(schemes=["http", "https"])


def add_file(
    report: ProgressReport, *, actor: Any, file: File[Any], titles: Mapping[str, str], is_public: bool = False
) -> Evidence:
    """A file, checked for kind, size and content. `titles`: language → title, one at least.

    Raises PermissionDenied or ValidationError.
    """
    return _add(report, actor, Evidence(file=file, is_public=is_public), titles)


def add_link(
    report: ProgressReport, *, actor: Any, url: str, titles: Mapping[str, str], is_public: bool = False
) -> Evidence:
    """A page of the web (http or https). `titles` as for a file. Raises PermissionDenied or ValidationError."""
    try:
        _web_address(url)
    except ValidationError as error:
        raise ValidationError({"url": error}) from error
    return _add(report, actor, Evidence(url=url, is_public=is_public), titles)


def _add(report: ProgressReport, actor: Any, evidence: Evidence, titles: Mapping[str, str]) -> Evidence:
    if not set(titles) <= set(languages.codes()):
        raise ValueError(f"no such language: {sorted(titles)}")
    if not any(title.strip() for title in titles.values()):
        raise ValidationError({languages.columns("title")[0]: _("Give a title, in one language at least.")})
    with transaction.atomic(), pghistory.context(user=actor.pk):
        stored = _open_for(report, actor)
        evidence.report, evidence.added_by = stored, actor
        for code, title in titles.items():
            setattr(evidence, languages.suffixed("title", code), title.strip())
        evidence.full_clean(exclude=["title"])
        evidence.save()
    return evidence


def remove(evidence: Evidence, *, actor: Any) -> Evidence:
    """Take it out of the next version. Frozen versions keep what they were signed with.

    Raises PermissionDenied or ValidationError.
    """
    with transaction.atomic(), pghistory.context(user=actor.pk):
        _open_for(evidence.report, actor)
        stored = Evidence.objects.select_for_update().get(pk=evidence.pk)
        if stored.is_letter:
            raise ValidationError(_("The state’s letter stays with the report."), code="letter")
        stored.is_removed = True
        stored.save(update_fields=["is_removed"])
    return stored


def _open_for(report: ProgressReport, actor: Any) -> ProgressReport:
    """The locked report, if the actor may write it now."""
    stored = lock_one(report)
    need_mandate(actor, stored.submission.party, Role.CONTRIBUTOR, Role.COORDINATOR)
    need_status(stored, *EDITABLE)
    return stored
