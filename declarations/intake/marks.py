"""Runs of formatted text as light Markdown that shows exactly the same characters."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from almaty_portal.lib import inline

_SPECIAL = re.compile(r"([\\*_\[\]|])")
_SPACES = re.compile(r"[ \t\r\n\f\v]+")
_SAFE = re.compile(r"(https?://|mailto:)[^\s<>]+$", re.IGNORECASE)


@dataclass(frozen=True)
class Span:
    """Characters of one look; `href` is a link's target, `note` the number of a footnote referred to (then no text)."""

    text: str
    bold: bool = False
    italic: bool = False
    href: str = ""
    note: str = ""

    @property
    def look(self) -> tuple[bool, bool, str, str]:
        return self.bold, self.italic, self.href, self.note


def escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def plain(spans: Iterable[Span]) -> str:
    return "".join(span.text for span in spans)


def tidy(spans: list[Span], *, keep_tabs: bool = False) -> list[Span]:
    """One space for each stretch of white space (NBSP is a letter here), none at the ends, equal neighbours merged."""
    found: list[Span] = []
    text_before = ""
    for span in spans:
        text = _SPACES.sub(lambda m: "\t" if keep_tabs and "\t" in m[0] else " ", span.text)
        if text and text[0] in " \t" and text_before[-1:] in ("", " ", "\t"):
            text = text[1:]
        if text or span.note:
            found.append(replace(span, text=text))
            text_before = text or "x"
    while found and not found[-1].note:
        text = found[-1].text.rstrip(" \t")
        if text:
            found[-1] = replace(found[-1], text=text)
            break
        found.pop()
    return _merged(_bridged(found))


def _bridged(spans: list[Span]) -> list[Span]:
    """A space between two runs of one look takes that look; any other space and edge space takes none."""
    found: list[Span] = []
    for n, span in enumerate(spans):
        if not span.note and not span.text.strip(" \t"):
            before = spans[n - 1] if n else Span("")
            after = spans[n + 1] if n + 1 < len(spans) else Span("")
            same = before.look == after.look and not before.note
            found.append(replace(before, text=span.text) if same else Span(span.text))
        else:
            found.append(span)
    return found


def _merged(spans: list[Span]) -> list[Span]:
    found = []
    for (bold, italic, href, note), group in groupby(spans, key=lambda s: s.look):
        rows = list(group)
        found += rows if note else [Span("".join(r.text for r in rows), bold, italic, href)]
    return found


def cut(spans: list[Span], count: int) -> list[Span]:
    """The spans without their first `count` characters and the white space after them."""
    found = []
    for span in spans:
        taken = min(count, len(span.text))
        count -= taken
        if span.text[taken:] or span.note:
            found.append(replace(span, text=span.text[taken:]))
    return tidy(found, keep_tabs=True)


def markdown(spans: list[Span]) -> str:
    """Light Markdown of tidied spans. `inline.plain()` of it is their text: marks that would not parse are given up."""
    said = plain(spans)
    if not any(span.look != Span("").look for span in spans):
        return said if _reads(said) == [(said, False, False)] and "|" not in said else escaped(said)
    wanted = _looks(_merged([replace(s, href="") for s in spans if not s.note]))
    attempts = []
    for shape in (spans, _merged(list(_shrunk(spans)))):
        for italics in "*_":
            text = _written(shape, italics)
            if inline.plain(text) == said:
                attempts.append(text)
                if _looks([Span(t, b, i) for t, b, i in _reads(text)]) == wanted:
                    return text
    if attempts:
        return attempts[0]
    for keep in ("bold", "italic", ""):
        fewer = _merged(
            [replace(s, bold=s.bold and keep == "bold", italic=s.italic and keep == "italic") for s in spans]
        )
        if inline.plain(text := _written(fewer, "*")) == said:
            return text
    return escaped(said) + "".join(f"[^{span.note}]" for span in spans if span.note)


def _looks(spans: list[Span]) -> list[tuple[str, bool, bool]]:
    """Each visible character with its look; white space has none."""
    return [(c, s.bold, s.italic) for s in spans for c in s.text if not c.isspace()]


def _reads(text: str) -> list[tuple[str, bool, bool]]:
    """What a reader of the Markdown sees: (text, bold, italic)."""
    found: list[tuple[str, bool, bool]] = []
    bold = italic = 0
    for token in inline.tokens(text):
        step = {"_open": 1, "_close": -1}
        change = next((s for ending, s in step.items() if token.type.endswith(ending)), 0)
        bold += change if token.type.startswith("strong") else 0
        italic += change if token.type.startswith("em") else 0
        if token.type == "text" and token.content:
            found.append((token.content, bold > 0, italic > 0))
        elif token.type in {"note_reference", "link_open"}:
            found.append(("", False, False))
    return found


def _shrunk(spans: list[Span]) -> Iterator[Span]:
    """Punctuation at the ends of a marked run loses its look, so that the marks stand at letters."""
    for span in spans:
        inner = re.match(r"(\W*)(.*?)(\W*)$", span.text, re.DOTALL)
        if inner is None or not inner[2] or not (span.bold or span.italic):
            yield span
            continue
        for text, keep in ((inner[1], False), (inner[2], True), (inner[3], False)):
            if text:
                yield replace(span, text=text, bold=span.bold and keep, italic=span.italic and keep)


def _written(spans: list[Span], italics: str) -> str:
    """What lasts longest is opened first; spaces at the ends of a run stand outside its marks."""
    out: list[str] = []
    stack: list[str] = []
    pending = ""
    wanted = [_marks_of(span, italics) for span in spans]
    for n, span in enumerate(spans):
        while any(mark not in wanted[n] for mark in stack):
            mark = stack.pop()
            out.append(f"]({mark[1:]})" if mark[0] == "@" else mark)
        lead = len(span.text) - len(span.text.lstrip())
        core = span.text.strip()
        out.append(pending + span.text[:lead])
        pending = span.text[lead + len(core) :]
        fresh = [mark for mark in wanted[n] if mark not in stack]
        for mark in sorted(fresh, key=lambda m: -_lasts(m, wanted, n)):
            out.append("[" if mark[0] == "@" else mark)
            stack.append(mark)
        out.append(f"[^{span.note}]" if span.note else escaped(core))
    out += [f"]({mark[1:]})" if mark[0] == "@" else mark for mark in reversed(stack)]
    return "".join(out) + pending


def _marks_of(span: Span, italics: str) -> list[str]:
    return [m for m, on in ((f"@{span.href}", bool(span.href)), ("**", span.bold), (italics, span.italic)) if on]


def _lasts(mark: str, wanted: list[list[str]], start: int) -> int:
    """Over how many spans from here the mark goes on."""
    return next((n for n in range(start, len(wanted)) if mark not in wanted[n]), len(wanted)) - start


def safe_link(target: str) -> str:
    """The target when it is http, https or mailto and can stand in the Markdown; else ""."""
    target = target.strip().replace("(", "%28").replace(")", "%29").replace("\\", "%5C")
    return target if _SAFE.match(target) else ""
