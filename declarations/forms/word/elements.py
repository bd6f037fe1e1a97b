"""WordprocessingML that python-docx has no word for: runs in a language, links, fields, bookmarks, list numbers."""

import re
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from declarations.forms.word.package import UNWRITABLE, word_language


def element(tag: str, /, **attributes: Any) -> Any:
    """`element("w:b")`, `element("w:lang", val="en-GB")`: attributes are of the `w:` namespace."""
    made = OxmlElement(tag)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), UNWRITABLE.sub("", str(value)))
    return made


def _properties(language: str, style: str, marks: tuple[str, ...]) -> Any:
    properties = element("w:rPr")
    if style:
        properties.append(element("w:rStyle", val=style))
    for mark in ("b", "i"):
        if mark in marks:
            properties.append(element(f"w:{mark}"))
            properties.append(element(f"w:{mark}Cs"))
    properties.append(element("w:lang", val=word_language(language)))
    return properties


def run(text: str, language: str, *, style: str = "", marks: tuple[str, ...] = ()) -> Any:
    """A `w:r` of the text in its language; a line break in the text is a space, as on the page. `marks`: b, i."""
    made = element("w:r")
    made.append(_properties(language, style, marks))
    for index, part in enumerate(UNWRITABLE.sub("", text).split("\t")):
        if index:
            made.append(element("w:tab"))
        if said := re.sub(r"[\r\n]+", " ", part):
            written = element("w:t")
            written.text = said
            written.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            made.append(written)
    return made


def holder(language: str, child: Any, *, style: str = "") -> Any:
    """A `w:r` around one element, for example a footnote reference."""
    made = element("w:r")
    made.append(_properties(language, style, ()))
    made.append(child)
    return made


def link(part: Any, address: str, runs: list[Any]) -> Any:
    """A `w:hyperlink` to an address outside, or to a bookmark when it is `#p12`."""
    made = element("w:hyperlink", history="1")
    if address.startswith("#"):
        made.set(qn("w:anchor"), address[1:])
    else:
        made.set(qn("r:id"), part.relate_to(address, RT.HYPERLINK, is_external=True))
    made.extend(runs)
    return made


def field(instruction: str, shown: str, language: str) -> Any:
    """`field("PAGE", "1", "en")`: Word fills it in again when it shows the page."""
    made = element("w:fldSimple", instr=f" {instruction} ")
    made.append(run(shown, language))
    return made


def bookmark(paragraph: Any, name: str, number: int) -> None:
    """Name the paragraph's beginning, for links to it."""
    start, end = element("w:bookmarkStart", id=number, name=name), element("w:bookmarkEnd", id=number)
    place = paragraph._p.pPr
    if place is not None:
        place.addnext(start)
    else:
        paragraph._p.insert(0, start)
    start.addnext(end)


def set_list(paragraph: Any, number: int) -> None:
    """Put the paragraph into the list with that `w:numId`."""
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    properties.get_or_add_ilvl().val = 0
    properties.get_or_add_numId().val = number
