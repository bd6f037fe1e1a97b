"""The pictures drawn from the emblem, made again by `.venv/bin/python docs/share_images.py`.

`static/share-ru.png` and `share-en.png` (1200 × 630 px, for links shared elsewhere), `static/emblem-32.png` and
`emblem-180.png` (tabs and home screens that do not take SVG). Needs Chromium and PT Serif, as the browser tests do.
"""

import io
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

STATIC = Path(__file__).resolve().parent.parent / "static"
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
LARGEST = 60 * 1024  # bytes
COLOURS = 64
NAMES = {
    "ru": (
        "Алматинский процесс",
        "по защите беженцев и международной миграции",
        "Документы · Совещания · План действий",
    ),
    "en": ("Almaty Process", "on Refugee Protection and International Migration", "Documents · Meetings · Action plan"),
}
#: One unit of the frieze, 40 × 10, as in templates/includes/_frieze.html.
WARP = '<path fill="#b1532b" d="M20 0l5 5-5 5-5-5z"/>'
WEFT = '<path fill="#143a6e" d="M0 0h40l-5 5-5-5-5 5-5-5-5 5-5-5-5 5zm0 10l5-5 5 5 5-5 5 5 5-5 5 5 5-5 5 5z"/>'
FRIEZE = f"""<svg width="1200" height="37.5" viewBox="0 0 320 10"><pattern id="k" width="40" height="10"
patternUnits="userSpaceOnUse">{WEFT}{WARP}</pattern><rect width="320" height="10" fill="url(#k)"/></svg>"""
PAGE = """<style>
* { margin: 0; box-sizing: border-box } svg { display: block }
body { width: 1200px; height: 630px; background: #fff; color: #16202e; display: flex; flex-direction: column }
main { flex: 1; display: flex; align-items: center; gap: 56px; padding: 0 84px } .mark { flex: none; width: 210px }
h1 { font: bold 66px/1.1 "PT Serif", serif; white-space: nowrap }
p { font: 34px/1.35 "PT Serif", serif; margin-top: 16px; text-wrap: balance }
small { display: block; font: 27px "PT Sans", sans-serif; color: #4c5767; margin-top: 36px }
</style>"""


def emblem(browser: Browser, side: int) -> None:
    """The emblem as a square of `side` pixels."""
    page = browser.new_page(viewport={"width": side, "height": side})
    drawn = (STATIC / "emblem.svg").read_text()
    page.set_content(f"<style>* {{ margin: 0 }} svg {{ display: block; width: {side}px }}</style>{drawn}")
    page.screenshot(path=STATIC / f"emblem-{side}.png")


def share(browser: Browser, language: str) -> int:
    """The picture in a language; its bytes. Raises SystemExit when it is too large."""
    name, subject, parts = NAMES[language]
    page = browser.new_page(viewport={"width": 1200, "height": 630})
    mark = (STATIC / "emblem.svg").read_text()
    page.set_content(
        f'{PAGE}{FRIEZE}<main><div class="mark">{mark}</div>'
        f"<div><h1>{name}</h1><p>{subject}</p><small>{parts}</small></div></main>{FRIEZE}"
    )
    picture = Image.open(io.BytesIO(page.screenshot())).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    path = STATIC / f"share-{language}.png"
    picture.save(path, optimize=True)
    if (size := path.stat().st_size) > LARGEST:
        raise SystemExit(f"{path.name}: {size / 1024:.0f} KB")
    return size


def main() -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        for side in (32, 180):
            emblem(browser, side)
        sizes = {language: share(browser, language) for language in NAMES}
        browser.close()
    print({language: f"{size / 1024:.0f} KB" for language, size in sizes.items()})  # noqa: T201


if __name__ == "__main__":
    main()
