"""What stops a document's publication, said in sentences with their cure."""

from django.utils.translation import gettext, ngettext

from almaty_portal.lib import languages as content_languages
from declarations.models import Document
from declarations.quality import checklist
from declarations.quality.findings import Finding

SHOWN = 3  # findings named one by one; the check list has the rest


def obstacles(document: Document, languages: list[str]) -> list[str]:
    found = []
    if document.editions.exists() and not document.revision:
        found.append(
            gettext(
                "Say what the next edition is (a corrigendum, an amended or a consolidated edition): “Next edition” "
                "in the document’s form, while it is a draft."
            )
        )
    if document.basis == Document.Basis.DESCRIPTION and any(
        content_languages.text(document, "authenticity", code) for code in content_languages.codes()
    ):
        found.append(gettext("A description has no force: empty “force of the text” in the document’s form."))
    stopping = checklist.blocking(checklist.findings(document), languages)
    found += [_said(finding) for finding in stopping[:SHOWN]]
    if (more := len(stopping) - SHOWN) > 0:
        text = ngettext(
            "The check list has %(count)d more finding that stops publication.",
            "The check list has %(count)d more findings that stop publication.",
            more,
        )
        found.append(text % {"count": more})
    return found


def _said(finding: Finding) -> str:
    where = gettext("paragraph %(position)s") % {"position": finding.row.position} if finding.row else ""
    if finding.row and not finding.row.anchor:
        where = gettext("title")
    language = f" ({finding.language})" if finding.language else ""
    return f"{where}{language}: {finding.sentence}" if where else finding.sentence
