"""Automatic numbers as they are seen: definitions, overrides, restarts and multi-level texts."""

import re
from dataclasses import dataclass, field
from typing import Any

from declarations.intake.number_formats import written
from declarations.word_import.styles import Styles
from declarations.word_import.wordml import switch, val, w, whole

LEVELS = 9
#: What symbol fonts draw at the codes they use for bullets.
BULLETS = {
    "\uf0b7": "•", "\uf0a7": "▪", "\uf0d8": "➢", "\uf0fc": "✓", "\uf076": "❖", "\uf02d": "–", "\uf0a8": "◦",
    "\uf0b0": "◦", "\uf0be": "—", "·": "•", "o": "◦", "§": "▪", "Ø": "➢", "ü": "✓", "v": "❖",
}  # fmt: skip
_SYMBOL_FONTS = re.compile(r"symbol|wingdings|courier", re.IGNORECASE)


@dataclass(frozen=True)
class Number:
    """What stands before the text, and the list level (0 outermost) with its indent in twips."""

    text: str
    depth: int
    indent: int | None
    is_bullet: bool = False


@dataclass
class _Level:
    start: int = 1
    format: str = "decimal"
    text: str = ""
    restart: int | None = None
    is_legal: bool = False
    indent: int | None = None
    font: str = ""
    style: str = ""

    @classmethod
    def read(cls, row: Any) -> "_Level":
        choice = val(row, "numFmt") or "decimal"
        restart = val(row, "lvlRestart")
        properties = row.find(w("pPr"))
        fonts = row.find(f"{w('rPr')}/{w('rFonts')}")
        return cls(
            start=whole(val(row, "start"), 1 if row.find(w("start")) is not None else 0),
            format=choice,
            text=val(row, "lvlText") or "",
            restart=None if restart is None else whole(restart),
            is_legal=bool(switch(row, "isLgl")),
            indent=indent_of(properties),
            font="" if fonts is None else fonts.get(w("ascii"), "") or fonts.get(w("hAnsi"), ""),
            style=val(row, "pStyle") or "",
        )


def indent_of(properties: Any) -> int | None:
    """The left indent of the text in twips, or None when these properties do not say."""
    found = properties.find(w("ind")) if properties is not None else None
    if found is None:
        return None
    said = found.get(w("left"), found.get(w("start")))
    return None if said is None else whole(said)


@dataclass
class _List:
    abstract: str
    levels: dict[int, _Level]
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The numbering part of a file, and how far each of its lists has counted."""

    def __init__(self, root: Any, styles: Styles):
        self._styles = styles
        self._abstract = (
            {} if root is None else {r.get(w("abstractNumId"), ""): r for r in root.findall(w("abstractNum"))}
        )
        self._lists = {} if root is None else {r.get(w("numId"), ""): self._read(r) for r in root.findall(w("num"))}
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()

    def _read(self, row: Any) -> _List:
        name = self._followed(val(row, "abstractNumId") or "", row.getparent())
        abstract = self._abstract.get(name)
        rows = [] if abstract is None else abstract.findall(w("lvl"))
        found = _List(name, {whole(r.get(w("ilvl"))): _Level.read(r) for r in rows})
        for override in row.findall(w("lvlOverride")):
            depth = whole(override.get(w("ilvl")))
            if (level := override.find(w("lvl"))) is not None:
                found.levels[depth] = _Level.read(level)
                found.starts[depth] = found.levels[depth].start
            if (start := val(override, "startOverride")) is not None:
                found.starts[depth] = whole(start)
        return found

    def _followed(self, name: str, root: Any) -> str:
        """The list that really says how to number, when this one only names a list style."""
        link = val(self._abstract.get(name), "numStyleLink")
        if link is None:
            return name
        return next((n for n, row in self._abstract.items() if val(row, "styleLink") == link), name)

    def _asked(self, properties: Any, style: str) -> tuple[str, int]:
        """(list, level) of a paragraph: its own word first, then its styles'. ("0", 0) when numbering is off."""
        number, depth = None, None
        for row, owner in [(properties, ""), *((p, style) for p in self._styles.paragraph_properties(style))]:
            found = row.find(w("numPr")) if row is not None else None
            if found is None:
                continue
            number = number or val(found, "numId")
            if depth is None and (said := val(found, "ilvl")) is not None:
                depth = whole(said)
            if depth is None and owner and number in self._lists:
                linked = [d for d, level in self._lists[number].levels.items() if level.style == owner]
                depth = linked[0] if linked else None
            if number is not None:
                break
        return number or "0", min(max(depth or 0, 0), LEVELS - 1)

    def next(self, properties: Any, style: str) -> Number | None:
        """Count this paragraph and say its number; None when it has none."""
        name, depth = self._asked(properties, style)
        found = self._lists.get(name)
        level = found.levels.get(depth) if found else None
        if found is None or level is None:
            return None
        counts = self._counts.setdefault(found.abstract, [None] * LEVELS)
        present = counts[depth]
        if depth in found.starts and (name, depth) not in self._begun:
            counts[depth] = found.starts[depth]
        else:
            counts[depth] = level.start if present is None else present + 1
        self._begun.add((name, depth))
        for deeper in range(depth + 1, LEVELS):
            after = found.levels[deeper].restart if deeper in found.levels else None
            if after is None or (after and depth < after):
                counts[deeper] = None
        return Number(self._said(found, level, counts), depth, level.indent, level.format == "bullet")

    def _said(self, found: _List, level: _Level, counts: list[int | None]) -> str:
        if level.format == "bullet":
            if level.text in BULLETS and (level.text >= "\uf000" or _SYMBOL_FONTS.search(level.font)):
                return BULLETS[level.text]
            return "•" if "\uf000" <= level.text[:1] <= "\uf8ff" else level.text.strip()

        def component(match: re.Match[str]) -> str:
            depth = int(match[1]) - 1
            of = found.levels.get(depth) or _Level()
            count = counts[depth]
            return written(of.start if count is None else count, "decimal" if level.is_legal else of.format)

        return re.sub(r"%([1-9])", component, level.text).strip()
