"""“Check a file” in a real browser, with a PDF that was downloaded from the portal."""

import pytest

from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def page(browser, live_server):
    from django.contrib.contenttypes.models import ContentType

    from almaty_portal.roles import sync_roles

    ContentType.objects.clear_cache()
    sync_roles()
    document = factories.DocumentFactory(slug="communique", symbol="AP/2013/COM")
    factories.ParagraphFactory(document=document, position=1)
    factories.published(document)
    page = browser.new_page(viewport={"width": 375, "height": 800}, base_url=live_server.url)
    page.sent = []
    page.on("request", lambda request: page.sent.append((request.method, request.url)))
    page.problems = []
    page.on("console", lambda line: page.problems.append(line.text) if line.type == "error" else None)
    return page


def test_a_downloaded_pdf_is_recognized_without_being_sent_and_a_changed_one_is_not(page, tmp_path):
    data = page.request.get("/en/documents/communique/editions/1/AP-2013-COM-en.pdf").body()
    good, changed = tmp_path / "good.pdf", tmp_path / "changed.pdf"
    good.write_bytes(data)
    changed.write_bytes(data + b" ")
    page.goto("/en/verify/")
    page.get_by_label("Choose the file").set_input_files(good)
    page.get_by_role("heading", name="The portal issued this file, and it is of the current edition").wait_for()
    assert page.get_by_role("status").get_by_text("AP/2013/COM").count()
    assert "sha256=" in page.url
    page.get_by_label("Choose the file").set_input_files(changed)
    page.get_by_role("heading", name="The portal did not issue this file").wait_for()
    assert [method for method, _url in page.sent if method == "POST"] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
    assert page.problems == []


def test_the_keyboard_alone_checks_a_sha256_and_the_printed_address_works(page):
    page.goto("/v/AP/2013/COM/1")
    page.get_by_role("heading", name="This is the current edition").wait_for()
    digest = page.locator(".digest").first.inner_text()
    page.get_by_role("link", name="Check another file").press("Enter")
    page.get_by_label("SHA-256", exact=True).fill(digest.upper())
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="The portal issued this file").wait_for()
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
