"""Italics, bold and links inside a paragraph; everything else, HTML included, is shown as it was typed."""

import re
from functools import cache

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("zero", {"html": False}).enable(["emphasis", "link", "escape"])


def html(text: str) -> SafeString:
    """Safe HTML of one paragraph's text. Unknown schemes (`javascript:`) are refused by markdown-it."""
    return mark_safe(_markdown().renderInline(text))  # noqa: S308 - markdown-it escapes what is not its own


def plain(text: str) -> str:
    """The text without its marks, for search and excerpts."""
    return (
        re.sub(r"<[^>]+>", "", html(text))
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", '"')
        .replace("&amp;", "&")
    )
