"""How far the interface's own words are translated into a language, as its catalogue in `locale/` has it."""

from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import get_language, to_locale

from almaty_portal.lib import languages

#: Share of the interface's words from which a page counts as written in its language.
MOST = 0.5


def _messages(code: str) -> int:
    """How many messages the portal's own catalogues translate, as the compiled files' heads say."""
    files = [Path(folder) / to_locale(code) / "LC_MESSAGES" / "django.mo" for folder in settings.LOCALE_PATHS]
    heads = [file.read_bytes()[:12] for file in files if file.exists()]
    # A file begins with a magic number, its format's revision and the number of its strings, the head among them.
    return sum(int.from_bytes(head[8:12], "little" if head[0] == 0xDE else "big") - 1 for head in heads)


@cache
def share(code: str) -> float:
    """From 0 to 1. The words in the code are English; of the other languages, the fullest one knows them all."""
    if code == settings.LANGUAGE_CODE:
        return 1.0
    return _messages(code) / max(1, *(_messages(other) for other in languages.codes()))


def spoken() -> list[str]:
    """The content languages that the interface's words are translated into, or most of them."""
    return [code for code in languages.codes() if share(code) >= MOST]


def language() -> str:
    """What a page's own words are in: the active language, or English while most are not translated into it."""
    active = get_language() or settings.LANGUAGE_CODE
    return active if share(active) >= MOST else settings.LANGUAGE_CODE
