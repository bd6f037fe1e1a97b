"""The Word package around a text: our own styles, fonts and settings, fixed properties, the same bytes each time."""

import io
import re
import zipfile
from datetime import UTC
from pathlib import Path
from typing import Any

import docx
from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Mm

from declarations.forms.words import Words, address
from declarations.models import Edition

OWN_PARTS = Path(__file__).parent
#: The variety that a text is spelt in, where there are several.
WORD_LANGUAGES = {"ru": "ru-RU", "en": "en-GB"}
MARGIN, FOOT = Mm(25), Mm(22)
TEXT_WIDTH = Mm(210 - 25 - 25)
EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time that a zip archive can say
LONGEST = 255  # characters of a property
#: Characters that XML 1.0 cannot hold.
UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
#: What python-docx's own template carries and a text does not need.
UNNEEDED = {"stylesWithEffects", "webSettings", "customXml", "fontTable", "thumbnail", "extended-properties"}


def _drop_unneeded(part: Any) -> None:
    for key in [key for key, rel in part.rels.items() if rel.reltype.rsplit("/", 1)[-1] in UNNEEDED]:
        del part.rels[key]


def _replace(element: Any, file: str) -> None:
    new = parse_xml((OWN_PARTS / file).read_bytes())
    for child in list(element):
        element.remove(child)
    element.extend(list(new))


def word_language(code: str) -> str:
    return WORD_LANGUAGES.get(code, code)


def begin(edition: Edition, said: list[Words]) -> Any:
    """An empty python-docx Document in A4 with the edition's properties."""
    document = docx.Document()
    part = document.part
    _drop_unneeded(part.package)
    _drop_unneeded(part)
    _replace(document.styles.element, "styles.xml")
    _replace(document.settings.element, "settings.xml")
    if len(said) > 1:
        for justified in document.styles.element.xpath("//w:jc"):  # not in narrow columns
            justified.getparent().remove(justified)
    lang = document.styles.element.xpath("w:docDefaults//w:lang")[0]
    lang.set(qn("w:val"), word_language(said[0].language))
    fonts = (OWN_PARTS / "fontTable.xml").read_bytes()
    part.relate_to(Part(PackURI("/word/fontTable.xml"), CT.WML_FONT_TABLE, fonts, part.package), RT.FONT_TABLE)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = section.top_margin = MARGIN
    section.bottom_margin, section.header_distance, section.footer_distance = FOOT, Mm(12), Mm(9)
    _properties(document.core_properties, edition, said)
    return document


def _properties(core: Any, edition: Edition, said: list[Words]) -> None:
    cut_at = edition.cut_at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    title = UNWRITABLE.sub("", " / ".join(words.title for words in said if words.title)) or said[0].symbol
    core.title = title if len(title) <= LONGEST else title[: LONGEST - 1] + "…"
    core.author = " / ".join(words.process for words in said)
    core.subject, core.identifier = said[0].symbol, address(edition)
    core.language = ", ".join(word_language(words.language) for words in said)
    core.category = " / ".join(words.authenticity for words in said if words.authenticity)
    core.keywords, core.comments = said[0].symbol, " / ".join(text for _code, text in said[0].notices)
    core.created = core.modified = cut_at
    core.version, core.revision, core.last_modified_by = str(edition.number), 1, core.author


def end(document: Any) -> bytes:
    """The file's bytes: parts in alphabetical order after the types, all of one time."""
    written = io.BytesIO()
    document.save(written)
    fixed = io.BytesIO()
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(fixed, "w") as target:
        for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            target.writestr(entry, source.read(name), compresslevel=9)
    return fixed.getvalue()
