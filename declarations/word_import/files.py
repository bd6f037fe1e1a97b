"""From an uploaded file to its blocks. Whatever happens inside, the officer sees a reason, never an error page."""

import io
import logging
from typing import Any

from declarations.word_import import open_document, package, reading, refusals
from declarations.word_import.package import RefusedError
from declarations.word_import.reading import Reading

logger = logging.getLogger(__name__)


def read_file(file: Any, name: str = "", *, is_bilingual: bool = False) -> Reading:
    """Blocks and remarks of a .docx or .odt. Raises RefusedError, with a translated reason, and nothing else."""
    try:
        found = _read(file, name, is_bilingual)
    except RefusedError:
        raise
    except Exception as problem:
        logger.exception("A Word file could not be read: %s", name)
        raise RefusedError(refusals.damaged(f"{type(problem).__name__}: {problem}")) from problem
    if not any(block.plain.strip() for block in found.blocks):
        raise RefusedError(refusals.no_text())
    return found


def _read(file: Any, name: str, is_bilingual: bool) -> Reading:
    entries = package.entries_of(file, name)
    if package.is_odt(entries):
        open_document.check(entries)
        file.seek(0)
        entries = package.entries_of(io.BytesIO(open_document.as_word(file.read())), "")
    return reading.read(package.checked(entries), is_bilingual=is_bilingual)
