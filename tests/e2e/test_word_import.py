"""An officer's way in a real browser: two Word files that do not line up, arranged, confirmed, published, read."""

from pathlib import Path

import pytest
from django.test import Client

from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)
PAIR = Path(__file__).parents[1] / "declarations/word_corpus/11-misaligned"


@pytest.fixture
def office(live_server):
    from django.contrib.contenttypes.models import ContentType

    from almaty_portal.roles import sync_roles

    ContentType.objects.clear_cache()
    sync_roles()
    client = Client()
    client.force_login(factories.superuser())
    document = factories.DocumentFactory(symbol="AP/2032/APPEAL", slug="appeal-2032", year=2032, meeting=None)
    return live_server.url, client.cookies["sessionid"].value, document


def opened(browser, office, *, scripts=True):
    url, session, document = office
    context = browser.new_context(viewport={"width": 1280, "height": 900}, java_script_enabled=scripts)
    context.add_cookies([{"name": "sessionid", "value": session, "url": url}])
    page = context.new_page()
    page.goto(f"{url}/admin/declarations/document/{document.pk}/word/")
    page.set_input_files("[name=file_ru]", PAIR / "ru.docx")
    page.set_input_files("[name=file_en]", PAIR / "en.docx")
    page.click(".record-form button[type=submit]")
    return page


def press(page, row, step, language):
    """Press a button of a row, which opens its tools first."""
    tools = page.locator(f"#row-{row} details")
    if tools.get_attribute("open") is None:
        tools.locator("summary").click()
    tools.locator(f"button[value='{step}:{row - 1}:{language}']").click()


def text(page, row, language):
    return page.locator(f"#row-{row} textarea[name=text_{language}]").input_value()


def test_a_pair_that_does_not_line_up_is_arranged_published_and_read(browser, office):
    url, _session, document = office
    page = opened(browser, office)
    assert page.locator(".intake-places li").count() == 3

    press(page, 10, "merge", "ru")  # the Russian parted what is one paragraph in English
    assert text(page, 9, "ru").endswith("до конца октября;")
    assert page.locator("#row-10 .intake-fault").count() == 1

    place = text(page, 9, "ru").index("4.")
    page.locator("#row-9 textarea[name=text_ru]").evaluate(
        f"(box) => {{ box.focus(); box.setSelectionRange({place}, {place}) }}"
    )
    press(page, 9, "split", "ru")  # and parted again, at the cursor
    assert page.locator("#row-10 input[name=number_ru]").input_value() == "4."
    press(page, 10, "merge", "ru")

    press(page, 6, "up", "en")  # the missing English paragraph is put in the wrong place, and back
    assert text(page, 5, "en").startswith("*Stressing*")
    press(page, 5, "down", "en")
    assert text(page, 6, "en").startswith("*Stressing*")

    page.locator("#row-5 textarea[name=text_en]").fill("*Mindful* of the specific needs of older persons,")
    page.locator("[name=with_titles]").check()
    page.locator("#confirm button[name=confirm]").click()
    assert document.paragraphs.count() == 13

    page.goto(f"{url}/admin/declarations/document/{document.pk}/step/publish/")
    if page.locator("#reason").get_attribute("required") is not None:
        page.fill("#reason", "test")
    page.locator(".record-form button[type=submit]").click()

    page.goto(f"{url}/en/documents/appeal-2032/bilingual/")
    body = page.inner_text("main")
    assert "Sample: Appeal to the participants in the donor conference" in body
    pairs = [
        ("сознавая особые потребности", "Mindful of the specific needs"),
        ("до конца октября", "the end of October"),
    ]
    for ru, en in pairs:
        row = page.locator("main tr, main .pair, main [id^=p]").filter(has_text=ru).filter(has_text=en)
        assert row.count() >= 1


def test_the_same_works_without_scripts(browser, office):
    page = opened(browser, office, scripts=False)
    box = page.locator("#row-9 textarea[name=text_en]")
    said = box.input_value()
    box.fill(said.replace(" and to announce", " // and to announce"))
    press(page, 9, "split", "en")
    assert text(page, 9, "en").endswith("winter assistance fund")
    assert text(page, 10, "en").startswith("and to announce")
    page.locator("#confirm button[name=confirm]").click()
    assert office[2].paragraphs.count() == 14
