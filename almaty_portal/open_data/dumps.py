"""The dumps: files of everything that the API gives, made by a task, never in a request."""

import hashlib
from collections.abc import Iterator

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.utils import timezone

from almaty_portal.open_data import dictionary, files, standing
from almaty_portal.open_data.models import Dump
from almaty_portal.open_data.standing import BY_NAME, EVERYTHING

FORMS = {**dict.fromkeys(BY_NAME, tuple(files.MAKERS)), EVERYTHING: ("zip",)}


def current(name: str, form: str) -> Dump | None:
    """The stored file of what is public now; None while it is not made."""
    return Dump.objects.filter(name=name, form=form, digest=standing.digest(name)).first()


def stale() -> Iterator[str]:
    """The names whose files are not of what is public now; that of everything comes last."""
    made = {(dump.name, dump.form): dump.digest for dump in Dump.objects.all()}
    for name, forms in FORMS.items():
        if {made.get((name, form)) for form in forms} != {standing.digest(name)}:
            yield name


def make(name: str) -> None:
    """Make and store the files of that name unless they are there. A second caller waits for the first."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"open-data:{name}"])
        if name == EVERYTHING:
            _make_everything()
        else:
            _make_files(name)


def _make_files(name: str) -> None:
    resource = BY_NAME[name]
    rows = standing.rows(resource)
    digest = standing.digest_of(resource, rows)
    if Dump.objects.filter(name=name, digest=digest).count() == len(files.MAKERS):
        return
    for form, made in files.MAKERS.items():
        _store(name, form, digest, made(resource, rows), len(rows))


def _make_everything() -> None:
    """One archive of all tables and lines, with the dictionary that explains them."""
    digest = standing.digest(EVERYTHING)
    parts = Dump.objects.exclude(name=EVERYTHING).exclude(form=Dump.Form.XLSX).order_by("name", "form")
    current_digests = {name: standing.digest(name) for name in BY_NAME}
    ready = [dump for dump in parts if current_digests.get(dump.name) == dump.digest]
    if len(ready) < 2 * len(BY_NAME) or Dump.objects.filter(name=EVERYTHING, digest=digest).exists():
        return  # its turn comes once all the others are there
    contents = {}
    for dump in ready:
        with dump.file.open("rb") as file:
            contents[dump.filename] = file.read()
    contents["dictionary.csv"] = dictionary.csv_file()
    _store(EVERYTHING, "zip", digest, files.archive_of(contents), sum(d.rows for d in ready if d.form == "csv"))


def _store(name: str, form: str, digest: str, data: bytes, rows: int) -> None:
    dump = Dump.objects.filter(name=name, form=form).first() or Dump(name=name, form=form)
    former = str(dump.file.name or "")
    dump.digest, dump.rows, dump.made_at = digest, rows, timezone.now()
    dump.sha256, dump.size = hashlib.sha256(data).hexdigest(), len(data)
    dump.file.save(dump.filename, ContentFile(data), save=False)
    try:
        dump.save()
    except BaseException:
        dump.file.storage.delete(str(dump.file.name))
        raise
    if former and former != dump.file.name:
        transaction.on_commit(lambda: default_storage.delete(former))
