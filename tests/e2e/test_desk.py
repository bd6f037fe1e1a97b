"""A coordinator's office in a real browser: two people at once, drafts that save themselves, a lost connection."""

import pytest
from playwright.sync_api import expect

from actionplan.models import ProgressReport
from almaty_portal.roles import sync_roles
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "correct horse battery"
PHONE = {"width": 375, "height": 740}


@pytest.fixture
def packet(live_server):
    from django.contrib.contenttypes.models import ContentType

    ContentType.objects.clear_cache()
    sync_roles()
    return factories.opened_round("KZ").submissions.get()


def person(packet, name, role="coordinator"):
    user = factories.coordinator(packet.party, role=role, first_name=name, language="ru")
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(browser, live_server, user, **options):
    """A page of the person's own browser, at the desk; `page.faults` gathers what the browser complains of."""
    page = browser.new_context(**{"viewport": PHONE, **options}).new_page()
    page.set_default_timeout(15_000)
    page.faults = []
    page.on("console", lambda message: page.faults.append(message.text) if message.type == "error" else None)
    page.goto(f"{live_server.url}/ru/account/login/")
    page.fill("input[name=login]", user.email)
    page.fill("input[name=password]", PASSWORD)
    page.click("form.stacked button[type=submit]")
    page.wait_for_url("**/ru/desk/")
    return page


def test_two_people_write_at_once_and_nothing_is_lost(browser, live_server, packet):
    report = packet.reports.first()
    pages = [
        sign_in(browser, live_server, person(packet, name, role), java_script_enabled=False)
        for name, role in (("Айгуль", "coordinator"), ("Болат", "contributor"))
    ]
    for page in pages:
        page.goto(f"{live_server.url}/ru/desk/reports/{report.pk}/")
    first, second = pages
    first.fill("#id_narrative_ru", "Проведён семинар в Алматы.")
    first.locator(".save-bar button").first.click()
    first.wait_for_selector("text=Сохранено в")
    second.fill("#id_narrative_ru", "Проведён семинар в Астане.")
    second.fill("#id_obstacles_ru", "Нет переводчиков.")
    second.locator(".save-bar button").first.click()
    second.wait_for_selector("text=Айгуль сохранил")
    assert second.locator("text=Проведён семинар в Алматы.").count() >= 1
    expect(second.locator("input[name=choose_obstacles_ru][value=mine]")).to_be_checked()
    second.check("input[name=choose_narrative_ru][value=edited]")
    second.fill("textarea[name=edited_narrative_ru]", "Проведены семинары в Алматы и Астане.")
    second.click("text=Сохранить выбранное")
    second.wait_for_selector("text=Сохранено в")
    report.refresh_from_db()
    assert (report.narrative_ru, report.obstacles_ru) == ("Проведены семинары в Алматы и Астане.", "Нет переводчиков.")


@pytest.fixture
def writing(browser, live_server, packet):
    """A page with a report open, the report, and the person who writes."""
    user = person(packet, "Айгуль")
    page = sign_in(browser, live_server, user)
    report = packet.reports.first()
    page.goto(f"{live_server.url}/ru/desk/reports/{report.pk}/")
    return page, report, user


def test_a_draft_saves_itself_and_says_so_politely(writing):
    page, report, _user = writing
    page.fill("#id_narrative_ru", "Черновик.")
    expect(page.locator(".saved[role=status][aria-live=polite]")).to_contain_text("Сохранено в", timeout=10_000)
    report.refresh_from_db()
    assert report.narrative_ru == "Черновик."
    page.fill("#id_narrative_ru", "Черновик, дальше.")
    expect(page.locator("[name=revision]")).to_have_value("2", timeout=10_000)
    assert ProgressReport.objects.get(pk=report.pk).narrative_ru == "Черновик, дальше."
    assert page.faults == []


def test_without_a_connection_the_text_stays_and_is_sent_again(writing):
    page, report, _user = writing
    page.context.set_offline(True)
    page.fill("#id_narrative_ru", "Без связи.")
    expect(page.locator(".saved")).to_contain_text("Нет связи", timeout=10_000)
    page.context.set_offline(False)
    expect(page.locator(".saved")).to_contain_text("Сохранено в", timeout=10_000)
    report.refresh_from_db()
    assert report.narrative_ru == "Без связи."


def test_an_answer_lost_on_the_way_is_no_conflict_with_oneself(writing):
    page, report, _user = writing
    seen = []

    def lose_the_first(route):
        seen.append(route.fetch())
        route.abort() if len(seen) == 1 else route.fulfill(response=seen[-1])

    page.route("**/autosave/", lose_the_first)
    page.fill("#id_narrative_ru", "Первая фраза.")
    expect(page.locator(".saved")).to_contain_text("Нет связи", timeout=10_000)
    page.fill("#id_narrative_ru", "Первая фраза. Вторая фраза.")
    expect(page.locator(".saved")).to_contain_text("Сохранено в", timeout=15_000)
    report.refresh_from_db()
    assert report.narrative_ru == "Первая фраза. Вторая фраза."
    assert page.locator(".theirs").count() == 0


def test_a_newer_text_is_shown_and_never_saved_over(writing):
    page, report, user = writing
    factories.answered(report, user, narrative_ru="Новее.")
    page.fill("#id_narrative_ru", "Моё.")
    expect(page.locator(".saved")).to_contain_text("Нажмите «Сохранить»", timeout=10_000)
    expect(page.locator("#id_narrative_ru + .theirs")).to_contain_text("Новее.")
    report.refresh_from_db()
    assert report.narrative_ru == "Новее."
    page.locator(".save-bar button").first.click()
    page.wait_for_selector("text=Два текста одного отчёта")


def test_a_signed_out_page_keeps_its_text(writing):
    page, report, _user = writing
    page.context.clear_cookies()
    page.fill("#id_narrative_ru", "Сеанс окончен.")
    expect(page.locator(".saved")).to_contain_text("Вы вышли из системы", timeout=10_000)
    assert page.input_value("#id_narrative_ru") == "Сеанс окончен."
    report.refresh_from_db()
    assert report.revision == 0
