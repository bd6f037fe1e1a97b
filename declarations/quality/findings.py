"""One finding: which rule, where, in which language, and the sentence that names it and its cure."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext

from almaty_portal.lib import language_names
from declarations.quality.sentences import SENTENCES
from declarations.quality.working import Row

#: Rules whose findings stop publication; the others may be let stand with a reason.
BLOCKING = frozenset({"no-counterpart", "wrong-language", "marks", "note-missing", "note-unused"})


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
        """The language it is in; empty when it lies between two."""
        return self.languages[0] if len(self.languages) == 1 else ""

    @property
    def sentence(self) -> str:
        shown = {name: self._shown(value) for name, value in self.said.items()}
        if len(self.languages) == 2:
            for code, place, what in zip(self.languages, ("first", "second"), ("one", "other"), strict=True):
                shown[place], shown[what] = language_names.inside(code), shown.get(code, "")
        return capfirst(str(SENTENCES[self.code]) % shown)

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
