"""Names that last: the IRIs of Work and Expression, and the `eId` of every paragraph."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, Self

from almaty_portal.lib import languages

#: ISO 3166-1 leaves XA to XZ to its users. `un` is the United Nations' own, and the Process is no organ of it.
JURISDICTION = "xx"
ACTOR = "almaty-process"
#: ISO 639-2 codes, as FRBRlanguage and IRIs want them: those of the six languages of the United Nations and of the
#: states of the Process and their neighbours. Another language has its code of BCP 47.
LANGUAGES = {
    "ar": "ara",
    "en": "eng",
    "es": "spa",
    "fr": "fra",
    "ru": "rus",
    "zh": "zho",
    "az": "aze",
    "fa": "fas",
    "hy": "hye",
    "ka": "kat",
    "kk": "kaz",
    "ky": "kir",
    "mn": "mon",
    "ps": "pus",
    "tg": "tgk",
    "tk": "tuk",
    "tr": "tur",
    "ur": "urd",
    "uz": "uzb",
}


def iso_639_2(code: str) -> str:
    return LANGUAGES.get(code, code)


@dataclass(frozen=True)
class Cut:
    """One edition of the document: `kind` as in `Edition.Kind`, `on` the local day it was published."""

    number: int
    kind: str
    on: date


@dataclass(frozen=True)
class Naming:
    """`work`: the document in any language and edition; `version`: what parts its editions; `kind`: `actionPlan`.

    `dated`: the Work's day and what it is the day of; `author`: the eId of who speaks in the text.
    """

    work: str
    version: str
    language: str
    kind: str
    cuts: list[Cut]
    dated: tuple[date, str]
    author: str

    @classmethod
    def of(cls, content: dict[str, Any], language: str, cuts: list[Cut]) -> Self:
        """Year and symbol name the Work: they stand still when a day of adoption is found out or corrected."""
        symbol = content["symbol"].lower().replace("/", "-")
        same_day = sum(cut.on == cuts[-1].on for cut in cuts)
        first, *rest = content["kind"].split("_")
        return cls(
            work=f"/akn/{JURISDICTION}/statement/deliberation/{ACTOR}/{content['year']}/{symbol}",
            version=cuts[-1].on.isoformat() + (f"-{same_day}" if same_day > 1 else ""),
            language=language,
            kind=first + "".join(word.title() for word in rest),
            cuts=cuts,
            dated=_dated(content, cuts),
            author="secretariat" if content["basis"] == "description" else ACTOR,
        )

    @property
    def cut(self) -> Cut:
        return self.cuts[-1]

    @property
    def contains(self) -> str:
        """What the schema calls the first edition, and a later one on its own."""
        return "originalVersion" if self.cut.number == 1 else "singleVersion"

    def expression(self, language: str | None = None) -> str:
        return f"{self.work}/{iso_639_2(language or self.language)}@{self.version}"


def _dated(content: dict[str, Any], cuts: list[Cut]) -> tuple[date, str]:
    """The day of adoption; not known, the last day of the meeting; without one, the first edition's."""
    if content["adopted_on"]:
        return date.fromisoformat(content["adopted_on"]), "adoption"
    if content["meeting"]:
        return date.fromisoformat(content["meeting"]["ends_on"]), "meeting"
    return cuts[0].on, "publication"


def token(row: dict[str, Any]) -> str:
    """What an `eId` takes from a paragraph's number, alike in both languages: “(a)” → `a`, “1.2.” → `1.2`.

    The English number is asked first; one with letters or digits outside ASCII gives nothing.
    """
    for code in sorted(languages.codes(), key=lambda code: code != "en"):
        number = languages.text(row, "number", code)
        if all(sign.isascii() for sign in number if sign.isalnum()):
            cleaned = re.sub(r"[^A-Za-z0-9.]+", "-", number).strip("-.")
            if cleaned:
                return cleaned
    return ""


class Identifiers:
    """Gives every `eId` once: by the number where it says which, else by the paragraph's anchor (`p12`)."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def numbered(self, name: str, row: dict[str, Any], under: str = "") -> str:
        return self._first_free(name, under, [token(row), f"p{row['anchor']}"])

    def anchored(self, name: str, row: dict[str, Any], under: str = "") -> str:
        return self._first_free(name, under, [f"p{row['anchor']}"])

    def counted(self, name: str, under: str = "") -> str:
        return self._first_free(name, under, [])

    def _first_free(self, name: str, under: str, tokens: list[str]) -> str:
        stem = f"{under}__{name}" if under else name
        count = 0
        for said in tokens:
            if said and self._give(made := f"{stem}_{said}"):
                return made
        last = f"{stem}_{tokens[-1]}-" if tokens else f"{stem}_"
        while True:
            count += 1
            if self._give(made := f"{last}{count}"):
                return made

    def _give(self, made: str) -> bool:
        is_new = made not in self._given
        self._given.add(made)
        return is_new
