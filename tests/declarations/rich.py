"""A document with everything a text can hold: levels, restarts, gaps, footnotes, tables, links, annexes."""

from datetime import date
from unittest.mock import patch

from declarations.models import Document, Edition
from tests import factories

#: (kind, level, number ru, number en, text ru, text en)
PARAGRAPHS = [
    ("preface", 1, "", "", "Алматы, 5 июня 2013 года", "Almaty, 5 June 2013"),
    (
        "preamble",
        1,
        "",
        "",
        "*Признавая* значение защиты[^1] беженцев,",
        "*Recognizing* the importance of protection[^1],",
    ),
    ("heading", 1, "I.", "I.", "Общие положения", "General provisions"),
    ("operative", 1, "1.", "1.", "*Подтверждают* приверженность **диалогу**:", "*Reaffirm* their **dialogue**:"),
    ("subparagraph", 1, "а)", "(a)", "на границах;", "at borders;"),
    ("subparagraph", 2, "i)", "(i)", "сухопутных;", "on land;"),
    ("subparagraph", 2, "ii)", "(ii)", "воздушных;", "in the air;"),
    ("subparagraph", 1, "б)", "(b)", "внутри стран[^2].", "inside countries[^2]."),
    (
        "operative",
        1,
        "2.",
        "2.",
        "*Ссылаются* на [портал](https://example.org/a?b=1&c=2):",
        "*Refer* to [it](/en/plan/):",
    ),
    ("subparagraph", 1, "а)", "(a)", "первое;", "first;"),
    ("operative", 1, "2 бис.", "2 bis.", "Вставленный пункт <b>&amp;</b>.", "An inserted paragraph <b>&amp;</b>."),
    ("operative", 1, "4.", "4.", "После пропуска.", "After a gap."),
    ("heading", 2, "", "", "Подзаголовок", "A heading below"),
    ("operative", 1, "5.", "5.", "Пятый, снова[^1].", "Fifth, again[^1]."),
    ("signature", 1, "", "", "Оба текста равно аутентичны.", "Both texts are equally authentic."),
    ("annex", 1, "Приложение I", "Annex I", "Показатели", "Indicators"),
    ("operative", 1, "1.", "1.", "Первый в приложении.", "First of the annex."),
    ("operative", 1, "2.", "2.", "Второй в приложении.", "Second of the annex."),
    (
        "table",
        1,
        "",
        "",
        "| Показатель | Значение |\n|---|---|\n| Прибытия[^3] | 12 |\n| **Возвращения** | 7 |",
        "| Indicator | Value |\n|---|---|\n| Arrivals[^3] | 12 |\n| **Returns** | 7 |",
    ),
    (
        "footnote",
        1,
        "1",
        "1",
        "См. [Конвенцию](https://example.org/c).",
        "See the [Convention](https://example.org/c).",
    ),
    ("footnote", 1, "2", "2", "Включая *города*.", "Including *cities*."),
    ("footnote", 1, "3", "3", "По оценке.", "An estimate."),
    ("footnote", 1, "4", "4", "Без ссылки.", "Referred to nowhere."),
]


def document(**fields) -> Document:
    made = factories.DocumentFactory(
        **{
            "adopted_on": date(2013, 6, 5),
            "manner": "adopted",
            "authenticity_ru": "authentic",
            "authenticity_en": "official",
            "original_language": "ru",
            **fields,
        }
    )
    for position, (kind, level, number_ru, number_en, text_ru, text_en) in enumerate(PARAGRAPHS, 1):
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
    factories.EndorsementFactory(document=made, note_ru="наблюдатель", note_en="observer")
    factories.EndorsementFactory(document=made)
    return made


def edition(languages: list[str] | None = None, **fields) -> Edition:
    """Published as editions were before the check list stopped a footnote that nothing refers to."""
    made = document(**fields)
    published(made, languages)
    return made.editions.get()


def published(made: Document, languages: list[str] | None = None, **fields) -> None:
    with patch("declarations.models.Document.obstacles", return_value=[]):
        factories.published(made, languages=languages, **fields)
