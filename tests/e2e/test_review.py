"""A round from signature to publication in a real browser, on a phone, in Russian, with and without scripts."""

import pytest
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from playwright.sync_api import sync_playwright

from actionplan import reporting
from actionplan.models import ReportVersion
from almaty_portal.roles import sync_roles
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture
def packet(live_server):
    """Kazakhstan's packet of two items, signed; the second says nothing in English."""
    ContentType.objects.clear_cache()
    sync_roles()
    packet = factories.opened_round("KZ").submissions.get()
    coordinator = factories.coordinator(packet.party)
    for report, english in zip(packet.reports.order_by("pk"), ("A seminar was held.", ""), strict=True):
        factories.answered(report, coordinator, narrative_en=english)
        reporting.make_ready(report, actor=coordinator)
    reporting.sign(packet, actor=coordinator)
    return packet


@pytest.fixture
def phone(monkeypatch, live_server):
    """A function: the page of a signed-in person's phone; `page.faults` gathers what the browser complains of."""
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright keeps an event loop in this thread
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)

        def opened(user, scripts):
            client = Client()
            client.force_login(user)
            session = {"name": settings.SESSION_COOKIE_NAME, "value": client.cookies["sessionid"].value}
            context = browser.new_context(viewport={"width": 375, "height": 740}, java_script_enabled=scripts)
            context.add_cookies([{**session, "url": live_server.url}])
            page = context.new_page()
            page.set_default_timeout(15_000)
            page.faults = []
            page.on("console", lambda message: page.faults.append(message.text) if message.type == "error" else None)
            page.goto(f"{live_server.url}/ru/desk/")
            return page

        yield opened
        browser.close()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_reviewer_returns_and_approves_and_a_publisher_publishes(phone, packet, scripts):
    first, second = packet.reports.order_by("pk")
    page = phone(factories.reviewer(language="ru"), scripts)
    page.click("text=Перейти к рассмотрению")
    page.click(f"a:has-text('{first.assignment.item.code} Мера')")
    page.locator("summary:has-text('Замечание: Что сделано')").click()
    page.fill("#id_comment_narrative", "В каком месяце?")
    page.fill("#id_reason", "Назовите месяц.")
    page.click("text=Вернуть государству")
    page.wait_for_selector("text=Отчёт возвращён государству.")
    page.click("text=Следующий")
    page.click("button:has-text('Утвердить')")
    page.wait_for_selector("text=Отчёт утверждён и ждёт публикации.")
    assert first.versions.get().comments.get().text == "В каком месяце?"

    page = phone(factories.publisher(language="ru"), scripts)
    page.click("text=Раунд ")
    if scripts:
        assert page.evaluate("document.documentElement.scrollWidth") == 375
    page.click("text=Опубликовать 1 утверждённый отчёт…")
    page.check("input[name=accept_one_language]")
    page.click("button:has-text('Опубликовать')")
    page.wait_for_selector("text=Опубликован 1 отчёт.")
    assert [version.report for version in ReportVersion.objects.public()] == [second]
    assert page.faults == []
