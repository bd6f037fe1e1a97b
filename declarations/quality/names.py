"""Parties named in the texts: the same in both languages, and lists of states that agree with the endorsements."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from almaty_portal.lib import languages, search
from declarations.quality.findings import Finding
from declarations.quality.working import Name, Row, Working

#: Names that official texts used in their day or use beside those in the register.
ALSO = {
    "TR": {"en": ("Turkey", "Republic of Turkey"), "ru": ("турецкий",)},
    "KG": {"ru": ("Киргизия", "Киргизская Республика")},
    "TM": {"ru": ("Туркмения",)},
    "UNHCR": {
        "ru": (
            "УВКБ",
            "Управление Верховного комиссара Организации Объединённых Наций по делам беженцев",
        ),
        "en": ("United Nations High Commissioner for Refugees", "UN Refugee Agency"),
    },
}
_STEM = 5  # letters: «казах|станский», “Kazak|hstani” speak of the state without naming it
_FEWEST = 3  # states in a row make a list
_SHARE = 2 / 3  # of the endorsing states: a list of fewer speaks of something else
_BETWEEN = re.compile(r"(?:\s|,|;|\band\b|\bthe\b|\bи\b|\bа также\b|\bas well as\b|\([^()]*\))*", re.IGNORECASE)


@dataclass(frozen=True)
class Codes:
    """Codes of parties, shown as their names in the language in use."""

    codes: tuple[str, ...]
    working: Working

    def __str__(self) -> str:
        from django.utils.translation import gettext

        return ", ".join(self.working.shown(code) for code in self.codes) or gettext("none")


def _plain(word: str) -> str:
    letters = unicodedata.normalize("NFKD", word.lower())
    return "".join(letter for letter in letters if not unicodedata.combining(letter) or letter == "\u0306")


def _matches(written: str, known: str, code: str) -> bool:
    """Whether a word of the text is a form of a word of a name."""
    if known.isupper() or written.isupper():  # МОМ and мома, ИРАН in a heading
        return written == known or (len(known) > 1 and written == known.upper())
    if written[0].islower() and known[0].isupper():
        return False
    if code != "ru":
        return _plain(written) == _plain(known)
    return search.lemma(written) == search.lemma(known) or written.lower() in search.forms(known)


@dataclass(frozen=True)
class Mention:
    code: str
    start: int
    end: int


#: A word → the names that begin with a form of it, as (party's code, words), the longest first.
Register = dict[str, list[tuple[str, list[str]]]]


def register(parties: list[Name], code: str) -> Register:
    found: Register = {}
    known = [(party.code, search.WORD.findall(name)) for party in parties for name in _all_names(party, code)]
    for entry in sorted((entry for entry in known if entry[1]), key=lambda entry: -len(entry[1])):
        first = entry[1][0]
        for key in {search.lemma(first), *search.forms(first)} if code == "ru" else {_plain(first)}:
            found.setdefault(key, []).append(entry)
    return found


def mentions(text: str, code: str, known: Register) -> list[Mention]:
    """Where the text names parties, the longest name taken first, in the order of the text."""
    words = list(search.WORD.finditer(text))
    found, at = [], 0
    while at < len(words):
        here = words[at][0]
        keys = (search.lemma(here), here.lower()) if code == "ru" else (_plain(here),)
        for party, name in (entry for key in keys for entry in known.get(key, ())):
            run = words[at : at + len(name)]
            if len(run) == len(name) and all(_matches(w[0], n, code) for w, n in zip(run, name, strict=True)):
                found.append(Mention(party, run[0].start(), run[-1].end()))
                at += len(name) - 1
                break
        at += 1
    return found


def _all_names(party: Name, code: str) -> set[str]:
    return {name for name in (*party.names.get(code, ()), *ALSO.get(party.code, {}).get(code, ())) if name}


def differing(working: Working) -> Iterator[Finding]:
    known = {code: register(working.parties, code) for code in languages.codes()}
    for row in working.texts:
        for pair in row.pairs:
            named = {code: {m.code for m in mentions(row.plain[code], code, known[code])} for code in pair}
            only = {}
            for code, other in (pair, pair[::-1]):
                lacking = named[code] - named[other]
                only[code] = tuple(sorted(c for c in lacking if not _spoken_of(c, row.plain[other], other, working)))
            if all(known[code] for code in pair) and any(only.values()):
                yield Finding("parties", row, pair, {code: Codes(only[code], working) for code in pair})


def _spoken_of(party: str, text: str, code: str, working: Working) -> bool:
    """Whether an adjective or a people's name stands for the state: «таджикская сторона»."""
    names = next(p.names.get(code, ()) for p in working.parties if p.code == party)
    stems = {_plain(name)[:_STEM] for name in names if name and not name.isupper() and " " not in name}
    return any(_plain(word).startswith(tuple(stems)) for word in search.WORD.findall(text)) if stems else False


def lists(working: Working) -> Iterator[Finding]:
    """Paragraphs (or runs of them) that enumerate the endorsing states, and name others than those."""
    states = [party for party in working.parties if party.is_state]
    endorsing = {code for code in working.endorsing if any(state.code == code for state in states)}
    plainly = {code for code in endorsing if not working.endorsing[code]}  # observers may be left out of a list
    if not plainly:
        return
    for code in languages.codes():
        for row, listed in _enumerations(working.rows, code, states):
            missing = plainly - listed
            if len(listed & plainly) >= _SHARE * len(plainly) and (listed - endorsing or missing):
                said = {"more": listed - endorsing, "less": missing}
                shown = {name: Codes(tuple(sorted(codes)), working) for name, codes in said.items()}
                yield Finding("listed", row, (code,), shown)


def _enumerations(rows: list[Row], code: str, states: list[Name]) -> Iterator[tuple[Row, set[str]]]:
    run: list[tuple[Row, str]] = []
    known = register(states, code)
    for row in [*rows, None]:
        text = row.plain[code] if row else ""
        found = mentions(text, code, known)
        if row and len(found) == 1 and _BETWEEN.fullmatch((text[: found[0].start] + text[found[0].end :]).strip(" .;")):
            run.append((row, found[0].code))
            continue
        if len(run) >= _FEWEST:
            yield run[0][0], {state for _row, state in run}
        run = []
        if row and (listed := _longest_list(text, found)):
            yield row, listed


def _longest_list(text: str, found: list[Mention]) -> set[str]:
    best: set[str] = set()
    here: list[Mention] = []
    for mention in found:
        if here and not _BETWEEN.fullmatch(text[here[-1].end : mention.start]):
            here = []
        here.append(mention)
        if len({m.code for m in here}) > len(best):
            best = {m.code for m in here}
    return best if len(best) >= _FEWEST else set()
