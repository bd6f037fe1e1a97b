"""Where the paragraphs of an edition stand in a document of Akoma Ntoso. Nothing is lost and nothing changes places."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Self

Row = dict[str, Any]
_DEPTH = {"heading": 0, "subparagraph": 2, "table": 3, "footnote": 3}
_LEAF = 3


@dataclass
class Node:
    """A paragraph and what belongs under it."""

    row: Row
    children: list[Node] = field(default_factory=list)

    @property
    def kind(self) -> str:
        return str(self.row["kind"])


def tree(rows: Iterable[Row]) -> list[Node]:
    """Headings hold paragraphs, paragraphs hold sub-paragraphs, a deeper level stands in the shallower one before it;
    a table or a footnote in the paragraph that it follows. Without such a one they stand on their own.
    """
    top: list[Node] = []
    opened: list[tuple[tuple[int, int], Node]] = []
    for row in rows:
        node, rank = Node(row), (_DEPTH.get(row["kind"], 1), row["level"])
        while opened and opened[-1][0] >= rank:
            opened.pop()
        (opened[-1][1].children if opened else top).append(node)
        if rank[0] < _LEAF:
            opened.append((rank, node))
    return top


@dataclass(frozen=True)
class Part:
    """The statement itself, or an annex. `annexes`: (the annex's own paragraph, its part), nested by level."""

    preface: list[Row]
    preamble: list[Row]
    body: list[Row]
    closing: list[Row]
    annexes: list[tuple[Row, Part]]

    @classmethod
    def of(cls, rows: list[Row]) -> Self:
        """Opening lines are the preface, the preambular paragraphs after them the preamble, closing formulas at the
        end the conclusions, the first annex begins the attachments; all between is the body, such kinds included.
        """
        own, annexes = _annexes_parted(rows)
        preface = _run(own, "preface")
        preamble = _preamble(own[preface:]) + preface
        closing = len(own) - _run(own[::-1], "signature")
        return cls(
            own[:preface],
            own[preface:preamble],
            own[preamble:closing],
            own[closing:],
            [(row, cls.of(held)) for row, held in annexes],
        )


def _annexes_parted(rows: list[Row]) -> tuple[list[Row], list[tuple[Row, list[Row]]]]:
    own: list[Row] = []
    annexes: list[tuple[Row, list[Row]]] = []
    for row in rows:
        if row["kind"] == "annex" and (not annexes or row["level"] <= annexes[-1][0]["level"]):
            annexes.append((row, []))
        else:
            (annexes[-1][1] if annexes else own).append(row)
    return own, annexes


def _run(rows: list[Row], kind: str) -> int:
    """How many rows from the first on are of the kind; footnotes between them count."""
    length = 0
    for place, row in enumerate(rows, start=1):
        if row["kind"] == kind:
            length = place
        elif row["kind"] != "footnote":
            break
    return length


def _preamble(rows: list[Row]) -> int:
    """How many rows make the preamble: preambular paragraphs, headings before one, what stands under one."""
    length, last = 0, ""
    for place, row in enumerate(rows, start=1):
        kind = row["kind"]
        if kind == "preamble" or (kind == "subparagraph" and length and last != "heading"):
            length = place
        elif kind != "heading" and kind != "footnote" and not (kind == "table" and length and last != "heading"):
            break
        if kind != "footnote":
            last = kind
    return length
