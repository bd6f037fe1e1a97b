"""Contents to measure with: synthetic editions with every kind of paragraph, as long as asked for."""

from typing import Any

WORDS = {
    "ru": (
        "подчёркивая значение региональной политики, которая защищает людей в пути, государства-участники обязуются "
        "развивать сотрудничество в области смешанной миграции, укреплять границы с соблюдением норм международного "
        "права, сохранять пространство убежища и предупреждать торговлю людьми. "
    ),
    "en": (
        "stressing the importance of regional policies that protect people on the move, the participating states "
        "commit themselves to develop cooperation on mixed migration, to strengthen their borders in accordance with "
        "international law, to keep the space for asylum and to prevent trafficking in persons. "
    ),
}
OPENINGS = {"ru": "*отмечает*, ", "en": "*Notes* that, "}
CYCLE = ("heading", "preamble", "operative", "operative", "subparagraph", "subparagraph", "operative", "operative")
TABLE = {
    "ru": "| Государство | Срок | Мера |\n|---|---|---|\n" + "| Казахстан | 2027 | Обмен сведениями |\n" * 4,
    "en": "| State | By | Step |\n|---|---|---|\n" + "| Kazakhstan | 2027 | Exchange of information |\n" * 4,
}


def content(paragraphs: int) -> dict[str, Any]:
    """An edition's content (schema 2) of so many paragraphs; a table and a footnote follow every forty."""
    rows: list[dict[str, Any]] = []

    def add(kind: str, level: int, number: dict[str, str], text: dict[str, str]) -> None:
        numbers = {f"number_{code}": number.get(code, "") for code in WORDS}
        rows.append(
            {"anchor": len(rows) + 1, "kind": kind, "level": level, **numbers}
            | {f"text_{code}": text[code] for code in WORDS}
        )

    operative = notes = 0
    for place in range(paragraphs):
        kind = CYCLE[place % len(CYCLE)]
        operative += kind == "operative"
        number = {"operative": f"{operative}.", "subparagraph": f"({'ab'[place % 2]})"}.get(kind, "")
        short = kind == "heading"
        calls = place % 40 == 10
        notes += calls
        text = {
            code: WORDS[code].split(",")[0].capitalize() if short else OPENINGS[code] + WORDS[code] * (1 + place % 3)
            for code in WORDS
        }
        add(kind, 1, dict.fromkeys(WORDS, number), {c: t + f"[^{notes}]" * calls for c, t in text.items()})
        if calls:
            add("table", 1, {}, TABLE)
            add("footnote", 1, dict.fromkeys(WORDS, str(notes)), WORDS)
    return {
        "schema": 2,
        "symbol": f"AP/2026/BENCH-{paragraphs}",
        "kind": "communique",
        "title_ru": "Коммюнике о защите беженцев и международной миграции",
        "title_en": "Communiqué on refugee protection and international migration",
        "authenticity_ru": "authentic",
        "authenticity_en": "authentic",
        "year": 2026,
        "adopted_on": "2026-06-05",
        "manner": "adopted",
        "original_language": "ru",
        "basis": "official",
        "source": "S",
        "meeting": None,
        "endorsements": [],
        "paragraphs": rows,
    }
