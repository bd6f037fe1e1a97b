"""The record of the Process as tables: loaded and exported through the same resources that staff use."""

from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Model

from actionplan.resources import (
    ActionItemResource,
    AssignmentResource,
    ClusterResource,
    IndicatorResource,
    IndicatorTargetResource,
    PlanResource,
)
from almaty_portal.lib.tables import Csv, RecordResource
from declarations.resources import DocumentResource, EndorsementResource, ParagraphResource, RelationResource
from meetings.resources import AgendaItemResource, AttendanceResource, MeetingResource
from members.models import User
from members.resources import (
    ChairmanshipResource,
    GovernanceSectionResource,
    MembershipResource,
    NationalCoordinatorResource,
    PartyResource,
)
from publishing import workflow
from publishing.models import Publishable, Status

#: File name → resource, in the order in which rows refer to each other.
TABLES: dict[str, type[RecordResource]] = {
    "parties": PartyResource,
    "memberships": MembershipResource,
    "chairmanships": ChairmanshipResource,
    "coordinators": NationalCoordinatorResource,
    "governance": GovernanceSectionResource,
    "meetings": MeetingResource,
    "attendance": AttendanceResource,
    "agenda": AgendaItemResource,
    "documents": DocumentResource,
    "paragraphs": ParagraphResource,
    "endorsements": EndorsementResource,
    "relations": RelationResource,
    "plans": PlanResource,
    "clusters": ClusterResource,
    "items": ActionItemResource,
    "assignments": AssignmentResource,
    "indicators": IndicatorResource,
    "indicator_targets": IndicatorTargetResource,
}


class RecordError(Exception):
    """The tables were not loaded; `lines` says file, row, column and cure, one line each."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__("\n".join(lines))
        self.lines = lines


def load(folder: Path, *, publish_as: User | None = None) -> dict[str, dict[str, int]]:
    """Load every table found in the folder, all or nothing: {table: {created, updated, unchanged}}.

    With `publish_as`, drafts named in the files that are complete in a language are published in the same
    transaction; other drafts are nobody's business here, and stay.
    Raises RecordError, with nothing saved.
    """
    counts: dict[str, dict[str, int]] = {}
    loaded: list[tuple[type[Model], list[Any]]] = []
    with transaction.atomic():
        for name, resource in TABLES.items():
            path = folder / f"{name}.csv"
            if path.exists():
                counts[name], keys = _load_table(path, resource())
                loaded.append((resource._meta.model, keys))
        if publish_as:
            _publish(loaded, actor=publish_as)
    if not counts:
        raise RecordError([f"{folder}: none of the record's tables is here ({', '.join(TABLES)})."])
    return counts


def _load_table(path: Path, resource: RecordResource) -> tuple[dict[str, int], list[Any]]:
    try:
        dataset = Csv().create_dataset(path.read_bytes())
    except Exception as error:
        raise RecordError([f"{path.name}: {_sentence(error)}"]) from error
    result = resource.import_data(dataset, raise_errors=False, rollback_on_validation_errors=True)
    problems = [f"{path.name}: {_sentence(error.error)}" for error in result.base_errors]
    for number, errors in result.row_errors():
        problems += [f"{path.name}, row {number + 1}: {_sentence(error.error)}" for error in errors]
    for row in result.invalid_rows:
        for column, messages in row.error_dict.items():
            problems += [f"{path.name}, row {row.number + 1}, {column}: {message}" for message in messages]
    if problems:
        raise RecordError(problems)
    totals = result.totals
    counts = {"created": totals["new"], "updated": totals["update"], "unchanged": totals["skip"]}
    return counts, [row.instance.pk for row in result.rows if row.instance is not None]


def _sentence(error: Any) -> str:
    return "; ".join(error.messages) if hasattr(error, "messages") else str(error)


def _publish(loaded: list[tuple[type[Model], list[Any]]], *, actor: User) -> None:
    """Publish the loaded drafts, after every table is in: a document's paragraphs come in a later table."""
    for model, keys in loaded:
        if not issubclass(model, Publishable):
            continue
        for record in model._default_manager.filter(pk__in=keys, status=Status.DRAFT).order_by("pk"):
            if languages := record.complete_languages():
                try:
                    workflow.publish(record, actor=actor, reason="Initial record", languages=languages)
                except ValidationError as error:
                    raise RecordError([f"{record}: {message}" for message in error.messages]) from error


def export(folder: Path) -> list[Path]:
    """Write every table as `load` reads it; the paths written."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, resource in TABLES.items():
        path = folder / f"{name}.csv"
        path.write_text(Csv().export_data(resource().export()), encoding="utf-8", newline="")
        written.append(path)
    return written
