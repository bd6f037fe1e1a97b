"""A pasted text as paragraphs. Nothing is lost: number and text of all pieces, in order, are the whole text."""

import re
from collections.abc import Mapping

from declarations.intake import classifying, numerals
from declarations.intake.blocks import Piece, TypedBlock
from declarations.intake.rows import Row, beside


def split(text: str) -> list[Piece]:
    """Paragraphs are parted by empty lines, or by lines when there is no empty line."""
    return classifying.pieces([TypedBlock(plain=block) for block in blocks(text)])


def blocks(text: str) -> list[str]:
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if not text:
        return []
    parted = "\n\n" in re.sub(r"\n[^\S\n]+\n", "\n\n", text)
    found: list[str] = []
    for block in re.split(r"\n\s*\n", text):
        lines = [line.strip() for line in block.split("\n")]
        found.extend(_joined(lines) if parted else lines)
    return [block for block in found if block.strip()]


def _joined(lines: list[str]) -> list[str]:
    """Lines of one block are one paragraph, unless a line begins with a number or letter."""
    found: list[str] = []
    for line in lines:
        if found and not numerals.leading(line):
            found[-1] += f" {line}"
        else:
            found.append(line)
    return found


def aligned(texts: Mapping[str, str]) -> list[Row]:
    """language → text, row by row; the kind comes from a language that has the row, each number from its own."""
    return beside({code: split(text) for code, text in texts.items()})
