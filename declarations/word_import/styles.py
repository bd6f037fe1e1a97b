"""Styles: what a paragraph or run looks like once its styles and their parents have had their say."""

import re
from functools import cache, cached_property
from typing import Any

from declarations.word_import.wordml import switch, val, w, whole

_HEADING = re.compile(r"(?:heading|заголовок|überschrift|titre)\s*(\d)\b", re.IGNORECASE)
_TITLE = re.compile(r"(title|название|заголовок документа)$", re.IGNORECASE)
_SUBTITLE = re.compile(r"(subtitle|подзаголовок)$", re.IGNORECASE)
_CONTENTS = re.compile(
    r"(toc|contents|оглавление|table of (figures|contents)|index)\s*(\d|heading)?$|toc heading$|заголовок оглавления$",
    re.IGNORECASE,
)


class Styles:
    """The styles part of a file. Every question takes a style's id; unknown ids say nothing."""

    def __init__(self, root: Any):
        rows = [] if root is None else root.findall(w("style"))
        self._styles = {row.get(w("styleId"), ""): row for row in rows}
        self._default = {
            row.get(w("type")): row.get(w("styleId"), "")
            for row in rows
            if row.get(w("default")) in {"1", "true", "on"}
        }
        self._defaults = None if root is None else root.find(f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}")
        self.chain = cache(self._chain)

    def of_paragraph(self, properties: Any) -> str:
        return val(properties, "pStyle") or self._default.get("paragraph", "")

    def _chain(self, style: str) -> tuple[Any, ...]:
        """The style and its parents, nearest first; a circle of parents ends where it closes."""
        found: list[Any] = []
        while style in self._styles and self._styles[style] not in found:
            found.append(self._styles[style])
            style = val(found[-1], "basedOn") or ""
        return tuple(found)

    def names(self, style: str) -> list[str]:
        return [val(row, "name") or "" for row in self.chain(style)]

    def paragraph_properties(self, style: str) -> list[Any]:
        """`w:pPr` of the style and its parents, nearest first."""
        found = [row.find(w("pPr")) for row in self.chain(style)]
        return [row for row in found if row is not None]

    def is_title(self, style: str) -> bool:
        return any(_TITLE.match(name) and not _SUBTITLE.match(name) for name in self.names(style)[:2])

    def is_contents(self, style: str) -> bool:
        """Whether it is a style of tables of contents."""
        return any(_CONTENTS.match(name) for name in self.names(style)[:2])

    def outline(self, style: str) -> int:
        """1 to 9 for a heading, by the outline level or the built-in name; else 0."""
        for row in self.chain(style):
            level = val(row.find(w("pPr")), "outlineLvl")
            if level is not None:
                return whole(level, 9) + 1 if whole(level, 9) < 9 else 0
            if found := _HEADING.match(val(row, "name") or ""):
                return int(found[1])
        return 0

    def _run_properties(self, style: str) -> list[Any]:
        found = [row.find(w("rPr")) for row in self.chain(style)]
        return [row for row in found if row is not None]

    def toggled(self, name: str, paragraph_style: str, character_style: str, direct: Any) -> bool:
        """Bold, italics, capitals or hidden: said directly, or by exactly one of the two styles (as Word counts)."""
        if (said := switch(direct, name)) is not None:
            return said
        by_style = [self._toggle(name, style) for style in (paragraph_style, character_style)]
        return by_style[0] != by_style[1] or (not any(by_style) and bool(switch(self._defaults, name)))

    def _toggle(self, name: str, style: str) -> bool:
        return next((said for row in self._run_properties(style) if (said := switch(row, name)) is not None), False)

    def size(self, paragraph_style: str, direct: Any) -> float:
        """The letters' size in points; 0 when nothing says it."""
        for row in (direct, *self._run_properties(paragraph_style), self._defaults):
            if (said := val(row, "sz")) is not None:
                return whole(said) / 2
        return 0.0

    @cached_property
    def has_table_borders(self) -> dict[str, bool]:
        """Table style id → whether it draws lines."""
        return {
            style: any(row.find(f"{w('tblPr')}/{w('tblBorders')}") is not None for row in self.chain(style))
            for style in self._styles
        }
