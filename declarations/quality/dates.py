"""Dates in both languages: “5 June 2013”, «5 июня 2013 года», 05.06.2013, “14–16 March 2011”, «Июнь 2013 года»."""

import re
from collections.abc import Iterator

from declarations.quality.findings import Finding
from declarations.quality.working import Working

#: The languages whose months are known. In another, a date is read as the figures in it.
KNOWN = frozenset({"ru", "en"})
_ENGLISH = ["January", "February", "March", "April", "May", "June", "July", "August", "September"]
_ENGLISH += ["October", "November", "December"]
_RUSSIAN = ["январ[яьюе]", "феврал[яьюе]", "марта?е?", "апрел[яьюе]", "ма[яйюе]", "июн[яьюе]", "июл[яьюе]"]
_RUSSIAN += ["августа?е?", "сентябр[яьюе]", "октябр[яьюе]", "ноябр[яьюе]", "декабр[яьюе]"]
_MONTH = "|".join(
    f"(?P<m{n}>{en}|[{ru[0].upper()}{ru[0]}]{ru[1:]})"
    for n, (en, ru) in enumerate(zip(_ENGLISH, _RUSSIAN, strict=True), 1)
)
_DAY = r"\d{1,2}(?:st|nd|rd|th|-?го|-?е)?"
_DAYS = rf"{_DAY}(?:(?:\s*[–—-]\s*|\s+(?:to|and|и|по)\s+|,\s+){_DAY})*"
_YEAR = r"(?P<year>(?:1[89]|2[01])\d\d)"
_FORMS = [
    re.compile(rf"(?<![\d./])(?P<days>{_DAYS})\s+(?:{_MONTH})(?!\w)(?:,?\s+{_YEAR}(?!\d))?"),
    re.compile(rf"(?<!\w)(?:{_MONTH})\s+(?P<days>{_DAYS}),\s+{_YEAR}(?!\d)"),
    re.compile(rf"(?<!\w)(?:{_MONTH})\s+{_YEAR}(?!\d)"),
    re.compile(r"(?<![\d.])(?P<days>\d{1,2})[./](?P<numeric>\d{1,2})[./](?P<year>\d{4})(?!\d)"),
    re.compile(r"(?<!\d)(?P<year>\d{4})-(?P<numeric>\d{2})-(?P<days>\d{2})(?!\d)"),
]


def _read(text: str) -> tuple[set[str], str]:
    """The dates as `5.6.2013`, what is not said left out (`6.2013`, `5.6`), and the text without them."""
    found: set[str] = set()

    def take(match: re.Match[str]) -> str:
        parts = match.groupdict()
        month = next((n for n in range(1, 13) if parts.get(f"m{n}")), None) or int(parts.get("numeric") or 0)
        if not 1 <= month <= 12:
            return match[0]
        end = [str(month), *([parts["year"]] if parts.get("year") else [])]
        for day in re.findall(r"\d+", parts.get("days") or "") or [""]:
            found.add(".".join([*([str(int(day))] if day else []), *end]))
        return " "

    for form in _FORMS:
        text = form.sub(take, text)
    return found, text


def dates(text: str) -> set[str]:
    return _read(text)[0]


def without(text: str) -> str:
    return _read(text)[1]


def differing(working: Working) -> Iterator[Finding]:
    for row in working.texts:
        for one, other in row.pairs:
            found = {code: dates(row.plain[code]) for code in (one, other)}
            if KNOWN.issuperset(found) and found[one] != found[other]:
                said = {one: sorted(found[one] - found[other]), other: sorted(found[other] - found[one])}
                yield Finding("dates", row, (one, other), said)
