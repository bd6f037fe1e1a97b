"""The order of names in a reader's language, without a database collation (the embedded server has none)."""

import unicodedata
from functools import lru_cache

_CYRILLIC = range(0x0400, 0x0530)


@lru_cache(maxsize=4096)  # the same few names are sorted on every page
def key(text: str) -> tuple[str, str]:
    """Sorts Türkiye among the T's and ё with е; й stays a letter of its own."""
    letters = []
    for letter in text.casefold():
        if ord(letter) in _CYRILLIC:
            letters.append("е" if letter == "ё" else letter)
        else:
            letters.extend(c for c in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(c))
    return "".join(letters), text
