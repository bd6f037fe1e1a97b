"""Every rule over a document's working text."""

from collections.abc import Callable, Iterable, Iterator

from almaty_portal.lib import languages
from declarations.models import Document
from declarations.quality import counterparts, dates, figures, marks, names, numbering, scripts, typography
from declarations.quality.findings import Finding
from declarations.quality.working import Name, Row, Working, said
from members.models import Party

RULES: tuple[Callable[[Working], Iterator[Finding]], ...] = (
    counterparts.missing,
    scripts.leftovers,
    scripts.mixed,
    marks.unbalanced,
    marks.notes,
    marks.tables,
    marks.links,
    numbering.differing,
    numbering.sequence_faults,
    figures.differing,
    dates.differing,
    names.differing,
    names.lists,
    typography.spaces,
    typography.quotes,
)


def working_text(document: Document) -> Working:
    """In three queries, however long the text."""
    rows = [
        Row(p.anchor, index, p.position, p.kind, p.level, said(p, "number"), said(p, "text"))
        for index, p in enumerate(document.paragraphs.all())
    ]
    title = Row(0, -1, 0, "title", 1, dict.fromkeys(languages.codes(), ""), said(document, "title"))
    fields = ("short_name", "formal_name", "acronym")
    parties = [
        Name(
            p.code,
            p.kind == Party.Kind.STATE,
            {code: tuple(said(p, f)[code] for f in fields) for code in languages.codes()},
        )
        for p in Party.objects.all()
    ]
    endorsing = {e.party.code: languages.has(e, "note") for e in document.endorsements.select_related("party")}
    return Working(rows, title, parties, endorsing)


def of(working: Working) -> list[Finding]:
    """All findings, in the order of the text; the whole document's first."""
    found = [finding for rule in RULES for finding in rule(working)]
    return sorted(found, key=lambda finding: finding.row.index if finding.row else -2)


def findings(document: Document) -> list[Finding]:
    return of(working_text(document))


def blocking(found: Iterable[Finding], languages: Iterable[str]) -> list[Finding]:
    """Those that stop a publication in these languages."""
    chosen = set(languages)
    return [finding for finding in found if finding.is_blocking and set(finding.languages) <= chosen]


def still_open(document: Document, found: Iterable[Finding]) -> list[Finding]:
    """Those that nobody has acknowledged as they stand now."""
    known = set(document.acknowledgements.values_list("fingerprint", flat=True))
    return [finding for finding in found if finding.is_blocking or finding.fingerprint not in known]
