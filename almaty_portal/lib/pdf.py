"""HTML to PDF/A-3a and PDF/UA-1 in one: the same bytes for the same input, nothing fetched from outside the project."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousFileOperation

from almaty_portal.lib import pdf_finish

FAMILIES = ("PT Serif", "PT Sans")
STYLESHEET = "static:pdf.css"


class FontsMissingError(RuntimeError):
    """A family the pages are set in is not installed; another one would change every page."""


class FetchRefusedError(RuntimeError):
    """The page asks for something that is not the project's own."""


def missing_families() -> list[str]:
    """The families of `FAMILIES` that fontconfig does not find."""
    from weasyprint.text.ffi import ffi, fontconfig

    def found(family: str) -> bool:
        config = ffi.gc(fontconfig.FcInitLoadConfigAndFonts(), fontconfig.FcConfigDestroy)
        pattern = ffi.gc(fontconfig.FcPatternCreate(), fontconfig.FcPatternDestroy)
        fontconfig.FcPatternAddString(pattern, b"family", ffi.new("FcChar8[]", family.encode()))
        fontconfig.FcConfigSubstitute(config, pattern, fontconfig.FcMatchPattern)
        fontconfig.FcDefaultSubstitute(pattern)
        result = ffi.new("FcResult *")
        match = ffi.gc(fontconfig.FcFontMatch(config, pattern, result), fontconfig.FcPatternDestroy)
        value = ffi.new("FcChar8 **")
        if fontconfig.FcPatternGetString(match, b"family", 0, value) != 0:
            return False
        return bytes(ffi.string(ffi.cast("char *", value[0]))).decode() == family

    return [family for family in FAMILIES if not found(family)]


@dataclass(frozen=True)
class Attached:
    """A file inside the PDF: what the pages were made from (`Source`) or the same in another form (`Alternative`)."""

    name: str
    data: bytes
    description: str
    relationship: str
    made_at: datetime


@cache
def _fonts() -> Any:
    from weasyprint.text.fonts import FontConfiguration

    if missing := missing_families():
        raise FontsMissingError(f"Install the fonts {', '.join(missing)} (Debian package fonts-paratype).")
    return FontConfiguration()


def fetcher() -> Any:
    """A fetcher of `data:` and of `static:<path>`, the project's own static files; anything else raises."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class OwnFiles(URLFetcher):
        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            scheme, _, rest = url.partition(":")
            if scheme == "data":
                return super().fetch(url, headers)
            try:
                path = finders.find(rest) if scheme == "static" else None
            except SuspiciousFileOperation:
                path = None
            if path is None:
                raise FatalURLFetchingError(f"A PDF may not fetch {url}")
            return URLFetcherResponse(url, Path(path).read_bytes())

    return OwnFiles(allowed_protocols=["data", "static"], allow_redirects=False, fail_on_errors=True)


@cache
def _style() -> Any:
    """The pages' style sheet, read once a process: it is the product's own and changes with it."""
    from weasyprint import CSS

    return CSS(url=STYLESHEET, url_fetcher=fetcher(), font_config=_fonts())


def render(html: str, files: Sequence[Attached] = ()) -> bytes:
    """The PDF of a whole HTML page with `lang` and `<title>`; its dates are those of its `dcterms` metadata.

    Raises `FontsMissingError`, `FetchRefusedError` and `pdf_structure.StructureError`.
    """
    from weasyprint import HTML, Attachment
    from weasyprint.urls import FatalURLFetchingError

    fonts, own_files = _fonts(), fetcher()
    attached = [
        Attachment(
            string=file.data,
            name=file.name,
            description=file.description,
            created=file.made_at,
            modified=file.made_at,
            relationship=file.relationship,
        )
        for file in files
    ]
    try:
        page = HTML(string=html, base_url="static:", url_fetcher=own_files)
        return bytes(
            page.write_pdf(
                stylesheets=[_style()],
                font_config=fonts,
                pdf_variant="pdf/a-3a",
                attachments=attached,
                finisher=pdf_finish.finish,
            )
        )
    except FatalURLFetchingError as error:  # a BaseException, which would end a worker
        raise FetchRefusedError(str(error)) from error
