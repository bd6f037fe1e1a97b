"""What WeasyPrint's tags leave out: the language of parts, notes, what links lead to, and heads and feet as artifacts.

The tags are built from the boxes in the boxes' own order, so both trees are walked side by side. A tree that does not
match is an error: nothing is guessed. On the way each line's own tag is taken out, its text put straight under its
paragraph: that is what a paragraph in lines means, and it halves the file.
"""

from collections.abc import Iterator
from typing import Any

NOTE_ROLE = "doc-footnote"


class StructureError(RuntimeError):
    """WeasyPrint built its tags in another way than this module knows."""


def complete(document: Any, pdf: Any) -> None:
    """Finish the structure tree of a tagged `pydyf.PDF` in place. Raises `StructureError`."""
    root = _object(pdf, pdf.catalog["StructTreeRoot"])
    whole = _object(pdf, root["K"][0])
    numbers = _object(pdf, root["ParentTree"])["Nums"]
    walk = _Walk(pdf, numbers, document.metadata.lang or "")
    parts = iter(walk.kids(whole))
    for page_number, page in enumerate(document.pages):
        for box in _top(page._page_box):
            walk.side_by_side(box, next(parts, None), walk.language, page_number)
    if next(parts, None) is not None:
        raise StructureError("There are more tags than boxes.")
    _artifacts(pdf, numbers, walk.tagged)


def _object(pdf: Any, reference: bytes) -> Any:
    return pdf.objects[int(reference.split()[0])]


def _boxes(box: Any) -> Iterator[Any]:
    from weasyprint.formatting_structure import boxes

    for child in box.children:
        yield from child.children if isinstance(child, boxes.LineBox) else [child]


def _top(box: Any) -> Iterator[Any]:
    """The boxes that stand right under the document: those in `html` and `body`, margins left out."""
    from weasyprint.formatting_structure import boxes

    box = getattr(box, "_box", box)
    if isinstance(box, boxes.MarginBox):
        return
    is_frame = box.element_tag in ("html", "body") and not isinstance(box, boxes.LineBox)
    if is_frame or isinstance(box, boxes.PageBox):
        for child in box.children:
            yield from _top(child)
    else:
        yield box


class _Walk:
    def __init__(self, pdf: Any, numbers: Any, language: str) -> None:
        self.pdf, self.numbers, self.language = pdf, numbers, language
        self.tagged: dict[int, set[int]] = {}  # page → its marked content that stands in the tree
        self.notes = 0

    def kids(self, element: Any) -> list[Any]:
        found = [_object(self.pdf, kid) for kid in element["K"] if isinstance(kid, bytes)]
        return [kid for kid in found if kid.get("Type") == "/StructElem"]

    def side_by_side(self, box: Any, element: Any, language: str, page: int) -> None:
        if element is None:
            raise StructureError("There are more boxes than tags.")
        from weasyprint.formatting_structure import boxes

        box = getattr(box, "_box", box)
        kids = self.kids(element)
        if element["S"] == "/LI" and len(kids) == 1 and kids[0]["S"] == "/LBody":  # an item without a marker
            element = kids[0]
            kids = self.kids(element)
        if box.element is not None:
            language = self._describe(box, element, language)
        children = list(self._children(box, element))
        if element["S"] == "/Link":  # its text is its own marked content already
            children = [child for child in children if not isinstance(child, boxes.TextBox)]
        if len(children) != len(kids):
            raise StructureError(f"{len(children)} boxes in {box}, {len(kids)} tags.")
        lines = {}
        for child, kid in zip(children, kids, strict=True):
            if isinstance(child, boxes.TextBox):
                lines[kid.reference] = self._line(kid, element, page)
            else:
                self.side_by_side(child, kid, language, page)
        element["K"][:] = [lines.get(kid, kid) if isinstance(kid, bytes) else kid for kid in element["K"]]
        self.tagged.setdefault(page, set()).update(kid for kid in element["K"] if isinstance(kid, int))

    def _line(self, kid: Any, parent: Any, page: int) -> int:
        import pydyf

        (number,) = kid["K"]
        self.numbers[2 * page + 1][number] = parent.reference
        nothing = pydyf.Dictionary()
        nothing.number = kid.number
        self.pdf.objects[kid.number] = nothing
        return int(number)

    def _children(self, box: Any, element: Any) -> Iterator[Any]:
        if element["S"] == "/Table" and box.is_table_wrapper and (table := box.get_wrapped_table()):
            for child in box.children:
                yield from child.children if child is table else [child]
        else:
            yield from _boxes(box)

    def _describe(self, box: Any, element: Any, language: str) -> str:
        attributes = box.element.attrib
        if (said := attributes.get("lang") or language) != language:
            element["Lang"] = _string(said)
        if box.link_annotation is not None and (label := attributes.get("aria-label")):
            box.link_annotation["Contents"] = _string(label)
        if attributes.get("role") == NOTE_ROLE and element["S"] == "/P":
            self.notes += 1
            element["S"], element["ID"] = "/Note", _string(f"note-{self.notes}")
        return said


def _string(text: str) -> Any:
    import pydyf

    return pydyf.String(text)


def _artifacts(pdf: Any, numbers: Any, tagged: dict[int, set[int]]) -> None:
    """Running heads and feet: their marked content stands in no tag, so it becomes a pagination artifact."""
    for number, reference in enumerate(pdf.page_references):
        tags = numbers[2 * number + 1]
        loose = set(range(len(tags))) - tagged.get(number, set())
        pieces = _object(pdf, _object(pdf, reference)["Contents"]).stream
        for place, piece in enumerate(pieces) if loose else ():
            if isinstance(piece, dict) and piece.get("MCID") in loose:
                pieces[place - 1] = "/Artifact"
                piece.clear()
                piece["Type"] = "/Pagination"
        for place in loose:
            tags[place] = "null"
