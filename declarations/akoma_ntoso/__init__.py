"""An edition as Akoma Ntoso 3.0 after the United Nations' profile (AKN4UN); choices: `docs/akoma-ntoso.md`."""

from typing import Any

from django.utils import timezone, translation

from declarations.akoma_ntoso import cover, description, elements
from declarations.akoma_ntoso.naming import Cut, Naming
from declarations.akoma_ntoso.parts import Parts
from declarations.akoma_ntoso.structure import Part
from declarations.akoma_ntoso.texts import Texts
from declarations.content import reading
from declarations.models import Edition


def xml(edition: Edition, language: str) -> bytes:
    """The file of one language (`ru` or `en`): one Expression of the Work. The same edition gives the same bytes."""
    cuts = [(edition.number, edition.kind, edition.cut_at)]
    if edition.number > 1:
        earlier = Edition.objects.filter(document=edition.document_id, number__lt=edition.number).order_by("number")
        cuts = [*earlier.values_list("number", "kind", "cut_at"), *cuts]
    days = [Cut(number, kind, timezone.localdate(cut_at)) for number, kind, cut_at in cuts]
    return written(edition.content, language, languages=edition.languages, cuts=days)


def written(content: dict[str, Any], language: str, *, languages: list[str], cuts: list[Cut]) -> bytes:
    """`content` in the present schema; `cuts`: this edition and all before it, in order."""
    said = reading(content, language)
    naming = Naming.of(content, language, cuts)
    texts = Texts(said)
    root = elements.root()
    with translation.override(language):
        statement = elements.add(root, "statement", contains=naming.contains, name=naming.kind)
        description.write(statement, content, said, naming, others=[code for code in languages if code != language])
        cover.write_cover_page(statement, content, said)
        part = Part.of([row for row in said["paragraphs"] if not texts.is_placed_elsewhere(row)])
        Parts(texts, naming).write(
            statement,
            part,
            before_preface=lambda preface: cover.write_title(preface, content, said),
            after_closing=lambda closing: cover.write_endorsements(closing, content, language),
        )
    return elements.serialized(root)
