"""Letters of the wrong alphabet: text left untranslated, and look-alike letters inside one word."""

import re
from collections.abc import Iterator

from declarations.quality.findings import Finding
from declarations.quality.ordinals import roman
from declarations.quality.working import BOTH, Working

_LETTERS = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_CYRILLIC, _LATIN = re.compile(r"[\u0400-\u052f]"), re.compile(r"[A-Za-z\u00c0-\u024f]")
_OWN = {"ru": _CYRILLIC, "en": _LATIN}
_OTHER = {"ru": _LATIN, "en": _CYRILLIC}
_LOOK_ALIKE = set("aceopxyABCEHKMOPTXYi" + "асеорхуАВСЕНКМОРТХУі")
#: What is set aside: addresses, quoted names, and a foreign term given in brackets after its translation. What stands
#: before “@” or “/” is bounded, lest an endless word be read anew from each of its letters.
_ASIDE = re.compile(
    r"(?:https?://|www\.)\S+|\S{1,64}@[^\s@]{1,200}\.\S+|\S{0,200}\w/\w\S*|«[^»]*»|“[^”]*”|„[^“]*“|\"[^\"]*\"|"
    r"\((?:[^()\u0400-\u052f]*|[^()A-Za-z]*)\)"
)
_LATIN_PHRASES = re.compile(
    r"\b(?:mutatis mutandis|inter alia|ad hoc|ad referendum|de facto|de jure|prima facie|sur place|bona fide|"
    r"ipso facto|sine die|pro bono|per capita|status quo|ex officio|modus operandi|persona non grata|force majeure)\b",
    re.IGNORECASE,
)
_SHARE = 0.9  # of a paragraph's words
_LONG_ENOUGH = 3  # words: a paragraph of fewer may be a name


def mixed(working: Working) -> Iterator[Finding]:
    """«cотрудничество» with a Latin c: it looks right, and no search finds it."""
    for row in working.texts:
        for code in BOTH:
            words = [part for word in _LETTERS.findall(row.plain[code]) for part in re.split(r"[-’']", word)]
            wrong = [word for word in words if _is_mixed(word)]
            if wrong:
                yield Finding("look-alike", row, (code,), {"words": _once(wrong)})


def _is_mixed(word: str) -> bool:
    both = [{c for c in word if alphabet.match(c)} for alphabet in (_CYRILLIC, _LATIN)]
    return all(both) and any(letters <= _LOOK_ALIKE for letters in both)


def leftovers(working: Working) -> Iterator[Finding]:
    for row in working.texts:
        for code in BOTH:
            text = row.plain[code]
            if _is_in_other_language(text, code):
                yield Finding("wrong-language", row, (code,))
            elif words := foreign(text, code):
                yield Finding("leftover", row, (code,), {"words": _once(words)})


def _is_in_other_language(text: str, code: str) -> bool:
    words = [word for word in _LETTERS.findall(_ASIDE.sub(" ", text)) if not word.isupper()]
    wrong = [word for word in words if _OTHER[code].search(word) and not _OWN[code].search(word)]
    return len(wrong) >= _LONG_ENOUGH and len(wrong) >= _SHARE * len(words)


def foreign(text: str, code: str) -> list[str]:
    """Words of the other alphabet that are neither names, abbreviations, numbers nor Latin phrases."""
    text = _LATIN_PHRASES.sub(" ", _ASIDE.sub(" ", text))
    words = [word for word in _LETTERS.findall(text) if _OTHER[code].search(word) and not _OWN[code].search(word)]
    return [word for word in words if not (word.isupper() or len(word) == 1 or roman(word))]


def _once(words: list[str]) -> list[str]:
    return list(dict.fromkeys(words))[:6]
