"""Numbers and symbols of documents that differ between the languages."""

import re
from collections import Counter
from collections.abc import Iterator

from almaty_portal.lib import search
from declarations.quality import dates
from declarations.quality.findings import Finding
from declarations.quality.ordinals import roman
from declarations.quality.working import Working

_SPACES = "\u0020\u00a0\u2009\u202f"
#: A/RES/64/292, AP/2013/COM: capitals and figures parted by strokes, a figure among them.
SYMBOL = re.compile(r"(?<!\w)(?=[^\s,;]*\d)[A-ZА-Я][A-ZА-Я0-9.]*(?:/(?:[A-ZА-Я0-9][\w.()-]*))+")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\S+")
_FIGURE = re.compile(
    rf"(?<![\d])\d{{1,3}}(?:[{_SPACES}]\d{{3}})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,:]\d+)*",
)
_WORDS = {
    "en": "one two three four five six seven eight nine ten eleven twelve",
    "ru": "один два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать",
}
_ORDINALS = {
    "en": "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth",
    "ru": "первый второй третий четвёртый пятый шестой седьмой восьмой девятый десятый одиннадцатый двенадцатый",
}
_IN_WORDS = {
    code: {
        (search.lemma(word) if code == "en" else word.replace("ё", "е")): str(n)
        for names in (_WORDS[code], _ORDINALS[code])
        for n, word in enumerate(names.split(), 1)
    }
    for code in _WORDS
}


def symbols(text: str) -> list[str]:
    return [found.rstrip(".)") if "(" not in found else found.rstrip(".") for found in SYMBOL.findall(text)]


def value(written: str, language: str) -> str:
    """“1,500” and “1 500” → 1500 in English, “1,5” → 1.5 in Russian; “10:30” and “5.2.1” keep their parts."""
    compact = re.sub(rf"[{_SPACES}]", "", written)
    thousands, decimal = (",", ".") if language == "en" else ("", ",")
    if thousands and re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", compact):
        compact = compact.replace(thousands, "")
    parts = re.split(r"[.,:]", compact)
    if len(parts) == 1:
        return str(int(compact))
    if len(parts) == 2 and compact[len(parts[0])] == decimal:
        return f"{int(parts[0])}.{parts[1]}"
    return ":".join(str(int(part)) for part in parts)


def bare(text: str, *, has_dates: bool = False) -> str:
    """The text without addresses, symbols and (unless `has_dates`) dates, which are compared apart."""
    text = SYMBOL.sub(" ", _ADDRESS.sub(" ", text))
    return text if has_dates else dates.without(text)


def figures(text: str, language: str, *, has_dates: bool = False) -> list[str]:
    return [value(found.strip(), language) for found in _FIGURE.findall(bare(text, has_dates=has_dates))]


def in_words(text: str, language: str) -> set[str]:
    """The small numbers that the text writes in words or in Roman figures."""
    written = search.WORD.findall(text)
    found = {_IN_WORDS.get(language, {}).get(search.lemma(word)) for word in written}
    return {number for number in found if number} | {str(n) for word in written if (n := roman(word))}


def differing(working: Working) -> Iterator[Finding]:
    for row in working.texts:
        for pair in row.pairs:
            marks = {code: Counter(symbols(row.plain[code])) for code in pair}
            if marks[pair[0]] != marks[pair[1]]:
                yield Finding("symbols", row, pair, _only(marks))
            has_dates = not dates.KNOWN.issuperset(pair)
            only = _only({code: Counter(figures(row.plain[code], code, has_dates=has_dates)) for code in pair})
            if any(only.values()):
                only = _unless_said_otherwise(only, row.plain)
            if any(only.values()):
                yield Finding("figures", row, pair, only)


def _only(counts: dict[str, Counter[str]]) -> dict[str, list[str]]:
    """What each of two languages has and the other lacks."""
    one, other = counts
    return {
        one: sorted((counts[one] - counts[other]).elements()),
        other: sorted((counts[other] - counts[one]).elements()),
    }


def _unless_said_otherwise(only: dict[str, list[str]], plain: dict[str, str]) -> dict[str, list[str]]:
    """Leave out what the other language writes in words, and times and sections (10.30 beside 10:30)."""
    left = {}
    for code, other in (tuple(only), tuple(only)[::-1]):
        words = in_words(plain[other], other)
        parts = {re.sub(r"[.:]", " ", figure) for figure in only[other]}
        left[code] = [f for f in only[code] if f not in words and re.sub(r"[.:]", " ", f) not in parts]
    return left
