"""Names of WordprocessingML, and the small questions that every part of the reading asks."""

import re
from typing import Any

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
#: “Strict Open XML” files say the same under other names.
STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": W.encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": R.encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/math": MATH.encode(),
}
OFF = {"0", "false", "off", "none"}


def w(name: str) -> str:
    return f"{{{W}}}{name}"


def local(element: Any) -> str:
    """The name without its namespace; "" for comments and processing instructions."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def val(element: Any, path: str, default: str | None = None) -> str | None:
    """The `w:val` of the child at `path` (“numPr/numId”), or the default when the child is not there."""
    if element is None:
        return default
    found = element.find("/".join(w(step) for step in path.split("/")))
    return default if found is None else found.get(w("val"), default)


def switch(element: Any, name: str) -> bool | None:
    """A toggle such as `w:b`: True, False, or None when nothing is said."""
    found = element.find(w(name)) if element is not None else None
    return None if found is None else found.get(w("val"), "1").lower() not in OFF


def whole(text: str | None, default: int = 0) -> int:
    """The whole number a measure begins with (“720”, “36.5”), or the default."""
    found = re.match(r"\s*-?\d+", text or "")
    return int(found[0]) if found else default
