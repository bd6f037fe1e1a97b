"""What each block of a text is: title, place and date, preamble, numbered paragraphs, annexes, signatures."""

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from declarations.intake import numerals, opening_words
from declarations.intake.blocks import Block, Piece
from declarations.intake.nesting import Nesting
from declarations.models import Paragraph

Kind = Paragraph.Kind
TITLE = "title"
DEEPEST = 5
LONGEST_NUMBER = 16
_LONGEST_HEADING = 200
_NAME = re.compile(r"([A-ZА-ЯЁ]\.\s?)?[A-ZА-ЯЁ][\w’'-]+(?=,|\s*[–—-]\s|$)")
_ARTICLE = re.compile(r"(article|section|chapter|part|статья|раздел|глава|часть)\s+[\dIVXLC]+\b", re.IGNORECASE)


def pieces(blocks: Sequence[Block], *, has_title: bool = True) -> list[Piece]:
    """The blocks of one language with kinds, levels and numbers, in their order; nothing is left out."""
    return _Classifier(list(blocks), has_title=has_title).run()


def _is_numbered(text: str) -> bool:
    """Whether a number seems to stand before the text; «г.» before a town is none."""
    found = numerals.leading(text)
    return found is not None and not (found["marker"][0].islower() and found["marker"].endswith("."))


class _Classifier:
    def __init__(self, blocks: list[Block], *, has_title: bool):
        self.blocks = blocks
        self.nesting = Nesting()
        self.found: list[Piece] = []
        self.phase = "preamble"  # preamble → body → closing; an annex begins a body of its own
        self.styled = 0  # the outline level of the last styled heading
        self.looks: list[tuple[float, bool, bool, bool]] = []  # of headings without a style, outermost first
        self.has_title = has_title

    def run(self) -> list[Piece]:
        start = self._opening() if self.has_title else 0
        for at in range(start, len(self.blocks)):
            self.found.append(self._piece(at))
        self._raise_headings()
        return self.found

    # title, meeting, place and date

    def _opening(self) -> int:
        body = [n for n, b in enumerate(self.blocks) if not b.is_note]
        if not body:
            return 0
        titles = self._title_range()
        if titles is None:
            return 0
        first, last = titles
        for block in self.blocks[:first]:
            self._add(block, Kind.PREFACE)
        for block in self.blocks[first:last]:
            self._add(block, TITLE)
        at = last
        while at < len(self.blocks) and at < last + 8 and self._is_preface(at, first):
            self._add(self.blocks[at], Kind.PREFACE)
            at += 1
        return at

    def _title_range(self) -> tuple[int, int] | None:
        top = self.blocks[:12]
        styled = [n for n, b in enumerate(top) if b.is_title]
        if not styled and (heads := [n for n, b in enumerate(self.blocks) if b.heading == 1]) and heads[0] < 6:
            lone = len(heads) == 1 or all(n == heads[0] + k for k, n in enumerate(heads))
            if lone and not numerals.leading(self.blocks[heads[0]].plain) and not self.blocks[heads[0]].number:
                styled = heads
        if styled:
            last = styled[0]
            while last + 1 in styled:
                last += 1
            return styled[0], last + 1
        if not top or self._begins_body(top[0]) or len(top[0].plain) > 300:
            return None
        shown = [n for n, b in enumerate(top) if b.is_centred or b.is_bold or b.is_capitals or b.size]
        largest = max((top[n].size for n in shown), default=0)
        first = 0
        for n, block in enumerate(top):  # a letterhead may stand above: the title is larger, bold or in capitals
            if self._begins_body(block):
                break
            if (block.is_bold or block.is_capitals) and block.size >= largest * 0.99:
                first = n
                break
        head = top[first]
        if not (head.is_bold or head.is_capitals or head.is_centred) and not (head.ends_open and len(self.blocks) > 1):
            return None
        last = first + 1
        while last < len(top) and self._continues_title(top[last], head) and last - first < 5:
            last += 1
        return first, last

    def _continues_title(self, block: Block, head: Block) -> bool:
        looks = (block.is_centred, block.is_bold, block.size) == (head.is_centred, head.is_bold, head.size)
        distinct = head.is_bold or (head.is_capitals and block.is_capitals)
        return (
            looks
            and distinct
            and head.is_centred
            and not self._begins_body(block)
            and not opening_words.DATE.search(block.plain)
            and not opening_words.SECTION.match(block.plain.strip())
            and not block.heading
            and not block.plain.startswith("(")
        )

    def _begins_body(self, block: Block) -> bool:
        said = block.plain.strip()
        return bool(
            block.number
            or block.is_table
            or block.is_note
            or _is_numbered(said)
            or opening_words.PREAMBLE.match(said)
            or said.endswith((",", ";", ":"))
        )

    def _is_preface(self, at: int, title: int) -> bool:
        block = self.blocks[at]
        said = block.plain.strip()
        if self._begins_body(block) and not opening_words.DATE.search(said):
            return False
        if block.number or block.is_table or block.is_note or block.heading or len(said) > 200:
            return False
        if opening_words.SECTION.match(said) or opening_words.PARTICIPANTS.match(said):
            return False
        if (
            opening_words.ANNEX.match(said)
            or opening_words.PREAMBLE.match(said)
            or (_is_numbered(said) and not opening_words.DATE.match(said))
        ):
            return False
        if block.is_bold and not block.is_centred and self.blocks[title].is_centred:
            return False
        if block.is_centred or (opening_words.DATE.search(said) and len(said) < 160):
            return True
        return block.ends_open and len(said) < 120 and not (block.is_bold and not self.blocks[title].is_bold)

    # the body

    def _piece(self, at: int) -> Piece:
        block = self.blocks[at]
        if block.is_note:
            return self._as(block, Kind.FOOTNOTE, number=block.number)
        if block.is_table:
            return self._as(block, Kind.TABLE)
        said = block.plain.strip()
        if opening_words.ANNEX.match(block.number) or (not block.number and self._is_annex(block)):
            self.phase, self.looks, self.styled = "body", [], 0
            self.nesting.clear()
            return self._as(block, Kind.ANNEX, number=block.number)
        if opening_words.CLOSING.match(said) and not block.number:
            self.phase = "closing"
            return self._as(block, Kind.SIGNATURE)
        marker, number = self._number(at)
        if self._is_heading(at, marker, number):
            ordinals = next((r.ordinals for r in numerals.readings(number) if r.family.startswith("decimal")), ())
            self.nesting.clear(ordinals)
            if any(piece.kind not in {TITLE, Kind.PREFACE, Kind.HEADING} for piece in self.found):
                self.phase = "body"  # but “Preamble” may stand above the preamble
            return self._as(
                block, Kind.HEADING, level=self._heading_level(block, ordinals), number=number, after=marker
            )
        if number:
            self.phase = "body"
            kind, level = self.nesting.place(number, block.indent)
            return self._as(block, kind, level=level, number=number, after=marker)
        if self._is_signature(at):
            self.phase = "closing"
            return self._as(block, Kind.SIGNATURE)
        if self.phase == "preamble" and (opening_words.PREAMBLE.match(said) or said.endswith((",", ";"))):
            return self._as(block, Kind.PREAMBLE)
        if opening_words.PREAMBLE.match(said) and said.endswith((",", ";")) and self._next_preamble(at):
            return self._as(block, Kind.PREAMBLE)
        return self._as(block, Kind.OPERATIVE)

    def _next_preamble(self, at: int) -> bool:
        """Several preambular openings in a row also after a heading such as “Preamble”."""
        before = self.found[-1].kind if self.found else ""
        return before in {Kind.PREAMBLE, Kind.HEADING, Kind.PREFACE, TITLE, ""}

    def _is_annex(self, block: Block) -> bool:
        said = block.plain.strip()
        if not opening_words.ANNEX.match(said) or len(said) >= _LONGEST_HEADING:
            return False
        return said[0].isupper() and (block.ends_open or len(said) < 25)

    def _number(self, at: int) -> tuple[int, str]:
        """(characters of the text that are the number, the number); (0, "") when there is none."""
        block = self.blocks[at]
        if block.number:
            return 0, block.number
        found = numerals.leading(block.plain)
        if found is None:
            return 0, ""
        number = found["marker"].strip()
        rest = block.plain[found.end() :]
        if len(number) > LONGEST_NUMBER or not self._is_likely(at, number, rest):
            return 0, ""
        return found.end(), number

    def _is_likely(self, at: int, number: str, rest: str) -> bool:
        readings = numerals.readings(number)
        if not readings:
            return False
        if number[-1] == "." and all("upper" in r.family for r in readings):
            return self._is_upper_list(at, number, rest)
        if number[-1].isdigit() and "." in number and rest[:1].islower():  # “1.5 million” is no number of a paragraph
            return self.nesting.expects(number) or readings[0].last == 1
        if number[-1] == "." and not readings[0].family.startswith(("decimal", "bullet")):  # «г. Алматы» is a town
            return self.nesting.expects(number) or (
                any(r.last == 1 for r in readings) and self._is_followed(at, number)
            )
        return True

    def _is_upper_list(self, at: int, number: str, rest: str) -> bool:
        """“A.” may be somebody’s initial: it numbers when it looks like a heading, or when “B.” follows later."""
        block = self.blocks[at]
        if block.heading or block.is_bold or block.is_capitals or block.is_centred:
            return True
        if self.phase == "closing" or _NAME.match(rest):
            return False
        if self.nesting.expects(number):
            return True
        return self._is_followed(at, number) or (
            any(r.last > 1 for r in numerals.readings(number) if r.family.startswith("roman")) and len(number) > 2
        )

    def _is_followed(self, at: int, number: str) -> bool:
        """Whether the next number of the same list stands before a later paragraph."""
        wanted = {(r.family, r.last + 1) for r in numerals.readings(number)}
        for other in self.blocks[at + 1 :]:
            found = numerals.leading(other.plain)
            if found and wanted & {(r.family, r.last) for r in numerals.readings(found["marker"])}:
                return True
        return False

    def _is_heading(self, at: int, marker: int, number: str) -> bool:
        block = self.blocks[at]
        text = block.plain[marker:].strip()
        if block.heading:
            return len(text) < 300
        if len(text) >= _LONGEST_HEADING:
            return False
        if _ARTICLE.match(number or text) and (block.ends_open or len(text) < 20):
            return True
        if not block.ends_open and not (block.is_centred and block.is_bold and len(text) < 120 and text[-1] == "."):
            return False
        if block.is_bold or (block.is_capitals and len(text) < 120):
            return not (self.phase == "closing" and self._is_signature(at))
        if block.is_centred and len(text) < 120:
            return self.phase != "closing"
        if number:
            roman = [r for r in numerals.readings(number) if r.family == "roman upper"]
            return bool(roman) and len(text) < 100 and not self._next_is_number(at, roman[0].last + 1)
        if opening_words.PARTICIPANTS.match(text) or opening_words.SECTION.match(text):
            return True
        if self.found and self.found[-1].kind == Kind.ANNEX:
            return len(text) < 150
        if self.phase == "closing" or opening_words.PREAMBLE.match(text):
            return False
        return self._looks_like_heading(at, text)

    def _looks_like_heading(self, at: int, text: str) -> bool:
        """A short plain line above longer text; pasted texts have no other look."""
        following = self.blocks[at + 1] if at + 1 < len(self.blocks) else None
        is_list = self.found and self.found[-1].kind == Kind.OPERATIVE and not self.found[-1].number
        if following is not None and (following.is_note or following.is_table):
            return False
        return len(text) < 120 and text[:1].isupper() and not is_list and not _NAME.match(text)

    def _next_is_number(self, at: int, ordinal: int) -> bool:
        for other in self.blocks[at + 1 : at + 2]:
            found = numerals.leading(other.plain)
            said = other.number or (found["marker"] if found else "")
            return any(r.family == "roman upper" and r.last == ordinal for r in numerals.readings(said))
        return False

    def _is_signature(self, at: int) -> bool:
        block = self.blocks[at]
        text = block.plain.strip()
        if self.phase == "closing":
            return not (block.heading or opening_words.PARTICIPANTS.match(text))
        if self.phase == "preamble":
            return False
        return len(text) < 200 and bool(opening_words.SIGNATURE.match(text)) and (block.ends_open or "__" in text)

    # results

    def _add(self, block: Block, kind: Any) -> None:
        self.found.append(self._as(block, kind))

    def _as(self, block: Block, kind: Any, *, level: int = 1, number: str = "", after: int = 0) -> Piece:
        bare = kind in {Kind.HEADING, Kind.ANNEX, Kind.PREFACE, Kind.SIGNATURE, TITLE}
        text = block.markdown(after, bare=bare).strip(" \r\n")
        plain = block.plain[after:]
        lead = block.number if kind in {TITLE, Kind.PREFACE} and block.number else ""
        if lead:
            text, plain = f"{lead} {text}", f"{lead} {plain}"
        if kind != Kind.SIGNATURE:
            text = text.replace("\t", " ")
        return Piece(str(kind), level if kind == Kind.HEADING else min(level, DEEPEST), number, text, plain, block.row)

    def _heading_level(self, block: Block, ordinals: tuple[int, ...]) -> int:
        """By its style; else by its number (“1.2”); else below the styled one, or as its look ranks among others."""
        if block.heading:
            self.styled = block.heading
            return block.heading
        if len(ordinals) > 1:
            return len(ordinals)
        if self.styled:
            return self.styled + 1
        look = (block.size, block.is_centred, block.is_capitals, block.is_bold)
        while self.looks and self.looks[-1] < look:
            self.looks.pop()
        if not self.looks or self.looks[-1] != look:
            self.looks.append(look)
        return len(self.looks)

    def _raise_headings(self) -> None:
        """In the main text and in each annex the outermost heading has level 1."""
        starts = [0, *(n for n, p in enumerate(self.found) if p.kind == Kind.ANNEX), len(self.found)]
        for begin, end in pairwise(starts):
            heads = [p for p in self.found[begin:end] if p.kind == Kind.HEADING]
            top = min((p.level for p in heads), default=1)
            for piece in heads:
                piece.level = min(piece.level - top + 1, DEEPEST)
