"""One finding: which rule, where, in which language, and the sentence that names it and its cure."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from declarations.quality.working import Row

#: Rules whose findings stop publication; the others may be let stand with a reason.
BLOCKING = frozenset({"no-counterpart", "wrong-language", "marks", "note-missing", "note-unused"})

SENTENCES: dict[str, Any] = {
    "no-text": _("The document has no text in this language. Translate it, or publish without this language."),
    "no-counterpart": _("This paragraph has no text in this language. Translate it, or delete the paragraph."),
    "figures": _("The numbers differ: Russian has %(ru)s, English has %(en)s. Correct whichever is wrong."),
    "dates": _("The dates differ: Russian has %(ru)s, English has %(en)s. Correct whichever is wrong."),
    "symbols": _("The symbols of documents differ: Russian has %(ru)s, English has %(en)s. Symbols are never translated."),
    "parties": _("The parties named differ: only Russian names %(ru)s, only English names %(en)s. Correct whichever is wrong."),
    "number": _("The paragraph’s numbers differ: “%(ru)s” in Russian, “%(en)s” in English. Give both the same place in the sequence."),
    "sequence": _("“%(number)s” does not follow “%(before)s”. Correct the number, or the order of the paragraphs."),
    "sequence-start": _("The numbering begins with “%(number)s”. Correct the number, or add what should stand before it."),
    "leftover": _("Words of the other language are left in the text: %(words)s. Translate them, or put a name in quotation marks."),
    "wrong-language": _("The text is written in the other language. Move or translate it."),
    "look-alike": _("Latin and Cyrillic letters are mixed in one word: %(words)s. Type the word again in one alphabet."),
    "spaces": _("Two spaces stand together in “%(where)s”. Leave one."),
    "straight-quotes": _("Straight quotation marks or apostrophes are in the text: %(where)s. Use «…» in Russian and “…” and ’ in English."),
    "other-quotes": _("Quotation marks of the other language are in the text: %(where)s. Use «…» in Russian and “…” in English."),
    "marks": _("A mark of italics, bold, a link or a footnote is not closed: “%(where)s”. Close it, or write a backslash before the sign."),
    "links": _("Russian has links: %(ru)s; English has links: %(en)s. Give both texts the same links."),
    "note-missing": _("Footnote “%(number)s” is referred to and is not there. Add the footnote, or take the reference out."),
    "note-unused": _("Nothing refers to footnote “%(number)s”. Write [^%(number)s] where it belongs, or delete the footnote."),
    "table": _("The table’s rows and columns differ: %(ru)s in Russian, %(en)s in English. Give both the same shape."),
    "no-table": _("The text cannot be read as a table. Write its cells between vertical bars, with a line |---| under the heads."),
    "listed": _("The list of states differs from the endorsements. Listed, but not endorsing: %(more)s. Endorsing, but not listed: %(less)s. Correct the list or the endorsements."),
}  # fmt: skip


@dataclass(frozen=True)
class Finding:
    """`languages`: the languages that must all be published for it to count. `said` fills the sentence's places."""

    code: str
    row: Row | None
    languages: tuple[str, ...]
    said: dict[str, Any] = field(default_factory=dict)

    @property
    def is_blocking(self) -> bool:
        return self.code in BLOCKING

    @property
    def language(self) -> str:
        """The language it is in; empty when it lies between the two."""
        return self.languages[0] if len(self.languages) == 1 else ""

    @property
    def sentence(self) -> str:
        shown = {name: self._shown(value) for name, value in self.said.items()}
        return str(SENTENCES[self.code]) % shown

    @staticmethod
    def _shown(value: Any) -> str:
        if isinstance(value, list | tuple):
            return ", ".join(str(part) for part in value) or gettext("none")
        return str(value)

    @property
    def fingerprint(self) -> str:
        """The same as long as the finding and the texts it was found in are the same, wherever they stand."""
        row = self.row
        found_in = [row.anchor, row.kind, row.numbers, row.texts] if row else []
        said = {name: str(value) for name, value in self.said.items() if name not in ("more", "less")}
        codes = [self.said[name].codes for name in ("more", "less") if name in self.said]
        known = json.dumps([self.code, self.languages, said, codes, found_in], ensure_ascii=False, sort_keys=True)
        return hashlib.sha256(known.encode()).hexdigest()
