"""Italics, bold, links and footnote references inside a paragraph, and pipe tables; HTML is shown as it was typed."""

import re
from collections.abc import Mapping
from functools import cache
from itertools import groupby
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from markdown_it import MarkdownIt

NOTE_REFERENCE = re.compile(r"\[\^([^\s\]]{1,16})\]")


def _note_reference(state: Any, silent: bool) -> bool:
    found = NOTE_REFERENCE.match(state.src, state.pos)
    if found is None:
        return False
    if not silent:
        state.push("note_reference", "", 0).content = found[1]
    state.pos = found.end()
    return True


def _show_reference(_renderer: Any, tokens: Any, index: int, _options: Any, env: Any) -> str:
    number = tokens[index].content
    anchor = env.get("notes", {}).get(number)
    return (
        format_html(
            '<sup><a href="#p{}" role="doc-noteref" aria-label="{}">{}</a></sup>',
            anchor,
            _("Footnote %(number)s") % {"number": number},
            number,
        )
        if anchor
        else (format_html("<sup>{}</sup>", number))
    )


@cache
def _markdown() -> MarkdownIt:
    reader = MarkdownIt("zero", {"html": False}).enable(["emphasis", "link", "escape"])
    reader.inline.ruler.before("link", "note_reference", _note_reference)
    reader.add_render_rule("note_reference", _show_reference)
    return reader


@cache
def _tables() -> MarkdownIt:
    return MarkdownIt("zero", {"html": False}).enable("table")


def html(text: str, notes: Mapping[str, int] | None = None) -> SafeString:
    """Safe HTML of one paragraph's text. Unknown schemes (`javascript:`) are refused by markdown-it.

    `notes`: footnote number → its paragraph's anchor; a reference to another number is shown without a link.
    """
    return mark_safe(_markdown().renderInline(text, {"notes": notes or {}}))  # noqa: S308 - markdown-it escapes


def tokens(text: str) -> list[Any]:
    """markdown-it's tokens of one paragraph's text: text, em, strong, link_open/close, note_reference."""
    return _markdown().parseInline(text)[0].children or []


def table(text: str) -> list[list[str]]:
    """A pipe table's rows of cells, each cell with its inline marks; [] when the text is no table."""
    rows: list[list[str]] = []
    for token in _tables().parse(text.strip()):
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline" and rows:
            rows[-1].append(token.content)
    return rows


def table_html(text: str, notes: Mapping[str, int] | None = None) -> SafeString:
    """A table with its first row as heads (unless that is empty); a text that is no table as a paragraph."""
    rows = table(text)
    if not rows:
        return format_html("<p>{}</p>", html(text, notes))
    head, *body = rows
    heads = format_html_join("", '<th scope="col">{}</th>', ((html(cell, notes),) for cell in head))
    lines = ((format_html_join("", "<td>{}</td>", ((html(cell, notes),) for cell in row)),) for row in body)
    shown = format_html_join("", "<tr>{}</tr>", lines)
    top = format_html("<thead><tr>{}</tr></thead>", heads) if any(head) else ""
    return format_html("<table>{}<tbody>{}</tbody></table>", top, shown)


def prose(text: str) -> SafeString:
    """Safe HTML of a longer text: an empty line begins a paragraph, lines that begin with “- ” are a list."""
    blocks = []
    for block in re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip()):
        for is_list, lines in groupby(block.splitlines(), key=lambda line: line.startswith("- ")):
            if is_list:
                items = format_html_join("", "<li>{}</li>", ((html(line[2:]),) for line in lines))
                blocks.append(format_html("<ul>{}</ul>", items))
            elif said := " ".join(lines).strip():
                blocks.append(format_html("<p>{}</p>", html(said)))
    return format_html_join("\n", "{}", ((block,) for block in blocks))


def plain(text: str) -> str:
    """The text without its marks and footnote references, for search and excerpts; a table's cells parted by “ · ”."""
    if rows := table(text):
        return "\n".join(" · ".join(plain(cell) for cell in row) for row in rows)
    return "".join(token.content for token in tokens(text) if token.type == "text")
