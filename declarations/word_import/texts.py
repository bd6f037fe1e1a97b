"""One or two Word files as rows for the preview, with what was remarked in each."""

from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from declarations.intake.classifying import pieces
from declarations.intake.rows import Row, beside
from declarations.word_import import bilingual
from declarations.word_import.files import read_file
from declarations.word_import.package import RefusedError


@dataclass
class Text:
    """Rows and remarks of an import; the remarks are in the active language."""

    rows: list[Row]
    remarks: list[str]


def of_files(*, ru: Any = None, en: Any = None, both: Any = None) -> Text:
    """Open files with a `name`; either `both`, or one or both of `ru` and `en`. Raises RefusedError."""
    if both is not None:
        return _of_both(both)
    found: dict[str, list[Any]] = {"ru": [], "en": []}
    remarks = []
    for code, file, label in (("ru", ru, capfirst(_("Russian file"))), ("en", en, capfirst(_("English file")))):
        if file is None:
            continue
        try:
            read = read_file(file, file.name)
        except RefusedError as refusal:
            raise RefusedError(f"{label}: {' '.join(refusal.messages)}") from refusal
        found[code] = pieces(read.blocks)
        remarks += [f"{label}: {remark}" for remark in read.remarks.said()]
        said = bilingual.language(" ".join(block.plain for block in read.blocks))
        if said and said != code:
            remarks.append(
                _("%(file)s: most letters are of the other language; check that the files are not exchanged.")
                % {"file": label}
            )
    return Text(beside(found["ru"], found["en"]), remarks)


def _of_both(file: Any) -> Text:
    read = read_file(file, file.name, is_bilingual=True)
    for block in read.blocks:
        if bilingual.is_mixed(block.plain):
            read.remarks.note("script", block.plain)
    ru, en = bilingual.parted(read.blocks)
    if not ru or not en:
        raise RefusedError(
            _(
                "This file has text in one language only. Upload it as the Russian or the English file, beside the "
                "other one."
            )
        )
    return Text(beside(pieces(ru), pieces(en)), read.remarks.said())
