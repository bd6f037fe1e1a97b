"""`{% load sharing %}`: what other programs and networks are told of a page."""

from functools import cache
from html import unescape
from typing import Any
from urllib.parse import urlencode

from django import template
from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, to_locale

from almaty_portal.lib import languages, linked_data

register = template.Library()
LOCALES = {"ru": "ru_RU", "en": "en_GB"}
#: Parameters that only say where a reader came from.
CAMPAIGN = ("utm_", "fbclid", "gclid", "yclid", "_openstat")


@register.inclusion_tag("includes/_share.html", takes_context=True)
def share(context: Any) -> dict[str, Any]:
    """Canonical address, the page in each language, Open Graph; nothing at an address that is none of the portal's."""
    request, language = context.get("request"), get_language() or settings.LANGUAGE_CODE
    if request is None:
        return {}
    here = _canonical(request)
    pages = languages.addresses(here)
    if len({path for _code, path in pages}) < len(pages):
        return {}
    image = _image(language)
    return {
        "site": settings.SITE_URL,
        "canonical": settings.SITE_URL + here,
        "pages": [(code, settings.SITE_URL + path) for code, path in pages],
        "unprefixed": settings.SITE_URL + here.removeprefix(f"/{language}"),
        "title": _block(context, "title") if here != reverse("home") else gettext("Almaty Process"),
        "description": _block(context, "description"),
        "kind": "article" if context.get("edition") else "website",
        "locale": _locale(language),
        "other_locales": [_locale(code) for code in languages.codes() if code != language],
        "image": settings.SITE_URL + static(image) if image else "",
    }


@register.simple_tag
def breadcrumb_list(*steps: str) -> SafeString:
    """`{% breadcrumb_list name path name path … %}`, this page last."""
    return linked_data.as_script(linked_data.breadcrumbs(*zip(steps[::2], steps[1::2], strict=True)))


def _canonical(request: HttpRequest) -> str:
    kept = [
        (name, value)
        for name, values in request.GET.lists()
        for value in values
        if not name.startswith(CAMPAIGN) and value
    ]
    return request.path + (f"?{urlencode(kept)}" if kept else "")


def _block(context: Any, name: str) -> str:
    """The words of the page's own block, without markup."""
    blocks = context.render_context.get(BLOCK_CONTEXT_KEY)
    block = blocks.get_block(name) if blocks else None
    return unescape(strip_tags(block.render(context))).strip() if block else ""


def _locale(language: str) -> str:
    return LOCALES.get(language, to_locale(language))


@cache
def _image(language: str) -> str:
    """The picture for shared links in this language, or in English; "" without one."""
    names = (f"share-{language}.png", "share-en.png")
    return next((name for name in names if finders.find(name)), "")
