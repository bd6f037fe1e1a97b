"""What stands beside a text that is not in the reader's language."""

from typing import Any

from django.utils.translation import gettext

from almaty_portal.lib import language_names, languages


def badge(said: languages.Said) -> str:
    """“Russian only”; “in Russian” when there are other languages too, but not the reader's."""
    named = {"in_language": language_names.inside(said.language)}
    return (gettext("%(in_language)s only") if said.is_only else gettext("in %(in_language)s")) % named


def bare(record: Any, field: str, language: str | None = None) -> str:
    """The text as words alone, for a title, an option or a cell: its badge in brackets after it."""
    said = languages.say(record, field, language)
    return said.text if said.is_asked else f"{said.text} ({badge(said)})"
