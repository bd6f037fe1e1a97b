"""Italics, bold and links inside a paragraph; everything else, HTML included, is shown as it was typed."""

import re
from functools import cache
from itertools import groupby

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("zero", {"html": False}).enable(["emphasis", "link", "escape"])


def html(text: str) -> SafeString:
    """Safe HTML of one paragraph's text. Unknown schemes (`javascript:`) are refused by markdown-it."""
    return mark_safe(_markdown().renderInline(text))  # noqa: S308 - markdown-it escapes what is not its own


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
    """The text without its marks, for search and excerpts."""
    return (
        re.sub(r"<[^>]+>", "", html(text))
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", '"')
        .replace("&amp;", "&")
    )
