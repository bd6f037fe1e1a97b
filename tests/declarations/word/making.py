"""Small .docx files from WordprocessingML, so that a test shows exactly the mark-up it is about."""

import io
import zipfile

from declarations.word_import.files import read_file
from declarations.word_import.wordml import MATH, MC, R, W

_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_NAMES = f'xmlns:w="{W}" xmlns:r="{R}" xmlns:m="{MATH}" xmlns:mc="{MC}"'
_OF_DOCUMENT = {"styles", "numbering", "footnotes", "endnotes", "comments", "settings", "header1", "footer1"}


def part(name: str, inside: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{name} {_NAMES}>{inside}</w:{name}>'


def relations(rows: str) -> str:
    return f'<?xml version="1.0"?><Relationships xmlns="{_RELATIONS}">{rows}</Relationships>'


def relation(name: str, kind: str, target: str, *, external: bool = False) -> str:
    mode = ' TargetMode="External"' if external else ""
    return f'<Relationship Id="{name}" Type="{R}/{kind}" Target="{target}"{mode}/>'


def docx(body: str, *, links: str = "", entries=None, content_types: str = "", name: str = "text.docx", **parts: str):
    """A file with that body. `parts` are the insides of styles, numbering, …; `entries` further raw files."""
    roots = {"header1": "hdr", "footer1": "ftr"}
    rows = "".join(
        relation(f"part{n}", part_name.rstrip("1"), f"{part_name}.xml") for n, part_name in enumerate(sorted(parts))
    )
    files = {
        "[Content_Types].xml": f'<Types xmlns="{_TYPES}"><Default Extension="xml" ContentType="application/xml"/>'
        f"{content_types}</Types>",
        "_rels/.rels": relations(relation("main", "officeDocument", "word/document.xml")),
        "word/document.xml": part("document", f"<w:body>{body}</w:body>"),
        "word/_rels/document.xml.rels": relations(rows + links),
        **{f"word/{n}.xml": part(roots.get(n, n), inside) for n, inside in parts.items()},
        **(entries or {}),
    }
    assert set(parts) <= _OF_DOCUMENT
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items():
            archive.writestr(path, content)
    packed.name = name
    packed.seek(0)
    return packed


def p(
    text: str = "", *, style: str = "", number: tuple[int, int] | None = None, look: str = "", inside: str = ""
) -> str:
    """A paragraph with one run of text, or with the given runs inside."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if number:
        properties += f'<w:numPr><w:ilvl w:val="{number[1]}"/><w:numId w:val="{number[0]}"/></w:numPr>'
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside or r(text, look)}</w:p>"


def r(text: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def field(code: str, result: str) -> str:
    """A complex field with its code and what it shows."""
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    return f"{marks[0]}<w:r><w:instrText>{code}</w:instrText></w:r>{marks[1]}{result}{marks[2]}"


def level(depth: int, form: str, text: str, more: str = "") -> str:
    start = "" if "w:start" in more else '<w:start w:val="1"/>'
    return f'<w:lvl w:ilvl="{depth}">{start}<w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/>{more}</w:lvl>'


def numbering(*lists: str, overrides: dict[int, str] | None = None) -> str:
    """Lists 1, 2, … with those levels; `overrides` are what a further list on the first one's levels says."""
    abstract = "".join(
        f'<w:abstractNum w:abstractNumId="{n}">{rows}</w:abstractNum>' for n, rows in enumerate(lists, 1)
    )
    used = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in range(1, len(lists) + 1))
    further = "".join(
        f'<w:num w:numId="{n}"><w:abstractNumId w:val="1"/>{said}</w:num>' for n, said in (overrides or {}).items()
    )
    return abstract + used + further


def read(*args, **kwargs):
    return read_file(docx(*args, **kwargs), "text.docx")


def texts(reading) -> list[str]:
    return [block.markdown() for block in reading.blocks]


def numbers(reading) -> list[str]:
    return [block.number for block in reading.blocks]
