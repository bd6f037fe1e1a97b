"""A paragraph's number as a place in a sequence, whatever it is written in: «б)», “(b)”, “ii)”, “2.”."""

import re
from itertools import product

Place = tuple[int, ...]

_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_LATIN = "abcdefghijklmnopqrstuvwxyz"
#: Lists in Russian leave out some letters; which ones differs between editors.
_CYRILLIC = ("абвгдежзиклмнопрстуфхцчшщэюя", "абвгдежзийклмнопрстуфхцчшщэюя", "абвгдеёжзийклмнопрстуфхцчшщэюя")


def roman(written: str) -> int | None:
    """“IX” → 9; None for anything that is no well-formed Roman number below 100."""
    text = written.lower()
    if not text or not re.fullmatch(r"(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})", text):
        return None
    total = 0
    for here, after in zip(text, [*text[1:], " "], strict=True):
        total += -_ROMAN[here] if _ROMAN.get(after, 0) > _ROMAN[here] else _ROMAN[here]
    return total


def _readings(part: str) -> dict[str, int]:
    """Style → place: “i” is the ninth letter or the first Roman number; the sequence tells which."""
    if part.isdigit():
        return {"figure": int(part)}
    letters = part.lower()
    found: dict[str, int] = {}
    if (value := roman(letters)) is not None:
        found["roman"] = value
    if len(set(letters)) == 1:  # “aa” follows “z”
        for style, alphabet in (("latin", _LATIN), *((f"cyrillic{n}", a) for n, a in enumerate(_CYRILLIC))):
            if letters[0] in alphabet:
                found[style] = alphabet.index(letters[0]) + 1 + len(alphabet) * (len(letters) - 1)
    return found


def places(number: str) -> dict[str, Place]:
    """Style → place, for every way the number can be read; empty when it is no ordinal (“*”).

    Of “Article 2” and “Annex II” the last word counts; “1.2” is (1, 2).
    """
    words = number.replace("\u00a0", " ").split()
    parts = [part for part in re.split(r"[.\-]", words[-1].strip("()[]«»“”\"'.,:;–—§№")) if part] if words else []
    readings = [_readings(part) for part in parts]
    if not readings or not all(readings):
        return {}
    return {
        "-".join(style for style, _value in combined): tuple(value for _style, value in combined)
        for combined in product(*(reading.items() for reading in readings))
    }
