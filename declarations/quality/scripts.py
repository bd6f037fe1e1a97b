"""Letters of the wrong alphabet: text left untranslated, and look-alike letters inside one word."""

import re
from collections.abc import Iterator

from almaty_portal.lib import language_names, languages
from declarations.quality.findings import Finding
from declarations.quality.ordinals import roman
from declarations.quality.working import Working

_LETTERS = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_CYRILLIC, _LATIN = re.compile(r"[\u0400-\u052f]"), re.compile(r"[A-Za-z\u00c0-\u024f]")
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
        for code in languages.codes():
            words = [part for word in _LETTERS.findall(row.plain[code]) for part in re.split(r"[-’']", word)]
            wrong = [word for word in words if _is_mixed(word)]
            if wrong:
                yield Finding("look-alike", row, (code,), {"words": _once(wrong)})


def _is_mixed(word: str) -> bool:
    both = [{c for c in word if alphabet.match(c)} for alphabet in (_CYRILLIC, _LATIN)]
    return all(both) and any(letters <= _LOOK_ALIKE for letters in both)


def leftovers(working: Working) -> Iterator[Finding]:
    for row in working.texts:
        for code in languages.codes():
            text = row.plain[code]
            if _is_in_other_language(text, code):
                yield Finding("wrong-language", row, (code,))
            elif words := foreign(text, code):
                yield Finding("leftover", row, (code,), {"words": _once(words)})


def _alphabets(code: str) -> tuple[re.Pattern[str], re.Pattern[str]] | None:
    """The language's own and the other one; None for a language that is written in neither."""
    known = {"cyrillic": (_CYRILLIC, _LATIN), "latin": (_LATIN, _CYRILLIC)}
    return known.get(language_names.script(code))


def _of_other(words: list[str], code: str) -> list[str]:
    if (alphabets := _alphabets(code)) is None:
        return []
    own, other = alphabets
    return [word for word in words if other.search(word) and not own.search(word)]


def _is_in_other_language(text: str, code: str) -> bool:
    words = [word for word in _LETTERS.findall(_ASIDE.sub(" ", text)) if not word.isupper()]
    wrong = _of_other(words, code)
    return len(wrong) >= _LONG_ENOUGH and len(wrong) >= _SHARE * len(words)


def foreign(text: str, code: str) -> list[str]:
    """Words of the other alphabet that are neither names, abbreviations, numbers nor Latin phrases."""
    words = _of_other(_LETTERS.findall(_LATIN_PHRASES.sub(" ", _ASIDE.sub(" ", text))), code)
    return [word for word in words if not (word.isupper() or len(word) == 1 or roman(word))]


def _once(words: list[str]) -> list[str]:
    return list(dict.fromkeys(words))[:6]
