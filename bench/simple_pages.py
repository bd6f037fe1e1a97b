"""The same words as the portal's pages, as simply as HTML and Typst say them; nothing of the portal is imported."""

import re
from html import escape
from typing import Any

SAID = {
    "ru": ("Алматинский процесс по защите беженцев и международной миграции", "Проверить этот файл можно по адресу"),
    "en": ("Almaty Process on Refugee Protection and International Migration", "Check this file at"),
}
ADDRESS = "http://127.0.0.1:8000/v/"
MARKS = re.compile(r"\*([^*]+)\*|\[\^(\w+)\]")
STYLE = (
    "@page{size:A4;margin:26mm 25mm 24mm;font:8pt 'PT Sans';@bottom-right{content:counter(page)}}"
    "html{font:11pt/1.42 'PT Serif'}td{vertical-align:top}td td,td th{font:9.5pt 'PT Sans'}.sans{font:9pt 'PT Sans'}"
)


def cells(text: str) -> list[list[str]]:
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.strip().splitlines()]
    return [rows[0], *rows[2:]]


def _html(row: dict[str, Any], language: str) -> str:
    text = row[f"text_{language}"]
    if row["kind"] == "table":
        lines = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in line) + "</tr>" for line in cells(text))
        return f"<table class=sans>{lines}</table>"
    marked = MARKS.sub(lambda m: f"<em>{m[1]}</em>" if m[1] else f"<sup>{m[2]}</sup>", escape(text))
    tag = "h2" if row["kind"] == "heading" else "p"
    return f"<{tag}>{escape(row[f'number_{language}'])} {marked}</{tag}>"


def html(content: dict[str, Any], language: str) -> str:
    codes = language.split("-")

    def side(parts: list[str]) -> str:
        return parts[0] if len(parts) == 1 else "<tr>" + "".join(f"<td width=50%>{part}" for part in parts)

    rows = [side([f"<p class=sans>{SAID[code][0]} {content['symbol']}" for code in codes])]
    rows += [side([f"<h1>{escape(content[f'title_{code}'])}</h1>" for code in codes])]
    rows += [side([_html(row, code) for code in codes]) for row in content["paragraphs"]]
    rows += [side([f"<p class=sans>{SAID[code][1]} {ADDRESS}{content['symbol']}/1" for code in codes])]
    body, style = "\n".join(rows), STYLE
    if len(codes) > 1:
        body, style = f"<table>{body}</table>", STYLE.replace("11pt/1.42", "9.5pt/1.38")
    return f"<!doctype html><html lang={codes[0]}><meta charset=utf-8><title>x</title><style>{style}</style>{body}"


def _typst(row: dict[str, Any], language: str) -> str:
    text = row[f"text_{language}"]
    if row["kind"] == "table":
        lines = cells(text)
        inner = ", ".join(f"[{cell}]" for line in lines for cell in line)
        return f'#text(font: "PT Sans", size: 9.5pt, table(columns: {len(lines[0])}, {inner}))'
    marked = MARKS.sub(lambda m: f"#emph[{m[1]}]" if m[1] else f"#super[{m[2]}]", text)
    number = row[f"number_{language}"].replace(".", "\\.")
    return f"#heading(level: 2)[{number} {marked}]" if row["kind"] == "heading" else f"#par[{number} {marked}]"


def typst_source(content: dict[str, Any], language: str) -> str:
    codes = language.split("-")

    def side(parts: list[str]) -> str:
        cells_of = "".join(f"[{part}]" for part in parts)
        return parts[0] if len(parts) == 1 else f"#grid(columns: (1fr, 1fr), gutter: 8mm){cells_of}"

    def address(code: str) -> str:
        return f'{SAID[code][1]} #raw("{ADDRESS}{content["symbol"]}/1")'

    rows = [side([f"{SAID[code][0]} {content['symbol']}" for code in codes])]
    rows += [side([f"#heading[{content[f'title_{code}']}]" for code in codes])]
    rows += [side([_typst(row, code) for code in codes]) for row in content["paragraphs"]]
    rows += [side([address(code) for code in codes])]
    size = "11pt" if len(codes) == 1 else "9.5pt"
    head = f'#set page(paper: "a4", margin: 25mm, numbering: "1")\n#set text(font: "PT Serif", size: {size}, '
    return head + f'lang: "{codes[0]}")\n#set document(title: "x")\n' + "\n\n".join(rows)


def words(content: dict[str, Any], language: str) -> list[str]:
    """Every word of title and paragraphs, as it must come out of the PDF again."""
    found: list[str] = []
    for code in language.split("-"):
        found += content[f"title_{code}"].split()
        for row in content["paragraphs"]:
            text = row[f"text_{code}"]
            if row["kind"] == "table":
                found += [word for line in cells(text) for cell in line for word in cell.split()]
            else:
                found += (row[f"number_{code}"] + " " + MARKS.sub(lambda m: m[1] or m[2], text)).split()
    return found
