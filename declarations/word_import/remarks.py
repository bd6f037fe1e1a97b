"""What the officer should know of a file: what was left out, flattened or decided while it was read."""

from collections import Counter
from dataclasses import dataclass, field

from django.utils.translation import gettext, ngettext_lazy
from django.utils.translation import gettext_lazy as _


@dataclass
class Remarks:
    """Counts by code, and texts by code for what can be named."""

    counts: Counter[str] = field(default_factory=Counter)
    texts: dict[str, list[str]] = field(default_factory=dict)

    def note(self, code: str, text: str = "") -> None:
        self.counts[code] += 1
        text = " ".join(text.split())
        if text and text not in self.texts.setdefault(code, []):
            self.texts[code].append(text)

    def said(self) -> list[str]:
        """The remarks in the active language, in a fixed order."""
        found = []
        for code, sentence in SENTENCES.items():
            if count := self.counts[code]:
                said = sentence % {"count": count} if code in _COUNTED else sentence
                named = "; ".join(
                    gettext("“%(text)s”") % {"text": t if len(t) <= 80 else t[:80] + "…"}
                    for t in self.texts.get(code, [])[:5]
                )
                found.append(f"{said} {named}".strip())
        return found


_COUNTED = {
    "change": ngettext_lazy(
        "%(count)d tracked change was read as accepted.", "%(count)d tracked changes were read as accepted.", "count"
    ),
    "comment": ngettext_lazy("%(count)d comment was left out.", "%(count)d comments were left out.", "count"),
    "image": ngettext_lazy("%(count)d picture was left out.", "%(count)d pictures were left out.", "count"),
    "drawing": ngettext_lazy(
        "%(count)d chart or diagram was left out.", "%(count)d charts or diagrams were left out.", "count"
    ),
    "object": ngettext_lazy(
        "%(count)d embedded object was left out.", "%(count)d embedded objects were left out.", "count"
    ),
    "hidden": ngettext_lazy(
        "%(count)d stretch of hidden text was left out:", "%(count)d stretches of hidden text were left out:", "count"
    ),
    "box": ngettext_lazy(
        "The text of %(count)d text box was read after the paragraph it is tied to:",
        "The text of %(count)d text boxes was read after the paragraphs they are tied to:",
        "count",
    ),
    "merged": ngettext_lazy(
        "Merged cells were flattened in %(count)d table; check it.",
        "Merged cells were flattened in %(count)d tables; check them.",
        "count",
    ),
    "nested": ngettext_lazy(
        "%(count)d table inside a table was flattened.", "%(count)d tables inside tables were flattened.", "count"
    ),
    "empty": ngettext_lazy(
        "%(count)d numbered paragraph without text was left out; the numbers after it are as Word shows them.",
        "%(count)d numbered paragraphs without text were left out; the numbers after them are as Word shows them.",
        "count",
    ),
}
SENTENCES = {
    **_COUNTED,
    "header": _("The text of headers or footers was left out:"),
    "contents": _("The table of contents was left out."),
    "wordart": _("Text drawn as WordArt was left out:"),
    "equation": _("Equations were read as plain text; check them:"),
    "superscript": _("Raised or lowered digits were read as such characters:"),
    "symbol": _("A character of a symbol font may be shown differently; check it:"),
    "link": _("Links to files, places in the text or unknown schemes were read without their address:"),
    "long_number": _("Numbers longer than 16 characters were put before the text:"),
    "script": _("Paragraphs with both scripts were given to the language of most of their letters:"),
    "columns": _("The row that heads the columns was left out:"),
}
