"""XML elements of Akoma Ntoso 3.0: made, filled with text that XML allows, and written in one fixed way."""

import re
from typing import Any

from lxml import etree

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: Elements whose content is text: white space inside them is part of the text, so none is added.
_MIXED = frozenset({"p", "num", "heading", "subheading"})

#: An element of lxml, which has no types.
Element = Any


def clean(text: str) -> str:
    """The text with U+FFFD in place of what no XML document may hold (control characters, lone surrogates)."""
    return _FORBIDDEN.sub("\ufffd", text)


def root() -> Element:
    return etree.Element(f"{{{NAMESPACE}}}akomaNtoso", nsmap={None: NAMESPACE})


def add(parent: Element, tag: str, text: str = "", **attributes: str | None) -> Element:
    """A new last child. Attributes are written in alphabetical order, those that are None left out; `as_` is `as`,
    `lang` is `xml:lang`.
    """
    made = etree.SubElement(parent, f"{{{NAMESPACE}}}{tag}")
    for name, value in sorted(attributes.items()):
        if value is not None:
            made.set(LANG if name == "lang" else name.rstrip("_"), clean(value))
    if text:
        made.text = clean(text)
    return made


def append_text(parent: Element, text: str) -> None:
    """Text after all that the element holds so far."""
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + clean(text)
    else:
        parent.text = (parent.text or "") + clean(text)


def _indent(element: Element, depth: int) -> None:
    if not len(element) or etree.QName(element).localname in _MIXED:
        return
    element.text = "\n" + "  " * (depth + 1)
    for child in element:
        _indent(child, depth + 1)
        child.tail = "\n" + "  " * (depth + 1)
    element[-1].tail = "\n" + "  " * depth


def serialized(root: Element) -> bytes:
    """UTF-8 with a declaration, indented where white space has no meaning."""
    _indent(root, 0)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return written + b"\n"
