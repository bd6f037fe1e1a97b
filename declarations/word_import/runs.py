"""The visible characters of a paragraph: runs, fields, links, notes, tracked changes; nothing is lost silently."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from declarations.intake.marks import Span, safe_link
from declarations.word_import.numbering import BULLETS
from declarations.word_import.remarks import Remarks
from declarations.word_import.styles import Styles
from declarations.word_import.wordml import MATH, MC, OFF, R, W, local, val, w

_HYPERLINK = re.compile(r'\s*HYPERLINK\s+(?:\\[a-z]\s+)?"?([^"\s]+)"?', re.IGNORECASE)
_CONTENTS = re.compile(r"\s*(TOC|INDEX|TOA)\b", re.IGNORECASE)
_RAISED = str.maketrans("0123456789+-()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿ")
_LOWERED = str.maketrans("0123456789+-()", "₀₁₂₃₄₅₆₇₈₉₊₋₍₎")
#: Elements that hold no visible text, or text that a tracked change took away.
_SILENT = {
    "pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "trPr", "tcPr", "sectPr", "customXmlPr", "smartTagPr", "del",
    "moveFrom", "delText", "delInstrText", "commentReference", "annotationRef", "footnoteRef", "endnoteRef",
    "softHyphen", "lastRenderedPageBreak", "proofErr", "bookmarkStart", "bookmarkEnd", "rt", "separator",
    "continuationSeparator",
}  # fmt: skip
_CHANGES = {"ins", "del", "moveTo", "moveFrom"}


@dataclass
class Field:
    code: str = ""
    in_result: bool = False

    @property
    def is_contents(self) -> bool:
        return bool(_CONTENTS.match(self.code))


@dataclass
class Notes:
    """Footnotes and endnotes in the order of their references: (kind, id) → the number the text shows."""

    numbers: dict[tuple[str, str], str] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    def number(self, kind: str, name: str, write: Callable[[int], str], custom: str = "") -> str:
        if (kind, name) not in self.numbers:
            if not custom:
                self.counts[kind] = self.counts.get(kind, 0) + 1
            said = custom or write(self.counts[kind])
            while said in self.numbers.values():  # footnotes and endnotes may count alike
                said += "*"
            self.numbers[kind, name] = said[:16]
        return self.numbers[kind, name]


class Runs:
    """Reads one part's paragraphs. Fields may stay open from one paragraph to the next."""

    def __init__(
        self, styles: Styles, relations: dict[str, Any], remarks: Remarks, notes: Notes, formats: dict[str, Any]
    ):
        self.styles, self.relations, self.remarks = styles, relations, remarks
        self.notes, self.formats = notes, formats
        self.fields: list[Field] = []
        self.boxes: list[Any] = []
        self._spans: list[Span] = []
        self._style = ""

    def read(self, paragraph: Any, style: str) -> list[Span]:
        """The visible spans. `boxes` then holds the text boxes that are tied to the paragraph."""
        self._spans, self.boxes, self._style = [], [], style
        self._children(paragraph, "")
        return self._spans

    @property
    def in_contents(self) -> bool:
        return any(f.is_contents for f in self.fields)

    def _is_shown(self) -> bool:
        return all(f.in_result for f in self.fields) and not self.in_contents

    def _children(self, element: Any, href: str) -> None:
        for child in element:
            self._visit(child, href)

    def _visit(self, element: Any, href: str) -> None:
        name = local(element)
        if name in _CHANGES and element.tag.startswith(f"{{{W}}}"):
            self.remarks.note("change")
        if name in _SILENT:
            return
        if name == "r" and element.tag == w("r"):
            self._run(element, href)
        elif name == "hyperlink":
            _kind, target, outside = self.relations.get(element.get(f"{{{R}}}id", ""), ("", "", False))
            self._children(element, self._link(target if outside else "", named=outside))
        elif name == "fldSimple":
            self.fields.append(Field(element.get(w("instr"), ""), in_result=True))
            self._children(element, self._field_link() or href)
            self.fields.pop()
        elif name in {"oMath", "oMathPara"}:
            self._equation(element, href)
        elif name == "AlternateContent":
            self._visit_all(chosen(element), href)
        else:
            self._children(element, href)

    def _visit_all(self, elements: list[Any], href: str) -> None:
        for element in elements:
            self._visit(element, href)

    def _link(self, target: str, *, named: bool) -> str:
        if target and named and not safe_link(target):
            self.remarks.note("link", target)
        return safe_link(target)

    def _field_link(self) -> str:
        for row in reversed(self.fields):
            if found := _HYPERLINK.match(row.code):
                return "" if found[1].startswith("\\") else safe_link(found[1])
        return ""

    def _equation(self, element: Any, href: str) -> None:
        said = "".join(row.text or "" for row in element.iter(f"{{{MATH}}}t"))
        if said and self._is_shown():
            self.remarks.note("equation", said)
            self._spans.append(Span(said, href=href))

    def _run(self, run: Any, href: str) -> None:
        properties = run.find(w("rPr"))
        character = val(properties, "rStyle") or ""

        def on(name: str) -> bool:
            return self.styles.toggled(name, self._style, character, properties)

        hidden = on("vanish")
        bold, italic = on("b"), on("i")
        raised = val(properties, "vertAlign") or ""
        mark = False
        for child in run:
            name = local(child)
            if name in {"fldChar", "instrText"}:
                self._field(child, name)
                continue
            if name in {"drawing", "pict", "object"}:
                self._drawn(child)
                continue
            if name == "AlternateContent":
                for inner in chosen(child):
                    if local(inner) in {"drawing", "pict", "object"}:
                        self._drawn(inner)
                    else:
                        self._visit(inner, href)
                continue
            if not self._is_shown() or mark:
                continue
            if name in {"footnoteReference", "endnoteReference"}:
                mark = self._reference(child, name.removesuffix("Reference"), run)
                continue
            text = self._text(child, name)
            if not text:
                if name in {"ruby", "rubyBase"}:
                    self._children(child, href)
                continue
            if hidden:
                self.remarks.note("hidden", text) if text.strip() else None
                continue
            text = self._at_height(text, raised)
            self._spans.append(Span(text, bold, italic, self._field_link() or href))

    def _text(self, element: Any, name: str) -> str:
        if name == "t":
            return (element.text or "").replace("\u00ad", "")
        if name in {"tab", "ptab"}:
            return "\t"
        if name in {"br", "cr"}:
            return " "
        if name == "noBreakHyphen":
            return "\u2011"
        if name == "sym":
            said = chr(int(element.get(w("char"), "20"), 16))
            if "\uf000" <= said <= "\uf0ff":
                plain = BULLETS.get(said) or chr(ord(said) - 0xF000)
                self.remarks.note("symbol", plain)
                return plain
            return said
        return ""

    def _at_height(self, text: str, height: str) -> str:
        table = {"superscript": _RAISED, "subscript": _LOWERED}.get(height)
        if table and text.strip() and all(ord(c) in table for c in text.strip()):
            self.remarks.note("superscript", text)
            return text.translate(table)
        return text

    def _field(self, element: Any, name: str) -> None:
        if name == "instrText":
            if self.fields and not self.fields[-1].in_result:
                self.fields[-1].code += element.text or ""
            return
        kind = element.get(w("fldCharType"))
        if kind == "begin":
            self.fields.append(Field())
        elif kind == "separate" and self.fields:
            self.fields[-1].in_result = True
            if (found := _HYPERLINK.match(self.fields[-1].code)) and not found[1].startswith("\\"):
                self._link(found[1], named=True)
        elif kind == "end" and self.fields and self.fields.pop().is_contents:
            self.remarks.note("contents")

    def _reference(self, element: Any, kind: str, run: Any) -> bool:
        """True when the reference shows a mark of its own, which is the rest of the run."""
        custom = element.get(w("customMarkFollows"), "0") not in OFF
        own = "".join(self._text(c, local(c)) for c in element.itersiblings()).strip() if custom else ""
        number = self.notes.number(kind, element.get(w("id"), ""), self.formats[kind], "".join(own.split()))
        self._spans.append(Span("", note=number))
        return bool(own)

    def _drawn(self, element: Any) -> None:
        boxes = [b for b in element.iter(w("txbxContent")) if not _inside_fallback(b, element)]
        outer = [b for b in boxes if not any(a in boxes for a in b.iterancestors())]
        if not self._is_shown():
            return
        self.boxes.extend(outer)
        for row in element.iter():
            name = local(row)
            if name == "textpath" and row.get("string"):
                self.remarks.note("wordart", row.get("string"))
            if any(a in boxes for a in row.iterancestors()) or _inside_fallback(row, element):
                continue
            if name in {"blip", "imagedata"}:
                self.remarks.note("image")
            elif name == "graphicData" and row.get("uri", "").rpartition("/")[2] in {"chart", "diagram", "chartex"}:
                self.remarks.note("drawing")
            elif name == "OLEObject":
                self.remarks.note("object")


def _inside_fallback(element: Any, top: Any) -> bool:
    for ancestor in element.iterancestors():
        if ancestor is top:
            return False
        if ancestor.tag == f"{{{MC}}}Fallback" and ancestor.getprevious() is not None:
            return True
    return False


def chosen(element: Any) -> list[Any]:
    """What of alternative contents is read: the first choice, or the fallback when no choice is there."""
    choices = [row for row in element if local(row) == "Choice"] or [row for row in element if local(row) == "Fallback"]
    return list(choices[0]) if choices else []
