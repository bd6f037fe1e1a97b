"""One or two Word files as rows for the preview, with what was remarked in each."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from almaty_portal.lib import language_names, languages
from declarations.intake.classifying import pieces
from declarations.intake.rows import Row, beside
from declarations.word_import import bilingual
from declarations.word_import.files import read_file
from declarations.word_import.package import RefusedError

SCRIPTS = {"cyrillic", "latin"}


@dataclass
class Text:
    """Rows and remarks of an import; the remarks are in the active language."""

    rows: list[Row]
    remarks: list[str]


def pairs_in_one_file() -> list[tuple[str, str]]:
    """Two languages that one file may hold: their letters tell them apart."""
    return [(a, b) for a, b in languages.pairs() if {language_names.script(a), language_names.script(b)} == SCRIPTS]


def of_files(files: Mapping[str, Any]) -> Text:
    """language → an open file with a `name`. Raises RefusedError."""
    found: dict[str, list[Any]] = {}
    remarks = []
    for code, file in files.items():
        label = capfirst(language_names.file(code))
        try:
            read = read_file(file, file.name)
        except RefusedError as refusal:
            raise RefusedError(f"{label}: {' '.join(refusal.messages)}") from refusal
        found[code] = pieces(read.blocks)
        remarks += [f"{label}: {remark}" for remark in read.remarks.said()]
        said = bilingual.script(" ".join(block.plain for block in read.blocks))
        if said and said != language_names.script(code):
            remarks.append(
                _("%(file)s: most letters are of the other language; check that the files are not exchanged.")
                % {"file": label}
            )
    return Text(beside(found), remarks)


def of_both(file: Any, pair: tuple[str, str]) -> Text:
    """An open file that holds both languages of the pair. Raises RefusedError."""
    read = read_file(file, file.name, is_bilingual=True)
    for block in read.blocks:
        if bilingual.is_mixed(block.plain):
            read.remarks.note("script", block.plain)
    by_script = bilingual.parted(read.blocks)
    if not all(by_script.values()):
        raise RefusedError(
            _("This file has text in one language only. Upload it as the file of that language, beside the other one.")
        )
    found = {code: pieces(by_script[language_names.script(code)]) for code in pair}
    return Text(beside(found), read.remarks.said())
