"""Paragraphs, and whole languages, without text."""

from collections.abc import Iterator

from almaty_portal.lib import languages
from declarations.quality.findings import Finding
from declarations.quality.working import Working


def missing(working: Working) -> Iterator[Finding]:
    """One finding for a language that is not there at all, else one for each paragraph without its text."""
    for code in languages.codes():
        empty = [row for row in working.rows if not row.texts[code].strip()]
        if empty and len(empty) == len(working.rows):
            yield Finding("no-text", None, (code,))
        else:
            for row in empty:
                yield Finding("no-counterpart", row, (code,))
