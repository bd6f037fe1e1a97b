"""Words on lines of a fixed width: hanging indents and tables drawn in columns."""

import textwrap

WIDTH = 72  # columns
GAP = 2  # columns between a table's columns
NARROWEST = 8  # a table's column; a table that needs less is written as a list


def wrap(text: str, *, first: str = "", rest: str = "", width: int = WIDTH) -> list[str]:
    """The text's lines; `first` begins the first of them, `rest` the others. A long word (an address) is not broken."""
    lines = textwrap.wrap(
        text,
        width,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [line.rstrip() for line in lines] or [first.rstrip()]


def hanging(number: str, text: str, indent: int, hang: int) -> list[str]:
    """A numbered paragraph: the number at `indent`, the text `hang` further in on every line."""
    begin = (" " * indent + number).ljust(indent + hang - 1) + " " if number else " " * (indent + hang)
    return wrap(text, first=begin, rest=" " * (indent + hang))


def _widths(rows: list[list[str]], width: int) -> list[int] | None:
    """Each column's width, the widest giving way; None when the columns do not fit."""
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    room = width - GAP * (len(widths) - 1)
    while sum(widths) > room:
        widest = max(widths)
        if widest <= NARROWEST:
            return None
        widths[widths.index(widest)] -= 1
    return widths


def table(rows: list[list[str]], *, has_head: bool, width: int = WIDTH) -> list[str]:
    """Rows of cells in aligned columns, the head ruled off; as “head: cell” lines when there are too many columns."""
    widths = _widths(rows, width)
    if widths is None:
        heads = [f"{head}: " if head and has_head else "" for head in rows[0]]
        body = rows[1:] if has_head else rows
        return [
            line
            for row in body
            for line in (*(part for h, cell in zip(heads, row, strict=True) for part in wrap(h + cell, rest="  ")), "")
        ][:-1]
    lines: list[str] = []
    for number, row in enumerate(rows):
        cells = [
            textwrap.wrap(cell, size, break_on_hyphens=False) or [""] for cell, size in zip(row, widths, strict=True)
        ]
        for level in range(max(len(cell) for cell in cells)):
            parts = [
                (cell[level] if level < len(cell) else "").ljust(size) for cell, size in zip(cells, widths, strict=True)
            ]
            lines.append((" " * GAP).join(parts).rstrip())
        if has_head and number == 0:
            lines.append((" " * GAP).join("-" * size for size in widths))
    return lines
