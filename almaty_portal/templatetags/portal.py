"""`{% load portal %}`: how records and their languages are said on a page."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.conf import settings
from django.utils.html import conditional_escape, format_html, format_html_join
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
    path, here = request.get_full_path(), f"/{get_language()}/"
    rest = path.removeprefix(here)  # nothing else in an address is translated
    return [
        (code, names.get(code, code), path if rest == path else f"/{code}/{rest}") for code, _ in settings.LANGUAGES
    ]


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
def alternates(context: Any) -> SafeString:
    """`hreflang` and canonical links of the page."""
    rows = [(code, settings.SITE_URL + address) for code, _name, address in _here(context)]
    links = format_html_join("\n", '<link rel="alternate" hreflang="{}" href="{}">', rows)
    canonical = next((address for code, address in rows if code == get_language()), settings.SITE_URL + "/")
    return format_html('{}\n<link rel="canonical" href="{}">', links, canonical)
