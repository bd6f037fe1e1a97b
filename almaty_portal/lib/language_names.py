"""How a language is named, in a sentence of the reader's language and in its own."""

from collections.abc import Iterable
from functools import lru_cache

from django.conf.locale import LANG_INFO
from django.utils.functional import lazy
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext, override


def name(code: str) -> str:
    """“Russian”, «русский», in the language of the page's own words; empty for an empty code."""
    from almaty_portal.lib import interface  # needs the settings, which are made with this module

    return _name(code, interface.language(), get_language() == "ru")


@lru_cache(maxsize=256)
def _name(code: str, spoken: str, is_lowered: bool) -> str:
    if code not in LANG_INFO:
        return code
    with override(spoken):
        said = gettext(LANG_INFO[code]["name"])
    return said.lower() if is_lowered else said  # Django's catalogue capitalizes them


def inside(code: str) -> str:
    """As it stands after “in”: «на русском»."""
    return _declined(name(code), "ом")


def of(code: str) -> str:
    """As it stands before what a text lacks: «нет русского текста»."""
    return _declined(name(code), "ого")


def own(code: str) -> str:
    """“Русский”, “English”, “Қазақ”: as its readers write it."""
    return capfirst(LANG_INFO[code]["name_local"])


def names(codes: Iterable[str]) -> str:
    """“Russian”, “Russian and English”, “Russian, English and Kazakh”."""
    return _listed([name(code) for code in codes])


def inside_all(codes: Iterable[str]) -> str:
    """The same as it stands after “in”: «на русском и английском»."""
    return _listed([inside(code) for code in codes])


def letters(text: str) -> tuple[int, int]:
    """How many are (Cyrillic, Latin)."""
    cyrillic = sum("\u0400" <= c <= "\u052f" for c in text)
    latin = sum(c.isalpha() and c < "\u0250" for c in text)
    return cyrillic, latin


def script(code: str) -> str:
    """“cyrillic”, “latin” or "": what the language's own name is written in."""
    cyrillic, latin = letters(own(code))
    return "cyrillic" if cyrillic > latin else "latin" if latin else ""


def file(code: str) -> str:
    """“Russian file”."""
    return gettext("%(language)s file") % {"language": name(code)}


lazy_names = lazy(names, str)
lazy_file = lazy(file, str)


def _declined(said: str, ending: str) -> str:
    return said.removesuffix("ий") + ending if get_language() == "ru" and said.endswith("ий") else said


def _listed(said: list[str]) -> str:
    if len(said) < 2:
        return "".join(said)
    return gettext("%(others)s and %(last)s") % {"others": ", ".join(said[:-1]), "last": said[-1]}
