"""numbering.xml: one definition a list, so that no list's counting depends on another's."""

import zlib
from typing import Any

from declarations.forms.word.elements import element
from declarations.forms.word.numbers import Place

#: Twentieths of a point. Where a paragraph's text begins, by what it is and its level; its number hangs before it.
STEP, HANG = 510, 510


def indent(kind: str, level: int, scale: float) -> tuple[int, int]:
    """(left edge of the text, how far its number hangs), in twentieths of a point. `scale` < 1 in narrow columns."""
    if kind not in ("operative", "subparagraph", "footnote"):
        return 0, 0
    depth = {"operative": level, "subparagraph": level + 1, "footnote": 1}[kind]
    return round(depth * STEP * scale), round(HANG * scale)


def define(numbering: Any, place: Place, kind: str, level: int, scale: float) -> None:
    """Add the list's definition and its `w:num` of the same number."""
    left, hanging = indent(kind, level, scale)
    abstract = element("w:abstractNum", abstractNumId=place.list)
    identity = zlib.crc32(f"{place} {kind} {level}".encode())
    abstract.append(element("w:nsid", val=f"{identity:08X}"))
    abstract.append(element("w:multiLevelType", val="singleLevel"))
    abstract.append(element("w:tmpl", val=f"{zlib.crc32(b'template', identity):08X}"))
    shown = element("w:lvl", ilvl=0)
    shown.append(element("w:start", val=place.start))
    shown.append(element("w:numFmt", val=place.format))
    if not hanging:
        shown.append(element("w:suff", val="space"))
    shown.append(element("w:lvlText", val=f"{place.before}%1{place.after}"))
    shown.append(element("w:lvlJc", val="left"))
    properties = element("w:pPr")
    if hanging:
        tabs = element("w:tabs")
        tabs.append(element("w:tab", val="num", pos=left))
        properties.append(tabs)
    properties.append(element("w:ind", left=left, hanging=hanging))
    shown.append(properties)
    abstract.append(shown)
    first_num = numbering.find(numbering.tag.replace("numbering", "num"))
    if first_num is None:
        numbering.append(abstract)
    else:
        first_num.addprevious(abstract)  # definitions stand before what uses them
    number = element("w:num", numId=place.list)
    number.append(element("w:abstractNumId", val=place.list))
    numbering.append(number)
