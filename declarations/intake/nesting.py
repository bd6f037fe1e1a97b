"""Which list a number belongs to, by the sequence it continues: (i) after (h) is a letter, after (a) it is Roman."""

from dataclasses import dataclass

from declarations.intake import numerals
from declarations.intake.numerals import Reading

_OPERATIVE = ("decimal1", "roman upper", "latin upper", "cyrillic upper")


@dataclass
class _Open:
    family: str
    shape: str
    last: int
    inset: int


class Nesting:
    """The lists that are open at one point of a text, outermost first."""

    def __init__(self) -> None:
        self._open: list[_Open] = []
        self.heading: tuple[int, ...] = ()

    def clear(self, heading: tuple[int, ...] = ()) -> None:
        """A heading or annex closes all lists; its number may be the first part of those below it (“2”, then “2.1”)."""
        self._open = []
        self.heading = heading

    def expects(self, number: str) -> bool:
        """Whether the number continues an open list."""
        return any(self._continued(reading) is not None for reading in numerals.readings(number, alike=True))

    def place(self, number: str, inset: int = 0) -> tuple[str, int]:
        """Kind and level of a paragraph with that number. `inset` tells apart lists of equal bullets."""
        readings = numerals.readings(number, alike=True)
        if not readings:
            return "operative", 1
        for reading in readings:
            if (at := self._continued(reading, inset)) is not None:
                return self._at(at, reading, inset)
        first = next((r for r in self._by_likelihood(readings) if r.last == 1), None)
        if first is not None and first.family != "bullet":
            for at, row in enumerate(self._open):
                if (row.family, row.shape) == (first.family, first.shape):
                    return self._at(at, first, inset)  # the list begins again
            return self._push(first, inset)
        reading = readings[0]
        for at, row in enumerate(self._open):  # a number is missing, or the list goes on after a pause
            for other in readings:
                if other.family != "bullet" and (row.family, row.shape) == (other.family, other.shape):
                    return self._at(at, other, inset)
        return self._push(reading, inset)

    def _by_likelihood(self, readings: list[Reading]) -> list[Reading]:
        return sorted(readings, key=lambda r: r.last != 1)

    def _continued(self, reading: Reading, inset: int = 0) -> int | None:
        for at in range(len(self._open) - 1, -1, -1):
            row = self._open[at]
            if (row.family, row.shape) != (reading.family, reading.shape):
                continue
            if reading.family == "bullet":
                if abs(row.inset - inset) < 100:  # twips
                    return at
            elif reading.last == row.last + 1:
                return at
        return None

    def _at(self, at: int, reading: Reading, inset: int) -> tuple[str, int]:
        del self._open[at + 1 :]
        self._open[at] = _Open(reading.family, reading.shape, reading.last, inset)
        return self._kind(at)

    def _push(self, reading: Reading, inset: int) -> tuple[str, int]:
        if reading.family == "bullet":
            while self._open and self._open[-1].family == "bullet" and self._open[-1].inset > inset:
                self._open.pop()
        if reading.family in _OPERATIVE and reading.shape == "_." and self._open and self._is_inner(self._open[0]):
            self._open = []  # “1.” after a lone list of letters begins the paragraphs
        if reading.family.startswith("decimal") and len(reading.ordinals) > 1:
            depth = len(reading.ordinals)
            while self._open and not self._open[-1].family.startswith("decimal"):
                self._open.pop()
            while (
                self._open and self._open[-1].family.startswith("decimal") and int(self._open[-1].family[7:]) >= depth
            ):
                self._open.pop()
        self._open.append(_Open(reading.family, reading.shape, reading.last, inset))
        return self._kind(len(self._open) - 1)

    def _is_inner(self, row: _Open) -> bool:
        if row.family.startswith("decimal") and row.family != "decimal1":
            return len(self.heading) != int(row.family[7:]) - 1
        return row.family not in _OPERATIVE

    def _kind(self, at: int) -> tuple[str, int]:
        outer = 0 if self._is_inner(self._open[0]) else 1
        if at < outer:
            return "operative", 1
        return "subparagraph", min(at - outer + 1, 5)
