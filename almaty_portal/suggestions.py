"""What a reader may have meant when nothing was found: the nearest words and symbols, the other keyboard's letters."""

from dataclasses import dataclass

from django.core.cache import cache
from django.db import connection
from django.db.models import Count, Max

from almaty_portal import site_search
from almaty_portal.lib import languages, search, spelling
from almaty_portal.search_request import SearchRequest
from declarations.models import Document
from meetings.models import Meeting
from members.models import Party
from publishing.models import Transition

READ = 3_000  # paragraphs whose words are known
KNOWN = 6_000  # words that a misspelt one is compared with: about 20 ms
KEPT = 3_600  # seconds; a publication or withdrawal makes the vocabulary anew at once

_WORDS_OF_TEXTS = """
    SELECT word FROM ts_stat($$
        SELECT to_tsvector('simple', concat_ws(' ', {texts})) FROM (
            SELECT {texts} FROM declarations_passage p
            JOIN declarations_document d ON d.current_edition_id = p.edition_id
            ORDER BY p.anchor LIMIT {read}
        ) AS texts
    $$) WHERE length(word) > 3 AND word ~ '^[[:alpha:]]+$' ORDER BY ndoc DESC, word LIMIT {known}
"""


@dataclass(frozen=True)
class Suggestion:
    """Another query, how much it finds in that language, and whether it is misspelt (else only in that language)."""

    text: str
    language: str
    count: int


def vocabulary() -> frozenset[str]:
    """The words of published titles and names, and the most frequent ones of published texts, in lower case."""
    version = Transition.objects.aggregate(last=Max("pk"), number=Count("pk"))
    key = f"search-vocabulary-{version['last']}-{version['number']}"
    return cache.get_or_set(key, _words, KEPT) or frozenset()


def _words() -> frozenset[str]:
    names = [
        *Meeting.objects.published().values_list(*languages.columns("title")),
        *Party.objects.published().values_list(*languages.columns("short_name"), *languages.columns("formal_name")),
    ]
    found = {word.lower() for row in names for name in row if name for word in search.WORD.findall(name)}
    with connection.cursor() as cursor:
        cursor.execute(_WORDS_OF_TEXTS.format(texts=", ".join(languages.columns("text")), read=READ, known=KNOWN))
        found |= {word for (word,) in cursor.fetchall()}
    return frozenset(word.replace("ё", "е") for word in found)


def corrected(text: str) -> str:
    """The text with each word that nobody published replaced by the nearest one that somebody did."""
    known = vocabulary()
    return search.WORD.sub(lambda found: spelling.nearest_word(found[0], known) or found[0], text)


def other_queries(asked: SearchRequest) -> list[Suggestion]:
    """Other spellings that find something, with what they find; the languages that were asked for first."""
    tried = dict.fromkeys((spelling.other_keyboard(asked.text), corrected(asked.text)))
    codes = [*asked.languages, *(code for code in languages.codes() if code not in asked.languages)]
    suggested = []
    for text in tried:
        if search.clean(text) != asked.text:
            found = site_search.find(asked, text, codes)
            counts = {code: site_search.number_found(found, code) for code in codes}
            suggested += [Suggestion(text, code, count) for code, count in counts.items() if count][:1]
    return suggested


def elsewhere(asked: SearchRequest) -> list[Suggestion]:
    """What the same words find in the languages that were not asked for."""
    codes = [code for code in languages.codes() if code not in asked.languages]
    found = site_search.find(asked, asked.text, codes) if codes else {}
    counts = {code: site_search.number_found(found, code) for code in codes}
    return [Suggestion(asked.text, code, count) for code, count in counts.items() if count]


def by_symbol(text: str) -> tuple[list[Document], bool]:
    """The published documents whose symbol was meant; whether it was typed right but for case, alphabet, separators."""
    if not spelling.looks_like_symbol(text):
        return [], False
    published = Document.objects.published()
    known = dict(published.values_list("current_edition__symbol", "pk"))
    near, is_exact = spelling.nearest_symbols(text, [symbol for symbol in known if symbol])
    rows = published.in_bulk([known[symbol] for symbol in near])
    return [rows[known[symbol]] for symbol in near], is_exact
