"""A record's history for people: who changed what and when, word by word, from the tables the database keeps."""

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils.translation import gettext as _

from almaty_portal.lib import languages
from publishing.history import TRANSITION
from publishing.models import Publishable, Transition

_SILENT = {"id", "status", "published_at", "created_at", "updated_at", "lemmas", "current_edition", "fingerprint"}


@dataclass
class Change:
    """One field of one row: its words as ("same" | "removed" | "added", text)."""

    label: str
    words: list[tuple[str, str]]


@dataclass
class Entry:
    at: datetime
    who: str
    what: str
    changes: list[Change] = field(default_factory=list)
    reason: str = ""
    is_transition: bool = False


_TOKEN = re.compile(r"\s+|[^\W_]+|[\W_]")  # words, spaces and each punctuation mark by itself: a comma is a change


def words(old: str, new: str) -> list[tuple[str, str]]:
    """The two texts as one, with what was removed and what was added told apart, word by word.

    “same” and “removed” together are the old text, “same” and “added” the new one, to the last comma. A space between
    two changed words counts as changed, so that a rewritten phrase is read in one piece.
    """
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    codes = difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    pieces: list[list[str]] = []  # same, removed, added in turns
    for index, (kind, i, j, k, m) in enumerate(codes):
        removed, added = "".join(before[i:j]), "".join(after[k:m])
        inside = 0 < index < len(codes) - 1
        if kind == "equal" and not (inside and removed.isspace()):
            pieces.append([removed, "", ""])
        elif pieces and not pieces[-1][0]:
            pieces[-1][1] += removed
            pieces[-1][2] += added
        else:
            pieces.append(["", removed, added])
    names = ("same", "removed", "added")
    return [(name, text) for piece in pieces for name, text in zip(names, piece, strict=True) if text]


def _columns(model: type[models.Model]) -> list[Any]:
    names = {f.name for f in model._meta.concrete_fields}
    return [
        f
        for f in model._meta.concrete_fields
        if not f.name.startswith("pgh_") and f.name not in _SILENT and languages.columns(f.name)[0] not in names
    ]


def _shown(event: Any, column: Any) -> str:
    value = getattr(event, column.attname)
    if value is None or value == "":
        return ""
    if column.choices:
        return str(dict(column.flatchoices).get(value, value))
    if column.is_relation:
        return str(column.related_model._default_manager.filter(pk=value).first() or value)
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    return str(value)


def _entries(events: models.QuerySet[Any], owner: models.Model) -> Iterable[tuple[Any, Entry]]:
    tracked: Any = events.model._meta.get_field("pgh_obj").related_model
    columns = _columns(events.model)
    before: dict[int, Any] = {}
    for event in events.exclude(pgh_label=TRANSITION).select_related("pgh_context").order_by("pgh_id"):
        old = before.get(event.pgh_obj_id)
        before[event.pgh_obj_id] = event
        gone = event.pgh_label == "delete"
        changes = []
        for column in columns:
            if column.is_relation and column.related_model is type(owner) and not isinstance(owner, tracked):
                continue
            was, now = (_shown(old, column) if old else ""), ("" if gone else _shown(event, column))
            if gone and not was:
                was = _shown(event, column)
            if was != now:
                changes.append(Change(str(column.verbose_name), words(was, now)))
        name = str(tracked._meta.verbose_name)
        if number := getattr(event, "position", None):
            name = f"{name} {number}"
        verb = _("deleted") if gone else _("added") if event.pgh_label == "insert" else _("changed")
        if changes:
            yield event, Entry(event.pgh_created_at, "", f"{name}: {verb}", changes)


def history(record: Any, events: Iterable[models.QuerySet[Any]]) -> list[Entry]:
    """Everything that happened to the record and to the rows whose events are given, newest first."""
    found: list[tuple[int | None, Entry]] = []
    for rows in events:
        for event, entry in _entries(rows, record):
            metadata = (event.pgh_context.metadata or {}) if event.pgh_context_id else {}
            found.append((metadata.get("user"), entry))
    if isinstance(record, Publishable):
        steps = Transition.objects.filter(content_type=ContentType.objects.get_for_model(record), object_id=record.pk)
        for step in steps:
            found.append((step.actor_id, Entry(step.at, "", str(step), reason=step.reason, is_transition=True)))
    users = get_user_model()._default_manager.in_bulk({int(user) for user, _entry in found if user is not None})
    for user, entry in found:
        entry.who = str(users.get(int(user), user)) if user is not None else _("the portal itself")
    return sorted((entry for _user, entry in found), key=lambda entry: entry.at, reverse=True)
