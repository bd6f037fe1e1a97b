"""Opening a Word file from outside: what is unsafe or unreadable is refused, with its cure, before parsing."""

import posixpath
import re
import zipfile
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from django.conf import settings
from django.core.exceptions import ValidationError
from lxml import etree

from declarations.word_import import refusals
from declarations.word_import.wordml import RELATIONS, STRICT, w

MOST_ENTRIES = 5_000
MOST_INFLATED = 100 * 1024 * 1024  # bytes of all entries together
MOST_XML = 16 * 1024 * 1024  # bytes of one XML part
MOST_RATIO = 250  # inflated to packed, for entries over a megabyte
DEEPEST = 120  # nested elements; Word's own files stay under 60
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ODT = b"application/vnd.oasis.opendocument.text"
DECLARATION = re.compile(rb"<\s*!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
_UNSAFE_FIELD = re.compile(
    r"^\s*(INCLUDEPICTURE|INCLUDETEXT|INCLUDE|IMPORT|LINK|DDEAUTO|DDE|DATABASE)\b", re.IGNORECASE
)


class RefusedError(ValidationError):
    """The file is not read; the message says why, and what the officer can do about it."""


@dataclass
class Package:
    """The entries of a checked .docx by name, inflated."""

    entries: dict[str, bytes]
    _parsed: dict[str, Any] = field(default_factory=dict)

    def part(self, name: str) -> Any:
        """The root element of an XML part, or None when there is no such part."""
        if name not in self._parsed:
            content = self.entries.get(name)
            self._parsed[name] = None if content is None else parse(content)
        return self._parsed[name]

    def relations(self, name: str) -> dict[str, tuple[str, str, bool]]:
        """id → (the last word of its type, target, is external) of the relations of a part ("" is the package)."""
        folder, _slash, base = name.rpartition("/")
        root = self.part(f"{folder}/_rels/{base}.rels".lstrip("/"))
        found = {}
        for row in [] if root is None else root.iter(f"{{{RELATIONS}}}Relationship"):
            outside = row.get("TargetMode", "").lower() == "external"
            target = row.get("Target", "")
            if not outside:
                target = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
            found[row.get("Id", "")] = (row.get("Type", "").rpartition("/")[2], target, outside)
        return found

    def related(self, name: str, kind: str) -> Any:
        """The root of the one part that `name` refers to by that kind of relation, or None."""
        targets = [target for what, target, outside in self.relations(name).values() if what == kind and not outside]
        return self.part(targets[0]) if targets else None

    @property
    def main(self) -> str:
        """The name of the part that holds the text. Raises RefusedError when there is none."""
        for kind, target, outside in self.relations("").values():
            if kind == "officeDocument" and not outside and target in self.entries:
                return target
        raise RefusedError(refusals.not_word())


def parse(content: bytes) -> Any:
    """An XML part's root. No entities, no network, no absurd depth. Raises RefusedError."""
    for strict, usual in STRICT.items():
        content = content.replace(strict, usual)
    # an entity could hide behind another encoding, so the declaration is looked for in all that XML readers know
    if DECLARATION.search(content) or DECLARATION.search(content.replace(b"\0", b"")):
        raise RefusedError(refusals.declares())
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_pis=True, remove_comments=True
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as problem:
        raise RefusedError(
            refusals.too_deep() if "depth" in str(problem) else refusals.damaged(str(problem))
        ) from problem
    if root is None or root.getroottree().docinfo.doctype:
        raise RefusedError(refusals.declares())
    _check_depth(root)
    return root


def _check_depth(root: Any) -> None:
    depth = 0
    for event, _element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > DEEPEST:
            raise RefusedError(refusals.too_deep())


def entries_of(file: BinaryIO, name: str) -> dict[str, bytes]:
    """The inflated entries of a .docx or .odt. Raises RefusedError for anything that is not a sound, safe archive."""
    file.seek(0, 2)
    size = file.tell()
    if size > settings.UPLOAD_MAX_MEGABYTES * 1024 * 1024:
        raise RefusedError(refusals.too_big(size))
    file.seek(0)
    start = file.read(512 * 1024)
    if start.startswith(_OLE):
        file.seek(0)
        encrypted = "EncryptedPackage".encode("utf-16-le") in file.read()
        raise RefusedError(refusals.encrypted() if encrypted else refusals.old_word())
    if not size:
        raise RefusedError(refusals.no_text())
    if not start.startswith(b"PK"):
        raise RefusedError(refusals.not_word())
    if name.lower().endswith((".docm", ".dotm")):
        raise RefusedError(refusals.macros())
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            return _inflated(archive)
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, ValueError, RuntimeError) as problem:
        raise RefusedError(refusals.damaged(str(problem))) from problem
    except Exception as problem:  # zlib.error and its kin have no common parent
        if isinstance(problem, RefusedError):
            raise
        raise RefusedError(refusals.damaged(str(problem))) from problem


def _inflated(archive: zipfile.ZipFile) -> dict[str, bytes]:
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > MOST_INFLATED:
        raise RefusedError(refusals.bomb())
    found: dict[str, bytes] = {}
    total = 0
    for entry in entries:
        name = entry.filename
        if name.startswith(("/", "\\")) or "\\" in name or ".." in name.split("/") or ":" in name or name in found:
            raise RefusedError(refusals.unsafe_name(name))
        if entry.is_dir():
            continue
        if entry.flag_bits & 1:
            raise RefusedError(refusals.encrypted())
        if entry.file_size > 1024 * 1024 and entry.file_size > MOST_RATIO * max(entry.compress_size, 1):
            raise RefusedError(refusals.bomb())
        if name.lower().endswith((".xml", ".rels")) and entry.file_size > MOST_XML:
            raise RefusedError(refusals.bomb())
        with archive.open(entry) as stream:  # what it really inflates to, whatever it declares
            content = stream.read(MOST_INFLATED - total + 1)
        total += len(content)
        if total > MOST_INFLATED:
            raise RefusedError(refusals.bomb())
        found[name] = content
    return found


def is_odt(entries: dict[str, bytes]) -> bool:
    return entries.get("mimetype", b"").strip().startswith(_ODT)


def checked(entries: dict[str, bytes]) -> Package:
    """A .docx whose parts hold no macros, no declarations and nothing from elsewhere. Raises RefusedError."""
    types = entries.get("[Content_Types].xml")
    if types is None:
        raise RefusedError(refusals.not_word())
    if any(name.lower().endswith("vbaproject.bin") for name in entries) or re.search(
        rb"macroEnabled|vbaProject", types, re.IGNORECASE
    ):
        raise RefusedError(refusals.macros())
    package = Package(entries)
    for name in entries:
        if name.endswith(".rels"):
            _check_relations(package, name)
    root = package.part(package.main)
    _check_fields(root)
    for kind in ("footnotes", "endnotes"):
        notes = package.related(package.main, kind)
        if notes is not None:
            _check_fields(notes)
    return package


def _check_relations(package: Package, name: str) -> None:
    for row in package.part(name).iter(f"{{{RELATIONS}}}Relationship"):
        kind = row.get("Type", "").rpartition("/")[2]
        if row.get("TargetMode", "").lower() == "external" and kind != "hyperlink":
            template = kind == "attachedTemplate"
            raise RefusedError(
                refusals.template(row.get("Target", "")) if template else refusals.external(row.get("Target", ""))
            )


def _check_fields(root: Any) -> None:
    """Fields that fetch (pictures, texts, live links) are refused, also when their code is split over runs."""
    codes = [row.get(w("instr"), "") for row in root.iter(w("fldSimple"))]
    open_codes: list[str] = []
    for row in root.iter(w("fldChar"), w("instrText")):
        if row.tag == w("instrText"):
            open_codes[-1:] = [(open_codes[-1] if open_codes else "") + (row.text or "")]
        elif row.get(w("fldCharType")) == "begin":
            open_codes.append("")
        elif open_codes and row.get(w("fldCharType")) == "end":
            codes.append(open_codes.pop())
    for code in (*codes, *open_codes):
        if _UNSAFE_FIELD.match(code):
            raise RefusedError(refusals.external(code.strip()))
    if any(True for _row in root.iter(w("altChunk"))):
        raise RefusedError(refusals.inserted_file())
