"""DOCX in Russian, in English, or in both side by side, a row a paragraph."""

from typing import Any

from docx.shared import Mm

from almaty_portal.lib import language_names
from declarations.forms.word import elements, lists, numbers, package
from declarations.forms.word.notes import Notes
from declarations.forms.word.texts import Text
from declarations.forms.words import Words, address, in_languages
from declarations.models import Edition

GAP = Mm(3.5)  # beside the rule between two languages
NARROW = 0.7  # of the indents, in a column of two


def make(edition: Edition, language: str) -> bytes:
    """The edition's DOCX. Raises `NotInEditionError`."""
    said = in_languages(edition, language)
    document = package.begin(edition, said)
    _running(document.sections[0], edition, said)
    texts = _texts(document, said)
    if len(texts) > 1:
        _parallel(document, texts)
    else:
        _single(document, texts[0])
    return package.end(document)


def _texts(document: Any, said: list[Words]) -> list[Text]:
    """The languages' texts with the lists they share one numbering for."""
    scale = NARROW if len(said) > 1 else 1
    width = package.TEXT_WIDTH if len(said) == 1 else package.TEXT_WIDTH // 2 - GAP
    rows = [(words.language, row) for words in said for row in words.paragraphs]
    numbered = [
        (f"{language} {row['kind']} {row['level']}", "" if row["kind"] in ("footnote", "table") else row["number"])
        for language, row in rows
    ]
    found = numbers.places(numbered)
    numbering = document.part.numbering_part.element
    for child in list(numbering):
        numbering.remove(child)
    defined: set[int] = set()
    for (_language, row), place in zip(rows, found, strict=True):
        if place and place.list not in defined:
            lists.define(numbering, place, row["kind"], row["level"], scale)
            defined.add(place.list)
    notes, length = Notes(document, said), len(said[0].paragraphs)
    return [Text(words, found[i * length : (i + 1) * length], notes, width, scale) for i, words in enumerate(said)]


def _running(section: Any, edition: Edition, said: list[Words]) -> None:
    head, foot = section.header.paragraphs[0], section.footer.paragraphs[0]
    pages = section.footer.add_paragraph(style="Footer")
    for index, words in enumerate(said):
        for paragraph in (head, foot, pages) if index else ():
            paragraph._p.append(elements.run(" · ", words.language))
        head._p.append(elements.run(words.short_process, words.language))
        foot._p.append(elements.run(words.edition, words.language))
        pages._p.append(elements.run(f"{'' if index else chr(9)}{words.page} ", words.language))
        pages._p.append(elements.field("PAGE", "1", words.language))
        pages._p.append(elements.run(f" {words.of} ", words.language))
        pages._p.append(elements.field("NUMPAGES", "1", words.language))
    head._p.append(elements.run(f"\t{said[0].symbol}", said[0].language))
    foot._p.append(elements.run(" · ", said[0].language))
    link = address(edition)
    foot._p.append(elements.link(foot.part, link, [elements.run(link, said[0].language)]))


def _front(container: Any, text: Text) -> None:
    words = text.words
    text.line(container, words.process, "Masthead")
    text.line(container, " · ".join(words.identity), "Identity")
    text.line(container, words.title or words.symbol, "Title")
    for said in (words.meeting, words.held):
        if said:
            text.line(container, said, "Meeting")


def _states(container: Any, text: Text) -> None:
    text.line(container, text.words.states_heading, "Heading 1")
    for state in text.words.states:
        text.line(container, state, "State")


def _notices(document: Any, words: Words) -> None:
    for language, said in words.notices:
        document.add_paragraph(style="Notice")._p.append(elements.run(said, language))


def _single(document: Any, text: Text) -> None:
    _front(document, text)
    _notices(document, text.words)
    for index, row in enumerate(text.rows):
        if text.is_printed(index):
            text.paragraph(document, index)
            if row["kind"] == "annex" and row["level"] == 1:
                document.paragraphs[-1].paragraph_format.page_break_before = True
    if text.words.states:
        _states(document, text)
    _notices(document, text.words)


def _table(document: Any, texts: list[Text]) -> Any:
    """A table of two columns whose first row, the languages' names, is repeated on each page."""
    table = document.add_table(1, len(texts), style="Parallel texts")
    table.autofit = False
    for column in table.columns:
        column.width = package.TEXT_WIDTH // len(texts)
    table.rows[0]._tr.get_or_add_trPr().append(elements.element("w:tblHeader"))
    for number, (text, cell) in enumerate(zip(texts, table.rows[0].cells, strict=True)):
        _inset(cell, number)
        cell.paragraphs[0].style = "Table head"
        cell.paragraphs[0]._p.append(elements.run(language_names.own(text.language), text.language))
    return table


def _inset(cell: Any, column: int) -> None:
    """Keep the second language off the rule between the two."""
    if column:
        margins = elements.element("w:tcMar")
        margins.append(elements.element("w:left", w=round(GAP.pt * 20), type="dxa"))
        cell._tc.get_or_add_tcPr().append(margins)


def _row(table: Any, texts: list[Text], write: Any) -> None:
    """A row with what `write(cell, text, is_first)` puts into each cell."""
    for number, (cell, text) in enumerate(zip(table.add_row().cells, texts, strict=True)):
        _inset(cell, number)
        given = cell.paragraphs[0]._p
        write(cell, text, number == 0)
        if given.getnext() is not None:  # a cell ends in a paragraph; the one it was made with is not needed
            given.getparent().remove(given)


def _parallel(document: Any, texts: list[Text]) -> None:
    table = _table(document, texts)
    _row(table, texts, lambda cell, text, _first: _front(cell, text))
    if texts[0].words.notices:
        _notices(document, texts[0].words)
        table = _table(document, texts)
    for index, row in enumerate(texts[0].rows):
        if row["kind"] == "annex" and row["level"] == 1:
            document.add_paragraph(style="Between tables").paragraph_format.page_break_before = True
            table = _table(document, texts)
        if any(text.is_printed(index) for text in texts):
            _row(table, texts, lambda cell, text, first, i=index: _printed(cell, text, i, first))
    if texts[0].words.states:
        _row(table, texts, lambda cell, text, _first: _states(cell, text))
    _notices(document, texts[0].words)


def _printed(cell: Any, text: Text, index: int, is_first: bool) -> None:
    if text.is_printed(index):
        text.paragraph(cell, index, anchored=is_first)
