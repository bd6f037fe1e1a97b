"""Numbers of paragraphs: alike in both languages, and in sequence in each."""

from collections.abc import Iterator

from almaty_portal.lib import languages
from declarations.quality.findings import Finding
from declarations.quality.ordinals import Place, places
from declarations.quality.working import Row, Working


def differing(working: Working) -> Iterator[Finding]:
    for row in working.rows:
        for one, other in row.pairs:
            typed = {code: row.numbers[code].strip() for code in (one, other)}
            read = {code: set(places(typed[code]).values()) for code in (one, other)}
            alike = read[one] & read[other] if read[one] or read[other] else typed[one] == typed[other]
            if not alike:
                yield Finding("number", row, (one, other), typed)


def follows(place: Place, before: Place) -> bool:
    """(2,) after (1,); (1, 1) after (1,); (2,) after (1, 4); (1, 3) after (1, 2)."""
    if place == (*before, 1):
        return True
    depth = len(place)
    return depth <= len(before) and place[:-1] == before[: depth - 1] and place[-1] == before[depth - 1] + 1


class _Sequence:
    """One run of numbers. `read`: the last number in every style that still fits what came before."""

    def __init__(self) -> None:
        self.read: dict[str, Place] = {}
        self.typed = ""
        self.may_restart = True

    def fault(self, typed: str) -> tuple[str, dict[str, str]] | None:
        read = places(typed)
        if not read:
            return None
        begins = {style: place for style, place in read.items() if place[-1] == 1} if self.may_restart else {}
        fits = {
            style: place
            for style, place in read.items()
            if any(follows(place, before) for known, before in self.read.items() if _related(known, style))
        }
        is_first, before = not self.read, self.typed
        self.read, self.typed, self.may_restart = fits | begins or read, typed, False
        if fits or begins:
            return None
        return ("sequence-start", {"number": typed}) if is_first else ("sequence", {"number": typed, "before": before})


def _related(known: str, style: str) -> bool:
    """Whether numbers of one style may follow those of the other: “1” then “1.a” is one sequence, “1” then “b” none."""
    shorter, longer = sorted((known.split("-"), style.split("-")), key=len)
    return shorter == longer[: len(shorter)]


def sequence_faults(working: Working) -> Iterator[Finding]:
    """One finding where all languages with a text have the same fault, else one for each."""
    codes = [code for code in languages.codes() if any(row.texts[code].strip() for row in working.rows)]
    faults = {code: dict(_faults(working.rows, code)) for code in codes}
    for index, row in enumerate(working.rows):
        there = {code: faults[code][index] for code in codes if index in faults[code]}
        if len(there) == len(codes) > 1 and len({fault for fault, _said in there.values()}) == 1:
            said = [there[code][1] for code in codes]
            joined = {name: " / ".join(dict.fromkeys(each[name] for each in said)) for name in said[0]}
            yield Finding(there[codes[0]][0], row, tuple(codes), joined)
        else:
            for code, (fault, each) in there.items():
                yield Finding(fault, row, (code,), each)


def _faults(rows: list[Row], code: str) -> Iterator[tuple[int, tuple[str, dict[str, str]]]]:
    """(index of the row, (code of the finding, what it says)) of each number out of sequence."""
    open_runs: dict[tuple[str, int], _Sequence] = {}
    for index, row in enumerate(rows):
        if not row.texts[code].strip() or row.kind in ("table", "preface"):
            continue
        if row.kind in ("heading", "annex"):
            for (kind, _level), run in open_runs.items():
                run.may_restart |= kind == "operative"
        _close_below(open_runs, row)
        if typed := row.numbers[code].strip():
            fault = open_runs.setdefault((row.kind, row.level), _Sequence()).fault(typed)
            if fault:
                yield index, fault


def _close_below(runs: dict[tuple[str, int], _Sequence], row: Row) -> None:
    """What is numbered under the row before is at its end: the next one begins anew."""
    if row.kind == "footnote":
        return  # it may stand anywhere, and closes nothing
    for kind, level in list(runs):
        is_deeper = kind == row.kind and level > row.level
        is_under = {"subparagraph": row.kind != "subparagraph", "heading": row.kind == "annex"}.get(kind, False)
        if is_deeper or is_under:
            del runs[kind, level]
