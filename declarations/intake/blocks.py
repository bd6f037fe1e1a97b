"""What is read from outside, before anybody has said what each paragraph is."""

from abc import ABC, abstractmethod
from dataclasses import dataclass, field, replace

from declarations.intake import marks
from declarations.intake.marks import Span


@dataclass
class Block(ABC):
    """One visible paragraph, table or footnote; `plain` is its text as it is seen, without an automatic number.

    `number` is what an automatic list shows before the text, `depth` that list's level (0 outermost). `heading` is
    the outline level (1 to 9; 0 for body text); `indent` is in twips, `size` in points. `row` ties together what
    stands side by side in a bilingual table.
    """

    plain: str
    number: str = ""
    depth: int = 0
    heading: int = 0
    is_title: bool = False
    is_centred: bool = False
    is_bold: bool = False
    is_italic: bool = False
    size: float = 0.0
    indent: int = 0
    is_table: bool = False
    is_note: bool = False
    row: int | None = None

    @property
    def is_capitals(self) -> bool:
        letters = [c for c in self.plain if c.isalpha()]
        return len(letters) > 3 and all(c.isupper() for c in letters)

    @property
    def ends_open(self) -> bool:
        """Whether it ends as a heading does: with no stop, comma, colon or semicolon."""
        return not self.plain.rstrip().endswith((".", ",", ";", ":", "…"))

    @abstractmethod
    def markdown(self, after: int = 0, *, bare: bool = False) -> str:
        """Light Markdown after the first characters of `plain`; `bare` without marks that cover all of it."""


@dataclass
class TypedBlock(Block):
    """A pasted paragraph: what was typed is light Markdown already."""

    def markdown(self, after: int = 0, *, bare: bool = False) -> str:
        return self.plain[after:].strip()


@dataclass
class WordBlock(Block):
    """A paragraph of a Word file, as spans; a table holds its pipe table in `table`."""

    spans: list[Span] = field(default_factory=list)
    table: str = ""

    def markdown(self, after: int = 0, *, bare: bool = False) -> str:
        if self.is_table:
            return self.table
        spans = marks.cut(self.spans, after) if after else self.spans
        if bare:
            spans = [
                replace(
                    s,
                    bold=s.bold and not (self.is_bold or self.heading or self.is_title),
                    italic=s.italic and not self.is_italic,
                )
                for s in spans
            ]
        return marks.markdown(marks.tidy(spans, keep_tabs=True))


@dataclass
class Piece:
    """A paragraph of one language: its kind (a `Paragraph.Kind` or "title"), level, number as the text writes it.

    `text` is light Markdown, `plain` what a reader sees of it.
    """

    kind: str
    level: int
    number: str
    text: str
    plain: str
    row: int | None = None
