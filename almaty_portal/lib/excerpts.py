"""Excerpts of texts with the words that were looked for marked."""

from django.db import connection
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from almaty_portal.lib import inline
from almaty_portal.lib.search import UNREADABLE, WORD, config, forms, positive, terms

SHORT = 240  # characters of a text that is shown whole
START, STOP = "\ue000", "\ue001"  # private use: in no text, so that marks are told from what was typed


def highlight(texts: list[tuple[str, str]], asked: str, *, whole: int = 0) -> list[SafeString]:
    """Excerpts with the words asked for in `<mark>`; safe HTML, whatever the texts hold.

    `texts`: (language, text); the first `whole` of them, and short ones, are not cut. One statement for all of them,
    on text without inline marks.
    """
    if not texts:
        return []
    words = [word for term in positive(terms(asked)) for word in WORD.findall(term.text)]
    any_form = " or ".join(sorted({form for word in words for form in forms(word)}))
    marks = f'StartSel="{START}", StopSel="{STOP}", '
    excerpt = marks + 'MaxFragments=2, MaxWords=35, MinWords=15, FragmentDelimiter=" … "'
    plain = [UNREADABLE.sub("", inline.plain(text)) for _language, text in texts]
    options = [
        marks + "HighlightAll=true" if n < whole or len(text) <= SHORT else excerpt for n, text in enumerate(plain)
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT ts_headline(t.config::regconfig, t.text, websearch_to_tsquery(t.config::regconfig, %s), t.options)"
            " FROM unnest(%s::text[], %s::text[], %s::text[]) WITH ORDINALITY AS t(config, text, options, n)"
            " ORDER BY t.n",
            [any_form, [config(language) for language, _text in texts], plain, options],
        )
        rows = cursor.fetchall()
    return [_marked(headline) for (headline,) in rows]


def _marked(headline: str) -> SafeString:
    return mark_safe(escape(headline).replace(START, "<mark>").replace(STOP, "</mark>"))  # noqa: S308 - escaped first
