"""Preface, preamble, body, conclusions and attachments of a statement or an annex."""

from collections.abc import Callable
from itertools import groupby
from typing import Any

from declarations.akoma_ntoso import identification
from declarations.akoma_ntoso.elements import Element, add
from declarations.akoma_ntoso.naming import Naming
from declarations.akoma_ntoso.structure import Node, Part, Row, tree
from declarations.akoma_ntoso.texts import Texts

#: Kind → (element, the start of its eId); all other kinds become a named `hcontainer`.
_HIERARCHY = {"heading": ("section", "sec"), "operative": ("paragraph", "para"), "subparagraph": ("point", "point")}
_NAMES = {"preamble": "recital", "signature": "closingFormula", "footnote": "note"}


def _nothing(_element: Element) -> None:
    pass


def _anchor(row: Row) -> str:
    return f"p{row['anchor']}"


class Parts:
    """Writes a `Part` under its document element, with `eId`s that no other part has."""

    def __init__(self, texts: Texts, naming: Naming) -> None:
        self._texts = texts
        self._naming = naming
        self._ids = texts.identifiers

    def write(
        self,
        document: Element,
        part: Part,
        under: str = "",
        *,
        before_preface: Callable[[Element], Any] = _nothing,
        after_closing: Callable[[Element], Any] = _nothing,
    ) -> None:
        """`under`: the attachment’s eId. The callables add what is no paragraph; what stays empty is left out."""
        preface = add(document, "preface")
        before_preface(preface)
        self._lines(preface, part.preface, under)
        preamble = add(document, "preamble")
        self._preamble(preamble, part.preamble, under)
        body = add(document, "mainBody")
        self._hierarchy(body, tree(part.body), under)
        if not len(body):
            add(body, "p")  # the schema wants a body even of a text that is all preamble or closing formula
        closing = add(document, "conclusions")
        self._lines(closing, part.closing, under)
        after_closing(closing)
        attachments = add(document, "attachments")
        for row, annex in part.annexes:
            self._attachment(attachments, row, annex, under)
        for element in (preface, preamble, closing, attachments):
            if not len(element):
                document.remove(element)

    def _lines(self, parent: Element, rows: list[Row], under: str) -> None:
        """Preface lines as paragraphs, closing formulas as formulas, a footnote that nothing refers to in its place."""
        for row in rows:
            if row["kind"] == "footnote":
                self._texts.write_footnote(add(parent, "p"), row)
            elif row["kind"] == "signature":
                eid = self._ids.anchored("formula", row, under)
                formula = add(parent, "formula", name="closingFormula", eId=eid, wId=_anchor(row))
                self._line(add(formula, "p"), row)
            else:
                eid = self._ids.anchored("p", row, f"{under}__preface" if under else "preface")
                self._line(add(parent, "p", eId=eid, wId=_anchor(row)), row)

    def _line(self, line: Element, row: Row) -> None:
        if row["number"]:
            add(line, "inline", row["number"], name="num").tail = " "
        self._texts.write(line, row["text"])

    def _preamble(self, preamble: Element, rows: list[Row], under: str) -> None:
        """Recitals, a new group of them under each heading (or headings in a row)."""
        group: Element = None
        heading: Element = None
        for node in self._flat(tree(rows)):
            row = node.row
            if node.kind == "footnote":  # after a recital it would be the recital's
                self._texts.write_footnote(add(preamble, "p") if heading is None else heading, row)
            elif node.kind != "heading":
                if group is None:
                    group = add(preamble, "recitals", eId=self._ids.counted("recs", under))
                self._item(group, node, "recital", "rec", str(group.get("eId")))
                heading = None
            elif heading is None:
                group = add(preamble, "recitals", eId=self._ids.counted("recs", under), wId=_anchor(row))
                heading = self._heading(group, row)
            else:
                eid = self._ids.anchored("subheading", row, str(group.get("eId")))
                heading = add(group, "subheading", eId=eid, wId=_anchor(row))
                self._line(heading, row)

    def _flat(self, nodes: list[Node]) -> list[Node]:
        """The nodes in order, headings without what stands under them."""
        found: list[Node] = []
        for node in nodes:
            if node.kind == "heading":
                found += [Node(node.row), *self._flat(node.children)]
            else:
                found.append(node)
        return found

    def _item(self, parent: Element, node: Node, tag: str, name: str, under: str) -> None:
        """A recital or an item of its list: blocks, not hierarchy, as the schema has it in a preamble."""
        eid = self._ids.numbered(name, node.row, under)
        item = add(parent, tag, eId=eid, wId=_anchor(node.row))
        self._number(item, node.row)
        self._texts.write(add(item, "p"), node.row["text"])
        for is_leaf, run in groupby(node.children, key=lambda child: child.kind in ("table", "footnote")):
            if is_leaf:
                for child in run:
                    held = self._ids.anchored("blockContainer", child.row, eid)
                    block = add(item, "blockContainer", eId=held, wId=self._own_anchor(child.row))
                    self._block(block, child.row, held)
            else:
                listed = add(item, "blockList", eId=self._ids.counted("list", eid))
                for child in run:
                    self._item(listed, child, "item", "item", str(listed.get("eId")))

    def _hierarchy(self, parent: Element, nodes: list[Node], under: str) -> None:
        """Paragraphs and sections as elements of their own, sub-paragraphs in a row as the points of one list."""
        for is_listed, run in groupby(nodes, key=lambda node: node.kind == "subparagraph"):
            holder, eid = parent, under
            if is_listed:
                eid = self._ids.counted("list", under)
                holder = add(parent, "list", eId=eid)
            for node in run:
                self._level(holder, node, eid)

    def _level(self, parent: Element, node: Node, under: str) -> None:
        row = node.row
        if node.kind in _HIERARCHY:
            tag, name = _HIERARCHY[node.kind]
            eid = self._ids.numbered(name, row, under)
            level = add(parent, tag, eId=eid, wId=_anchor(row))
        else:
            eid = self._ids.anchored("hcontainer", row, under)
            name = _NAMES.get(node.kind, node.kind)
            level = add(parent, "hcontainer", name=name, eId=eid, wId=self._own_anchor(row))
        if node.kind == "heading":
            self._heading(level, row)
        else:
            self._block(add(level, "intro" if node.children else "content"), row, eid, level)
        self._hierarchy(level, node.children, eid)

    def _block(self, holder: Element, row: Row, eid: str, numbered: Element | None = None) -> None:
        """The paragraph's number before the holder (in it when it may hold one), its text in the holder."""
        if row["kind"] == "footnote":
            self._texts.write_footnote(add(holder, "p"), row)
            return
        target = holder if numbered is None else numbered
        number = self._number(target, row)
        if number is not None:
            target.insert(0, number)
        if row["kind"] == "table":
            self._texts.write_table(holder, row["text"], self._ids.counted("table", eid))
        else:
            self._texts.write(add(holder, "p"), row["text"])

    def _number(self, parent: Element, row: Row) -> Element | None:
        return add(parent, "num", row["number"]) if row["number"] else None

    def _own_anchor(self, row: Row) -> str | None:
        """A footnote carries its anchor itself."""
        return None if row["kind"] == "footnote" else _anchor(row)

    def _heading(self, parent: Element, row: Row) -> Element:
        self._number(parent, row)
        heading = add(parent, "heading")
        self._texts.write(heading, row["text"])
        return heading

    def _attachment(self, parent: Element, row: Row, part: Part, under: str) -> None:
        eid = self._ids.counted("att", under)
        attachment = add(parent, "attachment", eId=eid, wId=_anchor(row))
        self._heading(attachment, row)
        document = add(attachment, "doc", name="annex")
        identification.write_component(document, self._naming, eid)
        self.write(document, part, eid)
