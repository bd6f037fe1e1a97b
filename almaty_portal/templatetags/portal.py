"""`{% load portal %}`: how records and their languages are said on a page."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.forms import BoundField
from django.urls import reverse
from django.utils.html import conditional_escape, format_html, format_html_join, strip_tags
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from almaty_portal.lib import badges, date_ranges, inline, interface, language_names, languages

register = template.Library()
register.filter("language_name", language_names.name)
register.filter("in_language", language_names.inside)
register.filter("of_language", language_names.of)
register.filter("language_names", language_names.names)
register.filter("in_languages", language_names.inside_all)
register.filter("has", languages.has)
register.filter(badges.badge)
register.filter("said", badges.bare)
register.simple_tag(interface.language, name="interface_language")


@register.filter
def alone(record: Any, field: str) -> str:
    """The text without its badge, for a drawing whose links and tables have it."""
    return languages.say(record, field).text


@register.filter
def texts(record: Any, field: str) -> list[tuple[str, str]]:
    """(language, text) of each language that has the text."""
    return [(code, text) for code in languages.codes() if (text := languages.text(record, field, code))]


@register.simple_tag
def say(record: Any, field: str) -> SafeString:
    """The record's text in the reader's language; in another only with its `lang` and a visible badge."""
    said = languages.say(record, field)
    if not said.text or (said.language == interface.language() and said.is_asked):
        return conditional_escape(said.text)
    text = format_html('<span lang="{}">{}</span>', said.language, said.text)
    return text if said.is_asked else format_html('{} <span class="badge">{}</span>', text, badges.badge(said))


@register.simple_tag
def said_in(record: Any, field: str) -> SafeString:
    """` lang="ru"` for an element with the bare text of `said`, where that is not in the page's language."""
    said = languages.say(record, field)
    return _lang(said.language if said.text else interface.language())


@register.simple_tag
def text_in(language: str) -> SafeString:
    """` lang="kk"` for an element with a text in that language, where the page's own words are in another."""
    return _lang(language)


@register.simple_tag
def words_beside(language: str) -> SafeString:
    """` lang="en"` for the page's own words inside a text in that language, where they are in another."""
    spoken = interface.language()
    return mark_safe("") if spoken == language else format_html(' lang="{}"', spoken)


def _lang(language: str) -> SafeString:
    return mark_safe("") if language == interface.language() else format_html(' lang="{}"', language)


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
    if not said.text or (said.language == interface.language() and said.is_asked):
        return inline.prose(said.text)
    text = format_html('<div lang="{}">{}</div>', said.language, inline.prose(said.text))
    return text if said.is_asked else format_html('<p class="badge">{}</p>{}', badges.badge(said), text)


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
    here = request.get_full_path()
    return [(code, language_names.own(code), _with_prefix(path, code)) for code, path in languages.addresses(here)]


def _with_prefix(path: str, code: str) -> str:
    """Where no page is, the path is the same in each language; the switch of “not found” changes its prefix."""
    _root, first, *rest = path.split("/", 2)
    return "/".join(["", code, *rest]) if first in languages.codes() else path


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


@register.inclusion_tag("includes/_interface.html")
def interface_notice() -> dict[str, Any]:
    """A line that says so where the portal's own words are not all translated into the page's language."""
    active = get_language() or "en"
    share = interface.share(active)
    return {"code": active, "own": language_names.own(active), "percent": int(share * 100), "is_whole": share >= 1}
