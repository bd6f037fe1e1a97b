"""The body of a Word file as blocks, in the order and with the numbers a reader sees."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from almaty_portal.lib import inline
from declarations.intake import marks, numerals
from declarations.intake.blocks import WordBlock
from declarations.intake.marks import Span
from declarations.intake.number_formats import written
from declarations.word_import import bilingual, tables
from declarations.word_import.numbering import Numbering, indent_of
from declarations.word_import.package import Package
from declarations.word_import.remarks import Remarks
from declarations.word_import.runs import Notes, Runs, chosen
from declarations.word_import.styles import Styles
from declarations.word_import.wordml import local, switch, val, w

_CONTENTS_HEADINGS = {"содержание", "оглавление", "contents", "table of contents", "table des matières"}
_SKIPPED = {
    "sectPr",
    "bookmarkStart",
    "bookmarkEnd",
    "del",
    "moveFrom",
    "sdtPr",
    "sdtEndPr",
    "tblPr",
    "tblGrid",
    "proofErr",
    "pPr",
}


@dataclass
class Reading:
    """One file as it was read."""

    blocks: list[WordBlock]
    remarks: Remarks = field(default_factory=Remarks)


class Reader:
    def __init__(self, package: Package, *, is_bilingual: bool = False):
        self.is_bilingual = is_bilingual
        main = package.main
        self.package, self.remarks, self.notes = package, Remarks(), Notes()
        self.styles = Styles(package.related(main, "styles"))
        self.numbering = Numbering(package.related(main, "numbering"), self.styles)
        self.formats = _note_formats(package.related(main, "settings"), package.part(main))
        self.runs = self._runs(main)
        self._carried: list[Span] = []
        self._rows = 0  # of bilingual tables

    def _runs(self, part: str) -> Runs:
        return Runs(self.styles, self.package.relations(part), self.remarks, self.notes, self.formats)

    def read(self) -> Reading:
        body = self.package.part(self.package.main).find(w("body"))
        found = [] if body is None else list(self.walk(body))
        found = self._without_contents_heading(found)
        for kind in ("footnote", "endnote"):
            found.extend(self._note_blocks(kind))
        self._margins()
        return Reading(found, self.remarks)

    # the body

    def walk(self, container: Any) -> Iterator[WordBlock]:
        for child in container:
            name = local(child)
            if name == "p":
                yield from self.paragraph(child)
            elif name == "tbl":
                yield from self.table(child)
            elif name == "AlternateContent":
                for inner in chosen(child):
                    yield from self.walk([inner])
            elif name == "sdt" and "table of contents" in (val(child, "sdtPr/docPartObj/docPartGallery") or "").lower():
                self.remarks.note("contents")
            elif name not in _SKIPPED:
                yield from self.walk(child)

    def paragraph(self, element: Any) -> Iterator[WordBlock]:
        properties = element.find(w("pPr"))
        style = self.styles.of_paragraph(properties)
        spans, self._carried = self._carried + self.runs.read(element, style), []
        boxes = self.runs.boxes
        mark = properties.find(w("rPr")) if properties is not None else None
        if mark is not None and (mark.find(w("del")) is not None or mark.find(w("moveFrom")) is not None):
            self.remarks.note("change")
            self._carried = spans  # the mark is deleted: the text runs on into the next paragraph
            return
        if self.styles.is_contents(style) or self.runs.in_contents:
            if marks.plain(spans).strip():
                self.remarks.note("contents")
        elif not (mark is not None and switch(mark, "vanish") and not marks.plain(spans).strip()):
            yield from self._block(spans, properties, style, element)
        for box in boxes:
            said = list(self.walk(box))
            self.remarks.note("box", " ".join(block.plain for block in said))
            yield from said

    def _block(self, spans: list[Span], properties: Any, style: str, element: Any) -> Iterator[WordBlock]:
        number = self.numbering.next(properties, style)
        spans = marks.tidy(spans, keep_tabs=True)
        plain = marks.plain(spans)
        if not plain.strip():
            if number and number.text and not number.is_bullet:
                self.remarks.note("empty")
            if not any(span.note for span in spans):
                return
        letters = [s for s in spans if s.text.strip()]
        indent = indent_of(properties)
        if indent is None:
            by_style = (indent_of(row) for row in self.styles.paragraph_properties(style))
            indent = (
                number.indent
                if number and number.indent is not None
                else next((i for i in by_style if i is not None), 0)
            )
        aligned = [val(row, "jc") for row in (properties, *self.styles.paragraph_properties(style)) if row is not None]
        run = element.find(f".//{w('r')}/{w('rPr')}")
        said = number.text if number else ""
        if len(said) > 16:
            self.remarks.note("long_number", said)
            spans, said = [Span(f"{said} "), *spans], ""
        outline = val(properties, "outlineLvl")
        yield WordBlock(
            plain=marks.plain(spans),
            spans=spans,
            number=said,
            depth=number.depth if number else 0,
            heading=int(outline) + 1
            if outline and outline.isdigit() and int(outline) < 9
            else self.styles.outline(style),
            is_title=self.styles.is_title(style),
            is_centred=next((a for a in aligned if a), "") == "center",
            is_bold=bool(letters) and all(s.bold for s in letters),
            is_italic=bool(letters) and all(s.italic for s in letters),
            size=self.styles.size(style, run),
            indent=indent or 0,
        )

    # tables

    def table(self, element: Any) -> Iterator[WordBlock]:
        rows = [row for row in tables.grid(element) if row]
        if not rows:
            return
        cells = [[list(self._cell_blocks(cell)) for cell in row] for row in rows]
        if self.is_bilingual and bilingual.is_table(cells):
            for n, row_of_cells in enumerate(cells):
                self._rows += 1
                if not n and bilingual.names_languages(row_of_cells):
                    self.remarks.note("columns", " | ".join(b.plain for cell in row_of_cells for b in cell))
                    continue
                for block in _in_line(row_of_cells):
                    yield replace(block, row=self._rows)
            return
        columns = {n for row in cells for n, blocks in enumerate(row) if blocks}
        if len(columns) <= 1 or _is_frame(cells) or _is_numbered_list(cells):
            for row in cells:
                yield from _in_line(row)
            return
        if tables.has_merged(rows):
            self.remarks.note("merged")
        said = []
        for n, (cells_of_row, blocks) in enumerate(zip(rows, cells, strict=True)):
            line: list[str] = []
            for cell, inside in zip(cells_of_row, blocks, strict=True):
                line += [self._cell_text(inside, is_head=not n), *[""] * (cell.span - 1)]
            said.append(line)
        said = [line for line in said if any(line)]
        if said:
            text = tables.pipe(said)
            yield WordBlock(plain=inline.plain(text), is_table=True, table=text)

    def _cell_blocks(self, cell: tables.Cell) -> Iterator[WordBlock]:
        """The paragraphs of a cell; a table inside it is flattened into them by the same reading."""
        for child in cell.element:
            for block in self.walk([child]):
                if block.is_table:
                    self.remarks.note("nested")
                yield block

    def _cell_text(self, blocks: list[WordBlock], *, is_head: bool) -> str:
        """One line: paragraphs parted by a space, the head's look and an inner table's pipes dropped."""
        said = []
        for block in blocks:
            text = marks.escaped(" ".join(block.plain.split("\n"))) if block.is_table else block.markdown(bare=is_head)
            said.append(f"{marks.escaped(block.number)} {text}" if block.number else text)
        return " ".join(said).replace("\t", " ").strip()

    # notes, margins, contents

    def _note_blocks(self, kind: str) -> Iterator[WordBlock]:
        part = f"{kind}s"
        targets = [
            t for k, t, outside in self.package.relations(self.package.main).values() if k == part and not outside
        ]
        root = self.package.part(targets[0]) if targets else None
        if root is None:
            return
        main_runs, self.runs = self.runs, self._runs(targets[0])
        found = {row.get(w("id"), ""): row for row in root.findall(w(kind))}
        for (of, name), number in list(self.notes.numbers.items()):
            if of != kind or name not in found:
                continue
            spans: list[Span] = []
            for block in self.walk(found[name]):
                lead = f"{block.number} " if block.number else ""
                inner = [Span(block.plain)] if block.is_table else block.spans
                spans += [*([Span(" ")] if spans else []), Span(lead), *inner]
            spans = marks.tidy([replace(s, note="") if s.note and not s.text else s for s in spans])
            yield WordBlock(plain=marks.plain(spans), spans=spans, number=number, is_note=True)
        self.runs = main_runs

    def _margins(self) -> None:
        for kind, target, outside in self.package.relations(self.package.main).values():
            if outside or kind not in {"header", "footer", "comments"}:
                continue
            root = self.package.part(target)
            if root is None:
                continue
            if kind == "comments":
                for _comment in root.findall(w("comment")):
                    self.remarks.note("comment")
                continue
            lines = ("".join(row.text or "" for row in line.iter(w("t"))).strip() for line in root.iter(w("p")))
            said = " / ".join(line for line in lines if line)
            if any(c.isalpha() for c in said):
                self.remarks.note("header", said)

    def _without_contents_heading(self, blocks: list[WordBlock]) -> list[WordBlock]:
        if not self.remarks.counts["contents"]:
            return blocks
        return [block for block in blocks if block.plain.strip().casefold() not in _CONTENTS_HEADINGS]


def _is_frame(cells: list[list[list[WordBlock]]]) -> bool:
    """Whether a table only lays out a whole text: numbers in one narrow column, or one cell with many paragraphs."""
    blocks = [b for row in cells for cell in row for b in cell]
    longest = max((len(cell) for row in cells for cell in row), default=0)
    return longest >= 8 and longest >= len(blocks) * 0.6


def _is_numbered_list(cells: list[list[list[WordBlock]]]) -> bool:
    """Whether every row is a number in one cell and its text in the other: a list that was typed into a table."""
    filled = [[blocks for blocks in row if blocks] for row in cells]
    filled = [row for row in filled if row]
    numbered = [row for row in filled if len(row) == 2 and _bare_number(row[0])]
    return len(numbered) >= 3 and all(len(row) == 1 or (len(row) == 2 and _bare_number(row[0])) for row in filled)


def _bare_number(blocks: list[WordBlock]) -> bool:
    if len(blocks) != 1 or blocks[0].is_table:
        return False
    said = blocks[0].number or blocks[0].plain.strip()
    return len(said) <= 8 and bool(numerals.MARKER.fullmatch(f"{said} ") or numerals.MARKER.fullmatch(f"{said}. "))


def _can_take_a_number(blocks: list[WordBlock]) -> bool:
    return not (_bare_number(blocks) or blocks[0].number or blocks[0].is_table or numerals.leading(blocks[0].plain))


def _in_line(row: list[list[WordBlock]]) -> Iterator[WordBlock]:
    """The paragraphs of a row's cells one after the other; a cell with a bare number numbers each cell after it.

    Where the next cell can take no number, the bare one stands for itself: nothing is lost.
    """
    number, cells = "", [blocks for blocks in row if blocks]
    for n, blocks in enumerate(cells):
        if _bare_number(blocks) and n + 1 < len(cells) and _can_take_a_number(cells[n + 1]):
            number = blocks[0].number or blocks[0].plain.strip()
            continue
        takes = number and _can_take_a_number(blocks)
        for first, block in enumerate(blocks):
            yield replace(block, number=number) if takes and not first else block


def _note_formats(settings: Any, document: Any) -> dict[str, Any]:
    """How footnotes and endnotes are numbered: the last section's word, else the settings', else Word's own habit."""
    formats = {}
    for kind, usual in (("footnote", "decimal"), ("endnote", "lowerRoman")):
        said = [val(row, "numFmt") for row in document.iter(w(f"{kind}Pr"))]
        if settings is not None and (row := settings.find(w(f"{kind}Pr"))) is not None:
            said.append(val(row, "numFmt"))
        name = next((s for s in said if s), usual)
        formats[kind] = partial(_write_note, name)
    return formats


def _write_note(name: str, n: int) -> str:
    return written(n, name) or str(n)


def read(package: Package, *, is_bilingual: bool = False) -> Reading:
    """`is_bilingual`: the file holds both languages, so that a table may have a column for each."""
    return Reader(package, is_bilingual=is_bilingual).read()
