"""OpenDocument texts, made Word files by LibreOffice in a folder and profile of their own."""

import re
import shutil
import subprocess
import tempfile
from pathlib import Path

from declarations.word_import import refusals
from declarations.word_import.package import DECLARATION, RefusedError, parse

SECONDS = 90
_SCHEME = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:|//|\.\./|/)", re.IGNORECASE)
_HREF = "{http://www.w3.org/1999/xlink}href"
_MACROS = ("Basic/", "Scripts/")


def check(entries: dict[str, bytes]) -> None:
    """Raises RefusedError for passwords, macros, declarations, and anything taken from elsewhere except links."""
    if b"encryption-data" in entries.get("META-INF/manifest.xml", b""):
        raise RefusedError(refusals.encrypted())
    if any(name.startswith(_MACROS) and not name.endswith((".xml", "/")) for name in entries) or any(
        name.startswith("Basic/") and name.count("/") > 1 for name in entries
    ):
        raise RefusedError(refusals.macros())
    for name in ("content.xml", "styles.xml"):
        if name not in entries:
            continue
        if DECLARATION.search(entries[name]):
            raise RefusedError(refusals.declares())
        for element in parse(entries[name]).iter():
            target = element.get(_HREF, "")
            if _SCHEME.match(target) and element.tag.rpartition("}")[2] != "a":
                raise RefusedError(refusals.external(target))


def as_word(content: bytes) -> bytes:
    """The same text as .docx. Raises RefusedError when LibreOffice is not there, fails, or takes over SECONDS."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        raise RefusedError(refusals.no_converter())
    with tempfile.TemporaryDirectory(prefix="odt-") as folder:
        source = Path(folder) / "text.odt"
        source.write_bytes(content)
        command = [
            office,
            f"-env:UserInstallation={(Path(folder) / 'profile').as_uri()}",
            "--headless",
            "--norestore",
            "--convert-to",
            "docx:MS Word 2007 XML",
            "--outdir",
            folder,
            str(source),
        ]
        try:
            subprocess.run(command, capture_output=True, timeout=SECONDS, check=True, cwd=folder)  # noqa: S603
            return (Path(folder) / "text.docx").read_bytes()
        except (subprocess.SubprocessError, OSError) as problem:
            raise RefusedError(refusals.conversion_failed()) from problem
