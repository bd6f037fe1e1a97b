"""What a reader may have meant to type: the other keyboard, look-alikes of the other alphabet, the nearest word."""

import difflib
import re
from collections.abc import Collection, Iterable

LATIN_KEYS = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
CYRILLIC_KEYS = "ёйцукенгшщзхъфывапролджэячсмитьбю"
_OTHER_KEYBOARD = str.maketrans(
    {key: other for one, two in zip(LATIN_KEYS, CYRILLIC_KEYS, strict=True) for key, other in ((one, two), (two, one))}
    | {letter.upper(): key.upper() for key, letter in zip(LATIN_KEYS, CYRILLIC_KEYS, strict=True)}
    | {key.upper(): letter.upper() for key, letter in zip(LATIN_KEYS, CYRILLIC_KEYS, strict=True) if key.isalpha()}
)
#: Cyrillic capitals as Latin ones: by their looks, and by their sound (К may stand for K or C).
_LOOKS = str.maketrans("АВЕКМНОРСТУХІ", "ABEKMHOPCTYXI")
_SOUND = str.maketrans("АБВГДЕЗИЙКЛМНОПРСТУФХЦ", "ABVGDEZIJKLMNOPRSTUFHC")
_HARD_C = str.maketrans("К", "C")
_SYMBOL = re.compile(r"[A-ZА-ЯЁІ0-9 ./\\_-]{4,40}")
NEAR = 0.75  # difflib's ratio: of two words of seven letters, two neighbours may be swapped
NEAR_SYMBOL = 0.7


def other_keyboard(text: str) -> str:
    """The same keys on the other layout: «куагпуу» → “refugee”."""
    return text.translate(_OTHER_KEYBOARD)


def nearest_word(word: str, known: Collection[str]) -> str | None:
    """The known word (in lower case) that is most like it; None when it is known itself or nothing is near."""
    word = word.lower().replace("ё", "е")
    if word in known or len(word) < 4:
        return None
    spread = 1 if len(word) < 7 else 2
    alike = [other for other in known if abs(len(other) - len(word)) <= spread]
    return next(iter(difflib.get_close_matches(word, alike, n=1, cutoff=NEAR)), None)


def _bare(symbol: str) -> str:
    return re.sub(r"[^A-Z0-9]", "", symbol)


def looks_like_symbol(text: str) -> bool:
    return bool(_SYMBOL.fullmatch(text.strip().upper()) and re.search(r"\d", text))


def nearest_symbols(text: str, symbols: Iterable[str]) -> tuple[list[str], bool]:
    """The symbols that a text like “ap 2013 com”, «АП/2013/КОМ» or “2013 COM” means, the nearest first, at most three.

    And whether the first is exactly that symbol but for its separators and alphabet.
    """
    text = text.strip().upper()
    latin = (text.translate(_LOOKS), text, text.translate(_HARD_C))
    typed = {_bare(one.translate(_SOUND)) for one in latin}
    scores = {
        symbol: max(difflib.SequenceMatcher(None, one, _bare(symbol)).ratio() for one in typed) for symbol in symbols
    }
    best = max(scores.values(), default=0.0)
    near = [symbol for symbol, score in sorted(scores.items()) if score == best and score >= NEAR_SYMBOL]
    return near[:3], best == 1.0
