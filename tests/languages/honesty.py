"""What a page shows in another language without saying so."""

import re
from collections import defaultdict

from lxml import html

BADGE = re.compile(r"\b(Russian|English) only\b|\bin (Russian|English)\b")
#: Where languages stand side by side on purpose, each named, a citation in the document's own language, or a map.
COMPARED = ("parallel", "beside", "both", "changes", "citation", "search-results", "languages", "map-names")
SHORTEST = 7  # characters; shorter names (IOM, DECL) are alike in several languages


class Texts:
    """The record's texts, each with its language, found again in what a page shows."""

    def __init__(self, texts, interface):
        """`texts`: (language, text); what the interface itself says (`interface`, one string) is no record's text."""
        self.by_first = defaultdict(list)
        interface = interface.casefold()
        for language, text in sorted(texts, key=lambda said: -len(said[1])):
            said = squeezed(text)
            if len(said) >= SHORTEST and said.casefold() not in interface:
                self.by_first[said.split()[0]].append((language, said))

    def in_(self, shown):
        """The languages of the record's texts that a piece of a page shows."""
        return {
            language
            for word in shown.split()
            for language, said in self.by_first.get(word, ())
            if shown == said or re.search(rf"(?<!\w){re.escape(said)}(?!\w)", shown)
        }


def squeezed(text):
    return " ".join(text.split())


def unmarked(content, texts):
    """(what is wrong, the text) of each text of the record in another language that has not its `lang` and badge."""
    page = html.fromstring(content)
    found = []
    for element in page.iter():
        if not isinstance(element.tag, str) or element.tag in ("script", "style", "html"):
            continue
        for holder, text in ((element, element.text), (element.getparent(), element.tail)):
            shown = squeezed(text or "")
            if holder is None or not shown or not (languages := texts.in_(shown)):
                continue
            if any(set((up.get("class") or "").split()) & set(COMPARED) for up in (holder, *holder.iterancestors())):
                continue
            bare = holder.tag in ("title", "option", "desc", "text")
            if not bare and _lang(holder) not in languages:
                found.append(("no lang", shown))
            elif not BADGE.search(shown if bare else _around(holder)):
                found.append(("no badge", shown))
    return found


def _lang(element):
    """What an element says of its language, the page's own `lang` apart."""
    return next(
        (up.get("lang") for up in (element, *element.iterancestors()) if up.tag != "html" and up.get("lang")), ""
    )


def _around(element):
    """The text of whatever surrounds the element that has the `lang`."""
    marked = next((up for up in (element, *element.iterancestors()) if up.get("lang")), element)
    parent = marked.getparent()
    return squeezed(" ".join((parent if parent is not None else marked).itertext()))
