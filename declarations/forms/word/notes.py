"""Footnotes: real ones, with the numbers that the text typed."""

from typing import Any

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import XmlPart

from almaty_portal.lib import inline
from declarations.forms.word.elements import element, holder, run
from declarations.forms.words import Words

REFERENCE = "FootnoteReference"


def _separator(number: int, kind: str, mark: str) -> Any:
    note, paragraph = element("w:footnote", type=kind, id=number), element("w:p")
    holding = element("w:r")
    holding.append(element(mark))
    paragraph.append(holding)
    note.append(paragraph)
    return note


def _references(text: str) -> list[str]:
    return [token.content for token in inline.tokens(text) if token.type == "note_reference"]


def _outside_heads(row: dict[str, Any]) -> list[str]:
    """The numbers that a paragraph's text refers to, but for a table's head: Word repeats it on each page."""
    table = inline.table(row["text"]) if row["kind"] == "table" else []
    texts = [cell for cells in table[1:] for cell in cells] if table else [row["text"]]
    return [number for text in texts for number in _references(text)]


class Notes:
    """A file's footnotes. One is real where Word's own counting gives the number that the text typed.

    Any other (“*”, a second “1” in an annex, one that only a table's head refers to) stays a paragraph at its place,
    its mark typed. Beside each other the languages share a note, with a paragraph in each.
    """

    def __init__(self, document: Any, said: list[Words]) -> None:
        self.said = said
        self.root = element("w:footnotes")
        self.root.append(_separator(-1, "separator", "w:separator"))
        self.root.append(_separator(0, "continuationSeparator", "w:continuationSeparator"))
        self.part = XmlPart(PackURI("/word/footnotes.xml"), CT.WML_FOOTNOTES, self.root, document.part.package)
        document.part.relate_to(self.part, RT.FOOTNOTES)
        self.real: list[int] = []
        self._count()
        self.written: set[int] = set()

    def meant(self, words: Words, index: int, number: str) -> int | None:
        """The index of the footnote that `number` means at paragraph `index`: the next of that number, or the last."""
        rows = words.paragraphs
        places = [i for i, row in enumerate(rows) if row["kind"] == "footnote" and row["number"] == number]
        return next((place for place in places if place > index), places[-1] if places else None)

    def _count(self) -> None:
        for index in range(len(self.said[0].paragraphs)):
            for words in self.said:
                row = words.paragraphs[index]
                for number in _outside_heads(row) if row["kind"] != "footnote" else ():
                    found = self.meant(words, index, number)
                    if found is not None and found not in self.real and self._is_next(found):
                        self.real.append(found)

    def _is_next(self, found: int) -> bool:
        return all(words.paragraphs[found]["number"] == str(len(self.real) + 1) for words in self.said)

    def add(self, found: int, language: str) -> tuple[Any, list[tuple[Words, Any]]]:
        """Begin a real note: (the reference's run in that language, the note's empty `w:p` of each language)."""
        self.written.add(found)
        number = self.real.index(found) + 1
        note = element("w:footnote", id=number)
        paragraphs: list[tuple[Words, Any]] = []
        for words in self.said:
            paragraph, properties = element("w:p"), element("w:pPr")
            properties.append(element("w:pStyle", val="FootnoteText"))
            paragraph.append(properties)
            if not paragraphs:
                paragraph.append(holder(words.language, element("w:footnoteRef"), style=REFERENCE))
                paragraph.append(run(" ", words.language))
            note.append(paragraph)
            paragraphs.append((words, paragraph))
        self.root.append(note)
        return holder(language, element("w:footnoteReference", id=number), style=REFERENCE), paragraphs
