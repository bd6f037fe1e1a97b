"""A pasted text as paragraphs. Nothing is lost: marker and text of all pieces, in order, are the whole text."""

import re
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from almaty_portal.lib.languages import suffixed

_ROMAN = r"[ivxlc]{1,6}"
_NUMBER = re.compile(r"(?P<marker>\d{1,3}(?:\.\d{1,3}){0,3}(?:[.)](?=\s)|(?<=\.\d)(?=\s)|(?<=\.\d\d)(?=\s)))\s*")
_LETTER = re.compile(rf"(?P<marker>[(«\"]?(?:{_ROMAN}|[a-zа-яё])[»\"]?\))\s*", re.IGNORECASE)
_ANNEX = re.compile(r"(annex|appendix|приложение)\b", re.IGNORECASE)
_CLOSING = re.compile(r"(done (at|in)|adopted (at|in) \w+,? |совершено в |принято в (г\.|городе) )", re.IGNORECASE)
_PREAMBLE = re.compile(
    r"[*_]*(recogni[sz]ing|recalling|noting|reaffirming|affirming|welcoming|considering|convinced|concerned|aware|"
    r"mindful|"
    r"bearing in mind|taking (note|into account)|emphasi[sz]ing|stressing|acknowledging|expressing|guided|"
    r"having|desiring|"
    r"признавая|напоминая|отмечая|подтверждая|вновь подтверждая|приветствуя|учитывая|принимая во внимание|будучи|"
    r"выражая|подч[её]ркивая|руководствуясь|сознавая|осознавая|стремясь|ссылаясь|желая|исходя|памятуя|заявляя)(?!\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Piece:
    """`marker` is the number as it was typed (“1.”, “(a)”, “«а)»”); `number` the same without quotation marks."""

    kind: str
    marker: str
    text: str

    @property
    def number(self) -> str:
        return self.marker.strip('«»"')


def split(text: str) -> list[Piece]:
    """Paragraphs are parted by empty lines, or by lines when there is no empty line."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not text:
        return []
    blocks: list[str] = []
    for block in re.split(r"\n\s*\n", text):
        lines = [line.strip() for line in block.split("\n")]
        blocks.extend(_joined(lines) if "\n\n" in re.sub(r"\n[^\S\n]+\n", "\n\n", text) else lines)
    return [_piece(block) for block in blocks if block.strip()]


def _joined(lines: list[str]) -> list[str]:
    """Lines of one block are one paragraph, unless a line begins with a number or letter."""
    found: list[str] = []
    for line in lines:
        if found and not _NUMBER.match(line) and not _LETTER.match(line):
            found[-1] += f" {line}"
        else:
            found.append(line)
    return found


def _piece(block: str) -> Piece:
    if (m := _NUMBER.match(block)) and len(block) > m.end():
        kind = "subparagraph" if "." in m["marker"].rstrip(".)") else "operative"
        return Piece(kind, m["marker"], block[m.end() :])
    if (m := _LETTER.match(block)) and len(block) > m.end():
        return Piece("subparagraph", m["marker"], block[m.end() :])
    if _ANNEX.match(block) and len(block) < 200:
        return Piece("annex", "", block)
    if _CLOSING.match(block):
        return Piece("signature", "", block)
    if _PREAMBLE.match(block):
        return Piece("preamble", "", block)
    if len(block) < 120 and block[-1] not in ".;:,…":
        return Piece("heading", "", block)
    return Piece("operative", "", block)


def aligned(text_ru: str, text_en: str) -> list[dict[str, Any]]:
    """Both texts row by row; the kind comes from whichever language has the row, each number from its own."""
    rows = []
    for ru, en in zip_longest(split(text_ru), split(text_en)):
        row: dict[str, Any] = {"kind": (en or ru).kind, "level": 1, "differs": bool(ru and en and ru.kind != en.kind)}
        for code, piece in (("ru", ru), ("en", en)):
            row |= {suffixed("number", code): piece.number if piece else ""}
            row |= {suffixed("text", code): piece.text if piece else ""}
        rows.append(row)
    return rows
