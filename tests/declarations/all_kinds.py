"""A document with every kind of paragraph, levels and tables and footnotes included."""

from typing import Any

from declarations.models import Document
from tests import factories

ROWS: list[tuple[str, int, str, str, str, str]] = [
    # kind, level, number_ru, number_en, text_ru, text_en
    ("preface", 1, "", "", "Алматы, 5 июня 2013 года", "Almaty, 5 June 2013"),
    ("heading", 1, "I.", "I.", "Преамбула", "Preamble"),
    (
        "preamble",
        1,
        "",
        "",
        "*признавая* значение региональной политики[^1], которая защищает людей в пути,",
        "*Recognizing* the importance of regional policies[^1] that protect people on the move,",
    ),
    ("heading", 1, "II.", "II.", "Обязательства", "Commitments"),
    ("heading", 3, "", "", "Сотрудничество", "Cooperation"),
    ("heading", 3, "", "", "Границы", "Borders"),
    (
        "operative",
        1,
        "1.",
        "1.",
        "*обязуются* сотрудничать[^2], в том числе **на границах** (см. [портал](https://example.org/ru)):",
        "*Commit themselves* to cooperate[^2], also **at borders** (see [the portal](https://example.org/en)):",
    ),
    ("subparagraph", 1, "а)", "(a)", "в обмене сведениями;", "in exchanging information;"),
    ("subparagraph", 2, "i)", "(i)", "ежегодно;", "every year;"),
    ("subparagraph", 3, "—", "–", "и по запросу.", "and on request."),
    ("operative", 2, "1.1", "1.1", "Порядок определяется отдельно[^1].", "The manner is settled apart[^1]."),
    (
        "table",
        1,
        "",
        "",
        "| Государство | Срок |\n|---|---|\n| Казахстан | 2027 |\n| Таджикистан[^2] | 2028 |",
        "| State | By |\n|---|---|\n| Kazakhstan | 2027 |\n| Tajikistan[^2] | 2028 |",
    ),
    ("signature", 1, "", "", "Принято в Алматы на русском и английском языках.", "Done at Almaty in two languages."),
    ("footnote", 1, "1", "1", "Примечание о политике.", "A note on policies."),
    ("footnote", 1, "2", "2", "Примечание о *сотрудничестве*.", "A note on *cooperation*."),
    ("footnote", 1, "3", "3", "На это примечание ничто не ссылается.", "Nothing refers to this note."),
    ("annex", 1, "Приложение I.", "Annex I.", "Участники", "Participants"),
    ("operative", 1, "1.", "1.", "Государства-участники.", "The participating states."),
    ("annex", 2, "А.", "A.", "Наблюдатели", "Observers"),
    ("table", 1, "", "", "|  |  |\n|---|---|\n| Иран | наблюдатель |", "|  |  |\n|---|---|\n| Iran | observer |"),
]


def document(times: int = 1, **fields: Any) -> Document:
    """A draft of the rows above, so many times over (its footnotes once), with an observer among its states."""
    made = factories.DocumentFactory(original_language="ru", **fields)
    rows = [row for turn in range(times) for row in ROWS if turn == 0 or row[0] != "footnote"]
    for position, (kind, level, number_ru, number_en, text_ru, text_en) in enumerate(rows, 1):
        factories.ParagraphFactory(
            document=made,
            position=position,
            kind=kind,
            level=level,
            number_ru=number_ru,
            number_en=number_en,
            text_ru=text_ru,
            text_en=text_en,
        )
    factories.EndorsementFactory(document=made)
    factories.EndorsementFactory(document=made, note_ru="наблюдатель", note_en="observer")
    return made
