"""schema.org in pages, as JSON-LD. What is not known is left out."""

import json
from typing import Any

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

CONTEXT = "https://schema.org"
#: Characters that could end a script element, written as JSON escapes.
ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def known(**fields: Any) -> dict[str, Any]:
    """The fields that have a value; `at_type` is JSON-LD's `@type`."""
    return {name.replace("at_", "@", 1) if name.startswith("at_") else name: v for name, v in fields.items() if v}


def as_script(data: dict[str, Any]) -> SafeString:
    """JSON that no text in it can break out of a script element with."""
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(ESCAPES))  # noqa: S308 - escaped above


def graph(*things: dict[str, Any]) -> dict[str, Any]:
    return {"@context": CONTEXT, "@graph": list(things)}


def breadcrumbs(*steps: tuple[str, str]) -> dict[str, Any]:
    """(name, path) of each page on the way, this one last."""
    items = [
        {"@type": "ListItem", "position": position, "name": name, "item": settings.SITE_URL + path}
        for position, (name, path) in enumerate(steps, start=1)
    ]
    return {"@context": CONTEXT, "@type": "BreadcrumbList", "itemListElement": items}
