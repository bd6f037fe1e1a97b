"""HTML to a tagged PDF with WeasyPrint: the same input, fonts and versions give the same bytes."""

from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from django.contrib.staticfiles import finders
from django.core.exceptions import ImproperlyConfigured

FAMILIES = ("PT Serif", "PT Sans")
BASE_URL = "static:///"


def render(html: str, *stylesheets: str) -> bytes:
    """The PDF/UA bytes of an HTML document with the named static style sheets.

    Raises ImproperlyConfigured when the fonts are missing (another font would change every page and every hash), and
    ValueError when the document asks for anything but data: and the project's own static files.
    """
    from weasyprint import CSS, HTML  # half a second: never at module level
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import FatalURLFetchingError

    _check_fonts()
    fonts, fetcher = FontConfiguration(), _fetcher()
    sheets = [
        CSS(string=_static(name).decode(), base_url=BASE_URL, url_fetcher=fetcher, font_config=fonts)
        for name in stylesheets
    ]
    document = HTML(string=html, base_url=BASE_URL, url_fetcher=fetcher)
    try:
        written: bytes = document.write_pdf(stylesheets=sheets, font_config=fonts, pdf_variant="pdf/ua-1")
    except FatalURLFetchingError as error:  # not an Exception: it would pass every handler of a worker
        raise ValueError(str(error)) from error
    return written


def _static(name: str) -> bytes:
    from weasyprint.urls import FatalURLFetchingError

    path = None if ".." in PurePosixPath(name).parts else finders.find(name)
    if not path:
        raise FatalURLFetchingError(f"{name} is not one of the project's static files")
    with open(path, "rb") as file:
        return file.read()


def _fetcher() -> Any:
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    class StaticOnly(URLFetcher):
        def fetch(self, url: str, headers: Any = None) -> Any:
            parts = urlsplit(url)
            if parts.scheme == "static":
                return URLFetcherResponse(url, _static(unquote(parts.path).lstrip("/")))
            if parts.scheme == "data":
                return super().fetch(url, headers)
            raise FatalURLFetchingError(f"refused: {url[:80]}")

    return StaticOnly(allowed_protocols=["data"], allow_redirects=False, fail_on_errors=True)


def _check_fonts() -> None:
    import subprocess

    for family in FAMILIES:
        found = subprocess.run(["fc-match", "-f", "%{family}", family], capture_output=True, text=True, check=False)  # noqa: S603, S607
        if found.returncode == 0 and family not in found.stdout:
            raise ImproperlyConfigured(f"The font {family} is missing: install the Debian package fonts-paratype.")
