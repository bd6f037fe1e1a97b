"""A paragraph's text with its marks, footnotes where they are referred to, and tables."""

import re
from collections.abc import Iterator
from typing import Any

from almaty_portal.lib import inline
from declarations.akoma_ntoso.elements import Element, add, append_text
from declarations.akoma_ntoso.naming import Identifiers

_TAGS = {"em_open": "i", "strong_open": "b"}
#: Addresses that the schema's `anyURI` takes for certain: with a scheme (and host, port) or from the site's root.
_SIGNS = r"(?:[A-Za-z0-9\-._~:@!$&'()*+,;=/?]|%[0-9A-Fa-f]{2})*"
_HOST = r"//[A-Za-z0-9.\-]+(?::[0-9]{1,5})?(?=[/?#]|$)"
_ADDRESS = re.compile(rf"(?:[A-Za-z][A-Za-z0-9+.\-]*:(?:{_HOST}|(?!//))|(?=/(?!/)|\#)){_SIGNS}(?:\#{_SIGNS})?")


def _pieces(row: dict[str, Any]) -> list[str]:
    """The texts of a paragraph that are read for marks one by one: a table's cells, or the text itself."""
    rows = inline.table(row["text"]) if row["kind"] == "table" else []
    return [cell for cells in rows for cell in cells] or [row["text"]]


def _references(rows: list[dict[str, Any]]) -> Iterator[str]:
    for row in rows:
        for piece in _pieces(row):
            if "[^" in piece:
                yield from (token.content for token in inline.tokens(piece) if token.type == "note_reference")


class Texts:
    """Writes texts of one reading (`content.reading`) and knows which footnotes are already written."""

    def __init__(self, said: dict[str, Any]) -> None:
        self.identifiers = Identifiers()
        footnotes = {row["anchor"]: row for row in said["paragraphs"] if row["kind"] == "footnote"}
        self._ids = {anchor: self.identifiers.numbered("authorialNote", row) for anchor, row in footnotes.items()}
        self._footnotes = {number: footnotes[anchor] for number, anchor in said["notes"].items()}
        referred = set(_references([row for row in said["paragraphs"] if row["kind"] != "footnote"]))
        self._elsewhere = {row["anchor"] for number, row in self._footnotes.items() if number in referred}
        self._written: set[int] = set()

    def is_placed_elsewhere(self, row: dict[str, Any]) -> bool:
        """Whether it is a footnote that stands where another paragraph refers to it."""
        return row["anchor"] in self._elsewhere

    def write(self, element: Element, text: str) -> None:
        """Text, italics, bold, links and footnotes as the element's last content."""
        opened = [element]
        for token in inline.tokens(text):
            if token.type == "note_reference":
                self._refer(opened[-1], token.content)
            elif token.nesting > 0:
                opened.append(_opened(opened[-1], token))
            elif token.nesting < 0:
                opened.pop()
            else:
                append_text(opened[-1], token.content)

    def write_table(self, parent: Element, text: str, eid: str) -> None:
        """A table, its first row as heads unless that is empty; a text that is no table as a paragraph."""
        rows = inline.table(text)
        if not rows:
            self.write(add(parent, "p"), text)
            return
        table = add(parent, "table", eId=eid)
        for place, cells in enumerate(rows):
            line = add(table, "tr")
            for cell in cells:
                self.write(add(add(line, "th" if place == 0 and any(rows[0]) else "td"), "p"), cell)

    def write_footnote(self, element: Element, row: dict[str, Any]) -> None:
        self._written.add(row["anchor"])
        note = add(
            element,
            "authorialNote",
            eId=self._ids[row["anchor"]],
            marker=row["number"],
            placement="bottom",
            wId=f"p{row['anchor']}",
        )
        self.write(add(note, "p"), row["text"])

    def _refer(self, element: Element, number: str) -> None:
        row = self._footnotes.get(number)
        if row is None:
            add(element, "sup", number)
        elif row["anchor"] in self._elsewhere - self._written and not _is_in_note(element):
            self.write_footnote(element, row)
        else:
            add(element, "noteRef", href=f"#{self._ids[row['anchor']]}", marker=number, placement="bottom")


def _is_in_note(element: Element) -> bool:
    return any(True for _ in element.iterancestors("{*}authorialNote"))


def _opened(parent: Element, token: Any) -> Element:
    if token.type != "link_open":
        return add(parent, _TAGS[token.type])
    href = str(token.attrGet("href"))
    if not _ADDRESS.fullmatch(href):
        return add(parent, "span", title=href)
    return add(parent, "ref" if href.startswith(("/d/", "/akn/")) else "a", href=href)
