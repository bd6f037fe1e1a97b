"""Texts that were read in and await an officer's word. The document is untouched until then."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from almaty_portal.lib import languages
from declarations.intake import saving
from declarations.intake.rows import Row, spoken
from declarations.models import Document, WordImport

KEPT = timedelta(days=14)


def stage(
    document: Document,
    *,
    user: Any,
    rows: Sequence[Row],
    remarks: Sequence[str] = (),
    files: Mapping[str, Any] | None = None,
) -> WordImport:
    """`files`: language → the uploaded file; one with two languages comes as the first of them."""
    kept = {languages.suffixed("file", code): file for code, file in (files or {}).items() if file is not None}
    for file in kept.values():
        file.seek(0)
    return WordImport.objects.create(
        document=document,
        by=user,
        **kept,
        rows=[row.to_store() for row in rows],
        remarks={"said": list(remarks), "version": saving.version(document)},
    )


def rows_of(staged: WordImport) -> list[Row]:
    return [Row.stored(row) for row in staged.rows]


def keep(staged: WordImport, rows: Sequence[Row]) -> None:
    """Keep the rows as the officer left them."""
    staged.rows = [row.to_store() for row in rows]
    staged.save(update_fields=["rows"])


def accept_present(staged: WordImport) -> None:
    """The officer has seen what changed in the document meanwhile."""
    staged.remarks = {**staged.remarks, "version": saving.version(staged.document)}
    staged.save(update_fields=["remarks"])


def confirm(staged: WordImport, *, mode: str, with_titles: bool) -> int:
    """Save the rows and the files they came from; the staging row goes. Raises ValidationError; then all stays."""
    rows = rows_of(staged)
    with transaction.atomic():
        if not WordImport.objects.select_for_update(of=("self",)).filter(pk=staged.pk).exists():
            raise ValidationError(_("This text was already saved or discarded."))
        count = saving.save(
            staged.document,
            rows,
            mode=mode,
            with_titles=with_titles,
            files=_sources(staged, rows),
            opened_at=staged.remarks["version"],
        )
        discard(staged)
    return count


def _files(staged: WordImport) -> list[tuple[str, Any]]:
    found = [(code, getattr(staged, languages.suffixed("file", code))) for code in languages.codes()]
    return [(code, file) for code, file in found if file]


def _sources(staged: WordImport, rows: Sequence[Row]) -> list[tuple[str, File]]:
    files = _files(staged)
    if len(files) == 1 and len(spoken(rows)) > 1:
        files = [("", files[0][1])]
    return [(code, File(file.open("rb"), name=PurePath(file.name or "").name)) for code, file in files]


def discard(staged: WordImport) -> None:
    """The row goes now, its files when the transaction holds."""
    files = _files(staged)
    staged.delete()
    for _code, file in files:
        transaction.on_commit(lambda file=file: file.storage.delete(file.name))


def discard_abandoned() -> int:
    """Staged texts nobody has confirmed in 14 days go, with their files. Returns how many."""
    old = WordImport.objects.filter(at__lt=timezone.now() - KEPT)
    count = 0
    for staged in old:
        with transaction.atomic():
            discard(staged)
        count += 1
    return count
