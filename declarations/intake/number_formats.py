"""How Word writes the n-th number of a list in each of its formats."""

from collections.abc import Callable

#: Word's own enumeration letters: without ё, й, ъ and ь.
RUSSIAN = "абвгдежзиклмнопрстуфхцчшщыэюя"
LATIN = "abcdefghijklmnopqrstuvwxyz"
_ROMAN = [
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
]  # fmt: skip
_SIGNS = "*†‡§"


def roman(n: int) -> str:
    """4 → iv. Numbers below 1 have no Roman form and stay decimal."""
    if n < 1:
        return str(n)
    said = ""
    for value, letters in _ROMAN:
        count, n = divmod(n, value)
        said += letters * count
    return said


def letters(n: int, alphabet: str) -> str:
    """1 → a, 27 → aa, 28 → bb: Word repeats the letter."""
    if n < 1:
        return str(n)
    turn, place = divmod(n - 1, len(alphabet))
    return alphabet[place] * (turn + 1)


def _ordinal(n: int) -> str:
    ending = "th" if 10 <= n % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{ending}"


def _circled(n: int) -> str:
    return chr(0x2460 + n - 1) if 1 <= n <= 20 else str(n)


FORMATS: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda n: f"{n:02d}",
    "lowerLetter": lambda n: letters(n, LATIN),
    "upperLetter": lambda n: letters(n, LATIN).upper(),
    "lowerRoman": roman,
    "upperRoman": lambda n: roman(n).upper(),
    "russianLower": lambda n: letters(n, RUSSIAN),
    "russianUpper": lambda n: letters(n, RUSSIAN).upper(),
    "ordinal": _ordinal,
    "none": lambda n: "",
    "chicago": lambda n: letters(n, _SIGNS),
    "numberInDash": lambda n: f"- {n} -",
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedParen": lambda n: f"({n})",
    "decimalEnclosedFullstop": lambda n: f"{n}.",
}


def written(n: int, name: str) -> str:
    """The number in that format; formats that neither language's texts use are written as decimals."""
    return FORMATS.get(name, str)(n)
