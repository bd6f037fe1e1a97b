"""One language's paragraphs, set into a document's body or into a table's cell."""

from typing import Any

from docx.shared import Emu, Twips
from docx.table import _Cell

from almaty_portal.lib import inline
from declarations.forms.word import elements, lists
from declarations.forms.word.notes import REFERENCE, Notes
from declarations.forms.word.numbers import Place
from declarations.forms.words import Words, absolute

STYLES = {
    "preface": "Preface",
    "preamble": "Preambular paragraph",
    "operative": "Operative paragraph",
    "subparagraph": "Sub-paragraph",
    "signature": "Signature",
    "footnote": "footnote text",
}


LETTER = 120  # twentieths of a point, about a figure's width
CELL_MARGINS = 216  # twentieths of a point, both sides together


def style_of(row: dict[str, Any]) -> str:
    return STYLES.get(row["kind"]) or f"Heading {row['level']}"


def column_widths(rows: list[list[str]], whole: int) -> list[int]:
    """EMU of each column: its longest word at least, where all find room; the rest by the length of its texts."""
    columns = [[inline.plain(cell) for cell in column] for column in zip(*rows, strict=True)]
    words = [max((len(word) for cell in column for word in cell.split()), default=1) for column in columns]
    needed = [Twips(length * LETTER + CELL_MARGINS) for length in words]
    shares = [min(max(len(cell) for cell in column), 60) or 1 for column in columns]
    if sum(needed) > whole:
        return [whole * need // sum(needed) for need in needed]
    spare = whole - sum(needed)
    return [need + spare * share // sum(shares) for need, share in zip(needed, shares, strict=True)]


class Text:
    """`places`: each paragraph's list, numbered through the file; `width`: of the column; `scale`: of its indents."""

    def __init__(self, words: Words, places: list[Place | None], notes: Notes, width: int, scale: float) -> None:
        self.words, self.language = words, words.language
        self.rows, self.places, self.notes = words.paragraphs, places, notes
        self.width, self.scale = width, scale

    def line(self, container: Any, text: str, style: str) -> Any:
        """A paragraph of plain text, one of the portal's own."""
        paragraph = container.add_paragraph(style=style)
        paragraph._p.append(elements.run(text, self.language))
        return paragraph

    def is_printed(self, index: int) -> bool:
        """Whether the paragraph has a place of its own: a footnote that is referred to stands at the page's foot."""
        return index not in self.notes.real

    def paragraph(self, container: Any, index: int, *, anchored: bool = True) -> None:
        """Set the paragraph at `index`. `anchored`: give it its bookmark, as on the page (`p12`)."""
        row = self.rows[index]
        if row["kind"] == "table" and (table := inline.table(row["text"])):
            self._table(container, index, table)
            return
        paragraph = container.add_paragraph(style="Normal" if row["kind"] == "table" else style_of(row))
        place, (left, hanging) = self.places[index], lists.indent(row["kind"], row["level"], self.scale)
        if place:
            elements.set_list(paragraph, place.list)
        elif hanging:
            paragraph.paragraph_format.left_indent = Twips(left)
            if row["number"]:
                paragraph.paragraph_format.first_line_indent = Twips(-hanging)
                paragraph.paragraph_format.tab_stops.add_tab_stop(Twips(left))
        if row["number"] and not place:
            fits = len(row["number"]) * LETTER <= hanging
            paragraph._p.append(elements.run(row["number"] + ("\t" if fits else " "), self.language))
        self._inline(paragraph._p, paragraph.part, row["text"], self.language, index)
        if anchored:
            elements.bookmark(paragraph, f"p{row['anchor']}", row["anchor"])

    def _table(self, container: Any, index: int, table: list[list[str]]) -> None:
        rows = table if any(table[0]) else table[1:]
        made = container.add_table(len(rows), len(table[0]))
        made.style = "Table Grid"
        for column, width in zip(made.columns, column_widths(rows, self.width), strict=True):
            column.width = Emu(width)
        for number, (cells, made_row) in enumerate(zip(rows, made.rows, strict=True)):
            is_head = rows is table and number == 0
            properties = made_row._tr.get_or_add_trPr()
            properties.append(elements.element("w:cantSplit"))
            if is_head:
                properties.append(elements.element("w:tblHeader"))
            for text, cell in zip(cells, made_row.cells, strict=True):
                paragraph = cell.paragraphs[0]
                paragraph.style = "Table head" if is_head else "Table text"
                self._inline(paragraph._p, paragraph.part, text, self.language, None if is_head else index)
        if isinstance(container, _Cell):  # python-docx has ended the cell in a paragraph already
            container.paragraphs[-1].style = "Between tables"
        else:
            container.add_paragraph(style="Between tables")

    def _inline(self, parent: Any, part: Any, text: str, language: str, index: int | None) -> None:
        """Append the text's runs. `index`: of the paragraph, where its notes may be real; None where they may not."""
        marks: list[str] = []
        address, into = "", parent

        def opened() -> Any:
            link = elements.link(part, address, [])
            parent.append(link)
            return link

        for token in inline.tokens(text):
            if token.type in ("em_open", "strong_open"):
                marks.append("i" if token.type == "em_open" else "b")
            elif token.type in ("em_close", "strong_close"):
                marks.pop()
            elif token.type == "link_open":
                target = str(token.attrGet("href") or "")
                address = target if target.startswith("#") else absolute(target)
                into = opened() if address else parent
            elif token.type == "link_close":
                address, into = "", parent
            elif token.type == "text":
                style = "Hyperlink" if address else ""
                into.append(elements.run(token.content, language, style=style, marks=tuple(marks)))
            elif token.type == "note_reference":
                parent.append(self._reference(part, token.content, language, index))
                into = opened() if address else parent  # no link stands within a link

    def _reference(self, part: Any, number: str, language: str, index: int | None) -> Any:
        found = self.notes.meant(self.words, index or 0, number)
        typed = elements.run(number, language, style=REFERENCE)
        if found is None or found in self.notes.written or (index is None and found in self.notes.real):
            return typed
        if found not in self.notes.real:
            return elements.link(part, f"#p{self.rows[found]['anchor']}", [typed])
        reference, paragraphs = self.notes.add(found, language)
        for words, paragraph in paragraphs:
            self._inline(paragraph, self.notes.part, words.paragraphs[found]["text"], words.language, None)
        return reference
