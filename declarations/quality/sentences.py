"""What each finding says to people: the fault and its cure."""

from typing import Any

from django.utils.translation import gettext_lazy as _

SENTENCES: dict[str, Any] = {
    "no-text": _("The document has no text in this language. Translate it, or publish without this language."),
    "no-counterpart": _("This paragraph has no text in this language. Translate it, or delete the paragraph."),
    "figures": _(
        "The numbers differ: only %(first)s has %(one)s, only %(second)s has %(other)s. Correct whichever is wrong."
    ),
    "dates": _(
        "The dates differ: only %(first)s has %(one)s, only %(second)s has %(other)s. Correct whichever is wrong."
    ),
    "symbols": _(
        "The symbols of documents differ: only %(first)s has %(one)s, only %(second)s has %(other)s. "
        "A symbol is the same in every language, in Latin letters."
    ),
    "parties": _(
        "The parties named differ: only %(first)s names %(one)s, only %(second)s names %(other)s. "
        "Correct whichever is wrong."
    ),
    "number": _(
        "The paragraph’s numbers differ: “%(one)s” in %(first)s, “%(other)s” in %(second)s. "
        "Give both the same place in the sequence."
    ),
    "sequence": _("“%(number)s” does not follow “%(before)s”. Correct the number, or the order of the paragraphs."),
    "sequence-start": _(
        "The numbering begins with “%(number)s”. Correct the number, or add what should stand before it."
    ),
    "leftover": _(
        "Words of the other language are left in the text: %(words)s. Translate them, or put a name in quotation marks."
    ),
    "wrong-language": _("The text is written in the other language. Move or translate it."),
    "look-alike": _(
        "Latin and Cyrillic letters are mixed in one word: %(words)s. Type the word again in one alphabet."
    ),
    "spaces": _("Two spaces stand together: “%(where)s”. Leave one."),
    "straight-quotes": _(
        "Straight quotation marks or apostrophes: “%(where)s”. Use «…» in Russian, and “…” and ’ in English."
    ),
    "other-quotes": _("Quotation marks of the other language: “%(where)s”. Use «…» in Russian and “…” in English."),
    "marks": _(
        "A mark of italics, bold, a link or a footnote is not closed: “%(where)s”. "
        "Close it, or write a backslash before the sign."
    ),
    "links": _("%(first)s has links: %(one)s; %(second)s has links: %(other)s. Give both texts the same links."),
    "note-missing": _(
        "Footnote “%(number)s” is referred to and is not there. Add the footnote, or take the reference out."
    ),
    "note-unused": _(
        "Nothing refers to footnote “%(number)s”. Write [^%(number)s] where it belongs, or delete the footnote."
    ),
    "table": _(
        "The table’s rows and columns differ: %(one)s in %(first)s, %(other)s in %(second)s. Give both the same shape."
    ),
    "no-table": _(
        "The text cannot be read as a table. Write its cells between vertical bars, with a line |---| under the heads."
    ),
    "listed": _(
        "The list of states differs from the endorsements. Listed, but not endorsing: %(more)s. "
        "Endorsing, but not listed: %(less)s. Correct the list or the endorsements."
    ),
}
