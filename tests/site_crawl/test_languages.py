"""Every word says its language: a screen reader changes its voice, a browser its hyphenation (WCAG 3.1.2)."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.site_crawl.crawling import language_of, tree

pytestmark = pytest.mark.django_db
CYRILLIC = re.compile(r"[а-яё]{2,}", re.IGNORECASE)
LATIN = re.compile(r"[a-z]{3,}", re.IGNORECASE)
READ_OUT = ("title", "alt", "aria-label", "placeholder", "label")
#: Names of formats, programs and standards are the same words in Russian.
NAMES = {"Word", "BibTeX", "Atom", "Akoma", "Ntoso", "Excel", "LibreOffice", "OpenDocument", "JavaScript"}
NAMES |= {"Nu", "Html", "Checker", "axe", "core", "veraPDF", "Tab"}
NAMES |= {"Google", "Outlook", "OpenAPI", "iCalendar", "Markdown", "Lines"}
NAMES |= {"null", "true", "false", "alpha", "authentic", "official", "unofficial"}  # values of the open data
NAMES |= {"Natural", "Earth", "Turkey"}  # a collection of maps; a former name, quoted
#: No words of a language: the demo's people, addresses, symbols, what a packet's spreadsheet holds in both languages.
NO_WORDS = re.compile(r"Demo \w+( \(\w\w\))?|https?://\S*|\S+@\S+|\S*[./<>&]\w\S*|\w+ · (?!Demo)\w+|^Reports,")


def foreign(text, language):
    """The first words that are not of the language; "" when all are. Capitals are an abbreviation or a code."""
    words = (CYRILLIC if language == "en" else LATIN).findall(NO_WORDS.sub("", text))
    return " ".join([word for word in words if not word.isupper() and word not in NAMES][:5])


def read_out(element):
    """(language, text) of each text of the element that is read out."""
    yield element.text or ""
    yield from (element.get(name, "") for name in READ_OUT)
    yield from (child.tail or "" for child in element)


def elements(page):
    """(element, its language); what is code, or not read out, is left out."""
    for element in tree(page).iter():
        if isinstance(element.tag, str) and element.tag not in ("script", "style", "code", "pre", "meta", "link"):
            yield element, language_of(element)


def asked(page):
    """The reader's own words, which a search says again in whatever language they are."""
    return " ".join(parse_qs(urlsplit(page.address).query).get("q", []))


def test_words_of_another_language_say_which(pages):
    wrong = {}
    for page in (page for page in pages if page.is_ours):
        for element, language in elements(page):
            for text in read_out(element):
                words = foreign(text, language)
                if words and words not in asked(page):
                    wrong[element.tag, element.get("class"), language, words] = page.name
    assert wrong == {}


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [("Доклад в PDF", "ru", ""), ("Доклад report", "ru", "report"), ("The report", "en", ""), ("Мера 1", "en", "Мера")],
)
def test_a_fault_would_be_found(text, language, found):
    assert foreign(text, language) == found
