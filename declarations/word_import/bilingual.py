"""One file with both languages: columns of a table, one language after the other, or paragraph by paragraph."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from almaty_portal.lib import language_names, languages
from declarations.intake.blocks import WordBlock

#: Share of a paragraph's letters that the lesser script may have before the officer is told.
_MIXED = 0.25
_OWN_NAMES = "|".join(re.escape(language_names.own(code)) for code in languages.codes())
#: What heads a column of a language: the usual words in Russian and English, and each language's own name.
_NAMES = re.compile(
    r"(на |in )?(рус(ск|\.)\w*|англ\w*|russian|english)\.?( язык\w*| текст| верси\w| language| text| version)?|"
    r"(текст|text) (на|in) \w+( языке)?|ru|en|рус|англ"
    rf"|{_OWN_NAMES}",
    re.IGNORECASE,
)


def script(text: str) -> str:
    """“cyrillic” or “latin” by most letters, "" for a text with none."""
    cyrillic, latin = language_names.letters(text)
    return "" if cyrillic == latin else "cyrillic" if cyrillic > latin else "latin"


def is_mixed(text: str) -> bool:
    cyrillic, latin = language_names.letters(text)
    return min(cyrillic, latin) > _MIXED * (cyrillic + latin)


def is_table(cells: Sequence[Sequence[Sequence[WordBlock]]]) -> bool:
    """Whether most rows of a table have a Cyrillic and a Latin cell."""
    filled = [row for row in cells if any(row)]
    both = [row for row in filled if {"cyrillic", "latin"} <= {_of(cell) for cell in row}]
    return len(both) >= max(1, len(filled) * 0.5)


def names_languages(row: Sequence[Sequence[WordBlock]]) -> bool:
    """Whether a row only heads the columns with the languages’ names."""
    said = [block.plain.strip() for cell in row for block in cell]
    return len(said) >= 2 and all(_NAMES.fullmatch(text) or len(text) < 4 for text in said)


def _of(cell: Iterable[WordBlock]) -> str:
    return script(" ".join(block.plain for block in cell))


def parted(blocks: Sequence[WordBlock]) -> dict[str, list[WordBlock]]:
    """By script. A paragraph without letters goes with the one before it."""
    found: dict[str, list[WordBlock]] = {"cyrillic": [], "latin": []}
    present = next((said for block in blocks if (said := script(block.plain))), "cyrillic")
    for block in blocks:
        present = script(block.plain) or present
        found[present].append(block)
    return {said: _renumbered(rows) for said, rows in found.items()}


def _renumbered(blocks: list[WordBlock]) -> list[WordBlock]:
    """Footnotes of one language count from 1 again, in the order they have."""
    notes = [block for block in blocks if block.is_note]
    if not notes or not all(block.number.isdigit() for block in notes):
        return blocks
    new = {block.number: str(n) for n, block in enumerate(notes, start=1)}
    return [
        replace(
            block,
            number=new[block.number] if block.is_note else block.number,
            spans=[replace(s, note=new.get(s.note, s.note)) if s.note else s for s in block.spans],
        )
        for block in blocks
    ]
