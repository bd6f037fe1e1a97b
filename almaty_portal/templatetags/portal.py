"""`{% load portal %}`: how records and their languages are said on a page."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.forms import BoundField
from django.urls import reverse
from django.utils.html import conditional_escape, format_html, format_html_join, strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from almaty_portal.lib import date_ranges, inline, languages

register = template.Library()


def only_in(language: str) -> str:
    return {"ru": gettext("Russian only"), "en": gettext("English only")}.get(language, gettext("not in this language"))


@register.simple_tag
def say(record: Any, field: str) -> SafeString:
    """The record's text in the reader's language; in another only with its `lang` and a visible badge."""
    said = languages.say(record, field)
    if said.is_asked:
        return conditional_escape(said.text)
    return format_html(
        '<span lang="{}">{}</span> <span class="badge">{}</span>', said.language, said.text, only_in(said.language)
    )


@register.filter
def said(record: Any, field: str) -> str:
    """The bare text of `say`, where no markup may stand (a page's title, an option)."""
    return languages.say(record, field).text


@register.filter
def typed(text: str) -> SafeString:
    """What somebody typed in one language (a reason, a comment), with its `lang` where that is not the reader's."""
    language, shown = languages.by_script(strip_tags(text)), conditional_escape(text)
    return shown if language == get_language() else format_html('<span lang="{}">{}</span>', language, shown)


@register.filter
def described_by(field: BoundField, help_id: str) -> SafeString:
    """The field, told of by the element with that id too, before its own help text and errors (WCAG 3.3.2)."""
    return field.as_widget(attrs={"aria-describedby": f"{help_id} {field.aria_describedby or ''}".strip()})


@register.simple_tag
def say_prose(record: Any, field: str) -> SafeString:
    """As `say`, for a text of several paragraphs and lists."""
    said = languages.say(record, field)
    if said.is_asked:
        return inline.prose(said.text)
    return format_html(
        '<p class="badge">{}</p><div lang="{}">{}</div>',
        only_in(said.language),
        said.language,
        inline.prose(said.text),
    )


@register.simple_tag
def inline_marks(text: str, notes: Mapping[str, int] | None = None) -> SafeString:
    return inline.html(text or "", notes)


register.simple_tag(date_ranges.written, name="date_range")


@register.simple_tag
def table(text: str, notes: Mapping[str, int] | None = None) -> SafeString:
    return inline.table_html(text or "", notes)


@register.filter
def get(mapping: dict[str, Any], key: str) -> Any:
    return mapping.get(key)


@register.filter
def at(rows: Sequence[Any], index: int) -> Any:
    return rows[index]


def _here(context: Any) -> list[tuple[str, str, str]]:
    """(language, its own name, this page's address in it)."""
    request = context.get("request")
    if request is None:
        return []
    names = {"ru": "Русский", "en": "English"}
    return [(code, names.get(code, code), path) for code, path in languages.addresses(request.get_full_path())]


@register.simple_tag(takes_context=True)
def language_links(context: Any) -> SafeString:
    """The switch: each language in its own words, staying on the page and its query."""
    active = get_language()
    return format_html_join(
        " ",
        '<a href="{}" lang="{}" hreflang="{}"{}>{}</a>',
        (
            (address, code, code, mark_safe(' aria-current="true"') if code == active else "", name)
            for code, name, address in _here(context)
        ),
    )


@register.simple_tag(takes_context=True)
def section(context: Any, name: str) -> SafeString:
    """The `href` of a part of the portal, marked as current on its first page and on every page below it."""
    address = reverse(name)
    request = context.get("request")
    path = request.path if request else ""
    current = "page" if path == address else "true" if path.startswith(address) else ""
    return format_html('href="{}"{}', address, format_html(' aria-current="{}"', current) if current else "")
