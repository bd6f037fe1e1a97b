"""Word import: `python -m bench.word` times 10, 100 and 1,000 paragraphs in one run and prints what each costs.

`python -m bench.word --packages` reads every .docx that libraries for Word files carry for their own tests (fetched
into var/, never kept in the tree) and says of each: imported, refused with the reason, or ERROR. There must be none.
"""

import argparse
import io
import logging
import os
import subprocess
import sys
import tarfile
import time
import zipfile
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "almaty_portal.settings")
django.setup()

import docx  # noqa: E402

from declarations.word_import import texts  # noqa: E402
from declarations.word_import.package import RefusedError  # noqa: E402

FOLDER = Path("var/word-packages")
PACKAGES = ["python-docx", "mammoth", "docxtpl", "docxcompose", "docx2python", "benker"]
RU = "призывает государства оказывать содействие лицам, ищущим убежища, и сообщить о принятых мерах до {n} марта;"
EN = "Calls upon States to assist persons seeking asylum, and to report on the measures taken by {n} March;"


def pair(paragraphs: int) -> dict[str, io.BytesIO]:
    files = {}
    for code, title, text in (("ru", "Образец", RU), ("en", "Sample", EN)):
        document = docx.Document()
        document.add_heading(title, 0)
        for n in range(1, paragraphs + 1):
            document.add_paragraph(f"{n}.\t{text.format(n=n)}")
        files[code] = io.BytesIO()
        document.save(files[code])
        files[code].name = f"{code}.docx"
    return files


def timed() -> None:
    first = 0.0
    for paragraphs in (10, 100, 1000):
        files = pair(paragraphs)
        start = time.perf_counter()
        text = texts.of_files(files)
        each = (time.perf_counter() - start) / paragraphs * 1000
        first = first or each
        if len(text.rows) != paragraphs + 1:
            sys.exit(f"{len(text.rows)} rows of {paragraphs} paragraphs and a title")
        print(f"{paragraphs:5} paragraphs: {each * paragraphs:8.0f} ms, {each:6.2f} ms each, ×{each / first:.2f}")  # noqa: T201


def fetched() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in PACKAGES:
        if any(FOLDER.glob(f"{name.replace('-', '?')}-*")):
            continue
        command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--no-binary", name, "-d", str(FOLDER)]
        done = subprocess.run([*command, name], capture_output=True, text=True)  # noqa: S603
        if done.returncode:
            print(f"{name}: not fetched: {done.stderr.strip().splitlines()[-1][:100]}")  # noqa: T201


def word_files():
    """(archive and path, content) of every .docx in what was fetched."""
    for archive in sorted(FOLDER.iterdir()):
        if archive.name.endswith((".tar.gz", ".tgz")):
            with tarfile.open(archive) as opened:
                for member in opened:
                    if member.isfile() and member.name.endswith((".docx", ".docm", ".dotx")):
                        yield f"{archive.name}/{member.name}", opened.extractfile(member).read()
        elif archive.suffix == ".zip":
            with zipfile.ZipFile(archive) as opened:
                for name in opened.namelist():
                    if name.endswith((".docx", ".docm", ".dotx")):
                        yield f"{archive.name}/{name}", opened.read(name)


def tried() -> int:
    """How many files ended in an error that the importer did not foresee."""
    errors = 0
    counts = {"imported": 0, "refused": 0}

    class Seen(logging.Handler):
        def emit(self, record):
            nonlocal errors
            errors += 1
            print(f"ERROR    {record.getMessage()}: {record.exc_info[1]!r}")  # noqa: T201

    logger = logging.getLogger("declarations.word_import.files")
    logger.addHandler(Seen())
    logger.propagate = False
    for name, content in word_files():
        file = io.BytesIO(content)
        file.name = name
        try:
            rows = len(texts.of_files({"en": file}).rows)
            counts["imported"] += 1
            print(f"imported {name}: {rows} rows")  # noqa: T201
        except RefusedError as refusal:
            counts["refused"] += 1
            print(f"refused  {name}: {' '.join(refusal.messages)[:110]}")  # noqa: T201
    print(f"{counts['imported']} imported, {counts['refused']} refused, {errors} errors")  # noqa: T201
    return errors


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--packages", action="store_true", help="fetch and read the test files of other libraries")
    if parser.parse_args().packages:
        fetched()
        sys.exit(1 if tried() else 0)
    timed()
