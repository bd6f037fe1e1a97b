"""Two texts as the rules read them, without a database."""

from declarations.quality.working import Name, Row, Working

PARTIES = [
    Name(code, True, {"ru": (short_ru, formal_ru, ""), "en": (short_en, formal_en, "")})
    for code, short_ru, short_en, formal_ru, formal_en in (
        ("KZ", "Казахстан", "Kazakhstan", "Республика Казахстан", "Republic of Kazakhstan"),
        ("KG", "Кыргызстан", "Kyrgyzstan", "Кыргызская Республика", "Kyrgyz Republic"),
        ("TJ", "Таджикистан", "Tajikistan", "Республика Таджикистан", "Republic of Tajikistan"),
        ("TR", "Турция", "Türkiye", "Турецкая Республика", "Republic of Türkiye"),
        ("TM", "Туркменистан", "Turkmenistan", "Туркменистан", "Turkmenistan"),
        ("IR", "Иран", "Iran", "Исламская Республика Иран", "Islamic Republic of Iran"),
    )
]
PARTIES.append(
    Name(
        "UNHCR",
        False,
        {
            "ru": ("УВКБ ООН", "Управление Верховного комиссара ООН по делам беженцев", "УВКБ ООН"),
            "en": ("UNHCR", "Office of the United Nations High Commissioner for Refugees", "UNHCR"),
        },
    )
)


def row(ru: str, en: str, number_ru: str = "", number_en: str = "", *, kind: str = "operative", level: int = 1) -> Row:
    return Row(1, 0, 1, kind, level, {"ru": number_ru, "en": number_en}, {"ru": ru, "en": en})


def working(*rows: Row, endorsing: dict[str, bool] | None = None) -> Working:
    placed = [Row(n, n - 1, n, r.kind, r.level, r.numbers, r.texts) for n, r in enumerate(rows, 1)]
    return Working(placed, None, PARTIES, endorsing or {})


def numbered(*numbers: str, kind: str = "operative", level: int = 1) -> list[Row]:
    """Rows with the same number in both languages."""
    return [row("Текст", "Text", number, number, kind=kind, level=level) for number in numbers]


def codes(rule, *rows: Row, **given) -> list[str]:
    return [finding.code for finding in rule(working(*rows, **given))]
