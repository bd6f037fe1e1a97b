"""Numbers as texts write them, “1.”, “(a)”, «а)», “iv)”: where one stands before a paragraph, and which it may be."""

import re
from dataclasses import dataclass

from declarations.intake.number_formats import LATIN, RUSSIAN, roman

#: The letters Russian enumerations count with: without ё й ъ ы ь, or with all but ё; a text keeps to one of them.
CYRILLIC = (
    "абвгдежзиклмнопрстуфхцчшщэюя",
    "абвгдежзийклмнопрстуфхцчшщэюя",
    RUSSIAN,
    "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
)
_ALIKE = str.maketrans("aeopcyxkmtbhABEKMHOPCTYX", "аеорсухкмтвнАВЕКМНОРСТУХ")
_ROMANS = {roman(n): n for n in range(1, 100)}
_QUOTES = '«»"“”„'
_WORD = re.compile(r"(article|section|chapter|part|статья|раздел|глава|часть|§)\s*(?=[\dIVXLC])", re.IGNORECASE)
_LETTER = r"(?:[ivxlcIVXLC]{1,7}|[a-zA-Z]{1,2}|[а-яёА-ЯЁ]{1,2})"
MARKER = re.compile(
    rf"""(?P<marker>
      \(\d{{1,3}}\)                                   # (1)
    | \d{{1,3}}(?:\.\d{{1,3}}){{0,4}}[.)](?=\s|[^\W\d]|[«"“(])  # 1.  1.1.  1)  and 1.Text
    | \d{{1,3}}(?:\.\d{{1,3}}){{1,4}}(?=\s)           # 1.1
    | \d{{1,3}}(?=\t)                                 # 1, then a tab
    | \({_LETTER}\)                                   # (a)
    | [«"“„]?{_LETTER}[»"”]?\)[»"”]?                  # a)  «а)»
    | {_LETTER}\.(?=\s)                               # I.  A.  a.
    | [•●○◦▪■□➢✓❖·–—-](?=\s)                          # • –
    )\s*""",
    re.VERBOSE,
)


@dataclass(frozen=True)
class Reading:
    """One way to read a number: its family, how its punctuation looks, and where it stands in its sequence (from 1)."""

    family: str
    shape: str
    ordinals: tuple[int, ...]

    @property
    def last(self) -> int:
        return self.ordinals[-1]


def leading(text: str) -> re.Match[str] | None:
    """The number typed before a text, when there is more text than the number."""
    found = MARKER.match(text)
    return found if found and found.end() < len(text) else None


def bare(number: str) -> str:
    return number.strip(_QUOTES + "()[] .")


def readings(number: str, *, alike: bool = False) -> list[Reading]:
    """All ways to read a number as written, the likeliest first; [] for none. “(i)” is a letter or a Roman one.

    `alike`: a Latin letter may stand where its Cyrillic twin was meant, as in «a), б), в)» typed in haste.
    """
    number = _WORD.sub("", number)
    inner = bare(number)
    shape = re.sub(r"[^\W_]+", "_", number.strip(_QUOTES + " ").replace("»", "").replace("”", ""))
    if re.fullmatch(r"\d+(\.\d+)*", inner):
        ordinals = tuple(int(part) for part in inner.split("."))
        if len(ordinals) > 1:
            shape = "_._"  # with and without a last full stop
        return [Reading(f"decimal{len(ordinals)}", shape, ordinals)]
    if not inner.isalpha():
        return [Reading("bullet", number.strip(), (1,))] if number.strip() else []
    case = "upper" if inner.isupper() else "lower"
    low = inner.lower()
    found = []
    if low in _ROMANS:
        found.append(Reading(f"roman {case}", shape, (_ROMANS[low],)))
    if set(low) == {low[0]} and low[0] in LATIN:
        found.append(Reading(f"latin {case}", shape, (LATIN.index(low[0]) + 1 + 26 * (len(low) - 1),)))
    said = inner.translate(_ALIKE).lower() if alike else low
    if set(said) == {said[0]}:
        for alphabet in CYRILLIC:
            if said[0] in alphabet:
                place = alphabet.index(said[0]) + 1 + len(alphabet) * (len(said) - 1)
                reading = Reading(f"cyrillic {case}", shape, (place,))
                if reading not in found:
                    found.append(reading)
    return found


def same(one: str, other: str) -> bool:
    """Whether two numbers of two languages can be the same: «а)» and “(a)”, «1)» and “1.”, «и)» and “(i)”."""
    if bare(one).casefold() == bare(other).casefold():
        return True
    ours, theirs = readings(one), readings(other)
    if ours and theirs and {r.family for r in ours} == {r.family for r in theirs} == {"bullet"}:
        return True
    return any(a.ordinals == b.ordinals for a in ours for b in theirs if "bullet" not in (a.family, b.family))


def apart(one: str, other: str) -> int | None:
    """By how many places two numbers of two languages stand apart; None when they cannot be compared."""
    ours = [r for r in readings(one) if r.family != "bullet"]
    theirs = [r for r in readings(other) if r.family != "bullet"]
    for a in ours:
        for b in theirs:
            if a.ordinals[:-1] == b.ordinals[:-1]:
                return a.last - b.last
    return None
