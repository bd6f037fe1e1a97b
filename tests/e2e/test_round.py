"""A round in a real browser from its opening to a correction that replaces what was public: by form, by spreadsheet."""

import io

import pytest
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.test import Client
from openpyxl import load_workbook
from playwright.sync_api import expect

from actionplan.models import Indicator, IndicatorTarget, ReportVersion
from almaty_portal.roles import sync_roles
from tests import factories
from tests.actionplan.test_sheets import filled

pytestmark = pytest.mark.django_db(transaction=True)
PHONE, DESK = {"width": 375, "height": 740}, {"width": 1280, "height": 800}


@pytest.fixture
def plan(live_server):
    """A published plan of two items with an indicator on the first; Kazakhstan has a part in both."""
    ContentType.objects.clear_cache()
    sync_roles()
    plan = factories.published(factories.PlanFactory(slug="plan"))
    state = factories.published(factories.PartyFactory(code="KZ", slug="kazakhstan"))
    cluster = factories.ClusterFactory(plan=plan)
    for code in ("1.1", "1.2"):
        item = factories.published(factories.ActionItemFactory(cluster=cluster, code=code))
        factories.AssignmentFactory(item=item, party=state)
    indicator = Indicator.objects.create(
        item=cluster.items.first(), code="1.1-A", title_ru="Семинары", title_en="Seminars", unit_ru="шт.", unit_en="no."
    )
    IndicatorTarget.objects.create(indicator=indicator, party=state, baseline=2, target="12.5")
    plan.state = state
    return plan


@pytest.fixture
def people(plan):
    """Name → user: the state's and the secretariat's."""
    return {
        "contributor": factories.coordinator(plan.state, role="contributor", language="ru"),
        "coordinator": factories.coordinator(plan.state, language="ru"),
        "reviewer": factories.reviewer(),
        "publisher": factories.publisher(),
    }


@pytest.fixture
def seat(browser, live_server, people):
    """A function: that person's own page in their own browser; its faults are asked for at the end of the test."""
    faults, pages = [], {}

    def taken(name, *, scripts=True, **viewport):
        if name in pages:
            return pages[name]
        context = browser.new_context(viewport=viewport or DESK, java_script_enabled=scripts, base_url=live_server.url)
        if name in people:
            client = Client()
            client.force_login(people[name])
            session = client.cookies[settings.SESSION_COOKIE_NAME].value
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
        page = pages[name] = context.new_page()
        page.set_default_timeout(15_000)
        page.on("console", lambda line: faults.append(line.text) if line.type == "error" else None)
        return page

    yield taken
    assert faults == []


def fits(page):
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


def test_a_round_in_russian_by_form_and_on_a_phone(seat, plan, live_server):
    reporting_round = factories.RoundFactory(plan=plan, number=1)
    page = seat("publisher")
    page.goto(f"/admin/actionplan/round/{reporting_round.pk}/open/")
    page.locator(".record-form button").click()
    page.wait_for_url("**/change/")
    packet = reporting_round.submissions.get()

    office = seat("contributor", **PHONE)
    for code in ("1.1", "1.2"):
        write(office, packet, code, f"По пункту {code} проведён семинар.")
    assert office.locator("text=Подписать пакет…").count() == 0  # a contributor signs nothing
    sign(seat("coordinator", **PHONE), packet, "Подписаны и представлены 2 отчёта.")

    review = seat("reviewer")
    review.goto("/ru/desk/review/")
    review.click("a:has-text('1.1 Мера')")
    review.locator("summary:has-text('Замечание: Что сделано')").click()
    review.fill("#id_comment_narrative", "В каком месяце?")
    review.fill("#id_reason", "Назовите месяц.")
    review.click("text=Вернуть государству")
    review.wait_for_selector("text=Отчёт возвращён государству.")
    review.click("text=Следующий")
    approve(review)

    office.goto("/ru/desk/")
    expect(office.locator(".desk-returned")).to_contain_text("Назовите месяц.")
    office.locator(".desk-returned a").first.click()
    expect(office.locator(".remarks").first).to_contain_text("В каком месяце?")
    office.fill("#id_narrative_ru", "В мае проведён семинар.")
    office.fill("#id_narrative_en", "A seminar was held in May.")
    office.locator(".save-bar button").first.click()
    office.wait_for_selector("text=Сохранено в")
    sign(seat("coordinator"), packet, "Подписан и представлен 1 отчёт.")
    review.goto("/ru/desk/review/")
    review.click("a:has-text('1.1 Мера')")
    approve(review)
    publish(page, reporting_round, "Опубликованы 2 отчёта.", one_language=True)

    reader = seat("a reader", **PHONE)
    reader.goto("/ru/plan/plan/grid/")
    fits(reader)
    reader.locator(".plan-grid td a").first.click()
    expect(reader.locator("article.reading:target")).to_contain_text("В мае проведён семинар.")
    reader.get_by_role("link", name="Участие государства в плане").click()
    expect(reader.locator("main")).to_contain_text("По пункту 1.2 проведён семинар.")
    reader.goto("/en/plan/plan/grid/")
    expect(reader.locator(".plan-grid")).to_contain_text("Russian only")
    reader.goto("/ru/plan/plan/trend/")
    assert reader.locator("svg.chart-columns").count() == 2
    for form in ("xlsx", "csv", "json", "pdf"):
        assert reader.request.get(f"/ru/plan/plan/rounds/1/report.{form}").status == 200

    correct = seat("coordinator")
    correct.goto(f"/ru/desk/packets/{packet.pk}/")
    correct.locator("a:has-text('Исправить')").first.click()
    correct.locator("main textarea").fill("Семинар был в июне.")
    correct.locator("main form button").first.click()
    correct.fill("#id_narrative_ru", "В июне проведён семинар.")
    correct.locator(".save-bar button").first.click()
    correct.wait_for_selector("text=Сохранено в")
    sign(correct, packet, "Подписан и представлен 1 отчёт.")
    reader.goto("/ru/plan/plan/1.1/")
    expect(reader.locator("article.reading")).to_contain_text("В мае")  # it stays until it is replaced
    review.goto("/ru/desk/review/")
    review.click("a:has-text('1.1 Мера')")
    approve(review)
    publish(page, reporting_round, "Опубликован 1 отчёт.")
    reader.reload()
    expect(reader.locator("article.reading")).to_contain_text("В июне")
    expect(reader.locator("article.reading .badge")).to_have_text("исправлено")
    assert "В мае" not in reader.content()


def write(page, packet, code, words):
    page.goto(f"/ru/desk/packets/{packet.pk}/")
    page.click(f"a:has-text('{code} Мера')")
    page.get_by_label("Выполняется", exact=True).check()
    page.fill("#id_narrative_ru", words)
    fits(page)
    page.click("text=Сохранить и отметить как готовый")
    page.wait_for_selector("text=Отчёт готов к подписанию.")


def sign(page, packet, said, sign="Подписать пакет…", submit="Подписать и представить"):
    page.goto(page.url if f"/packets/{packet.pk}/" in page.url else f"/ru/desk/packets/{packet.pk}/")
    page.click(f"text={sign}")
    page.click(f"text={submit}")
    page.wait_for_selector(f"text={said}")


def approve(page, button="Утвердить", said="Отчёт утверждён и ждёт публикации."):
    page.click(f"button:has-text('{button}')")
    page.wait_for_selector(f"text={said}")


def publish(page, reporting_round, said, *, language="ru", one_language=False):
    page.goto(f"/{language}/desk/review/rounds/{reporting_round.pk}/publish/")
    if one_language:
        page.check("input[name=accept_one_language]")
    page.locator("main form button").click()
    page.wait_for_selector(f"text={said}")


def upload(page, content):
    page.set_input_files(
        "#sheet-file", {"name": "packet.xlsx", "mimeType": "application/octet-stream", "buffer": content}
    )
    page.click("text=Show what will change")


def test_a_round_in_english_by_spreadsheet_and_without_scripts(seat, plan):
    reporting_round = factories.opened_round(plan=plan, number=1)
    packet = reporting_round.submissions.get()
    office = seat("coordinator", scripts=False)
    office.goto(f"/en/desk/packets/{packet.pk}/")
    office.click("text=Fill in the packet as a spreadsheet")
    with office.expect_download() as downloaded:
        office.click("text=Download the packet")
    content = downloaded.value.path().read_bytes()
    rows = {(row, "original_language"): "en" for row in (1, 2)} | {(1, "implementation_status"): "in progress"}
    rows |= {(row, "narrative_en"): f"A seminar was held, {row}." for row in (1, 2)}

    upload(office, filled(content, {**rows, (2, "implementation_status"): "nearly"}))
    office.wait_for_selector("text=1 cell has to be mended; nothing was changed")
    with office.expect_download() as downloaded:
        office.click("text=Your file with the faults")
    marked = load_workbook(io.BytesIO(downloaded.value.path().read_bytes())).worksheets[0]
    assert "nearly" in str([cell.comment or cell.value for cell in marked[4]])

    content = filled(content, {**rows, (2, "implementation_status"): "completed"})
    upload(office, filled(content, {(1, 7): "8,5"}, sheet=1))
    office.wait_for_selector("text=2 reports will change")
    assert not packet.reports.exclude(revision=0).exists()  # a preview saves nothing
    office.click("text=Save as drafts")
    office.click("text=Make all complete ones ready")
    sign(office, packet, "Signed and submitted: 2 reports.", "Sign the packet…", "Sign and submit")

    review = seat("reviewer", scripts=False)
    review.goto("/en/desk/review/")
    review.locator(".review-packet li a").first.click()
    approve(review, "Approve", "approved")
    review.click("text=Next")
    approve(review, "Approve", "approved")
    publish(
        seat("publisher", scripts=False), reporting_round, "2 reports are public now.", language="en", one_language=True
    )

    assert ReportVersion.objects.public().count() == 2
    reader = seat("a reader")
    reader.goto("/en/plan/plan/1.1/")
    expect(reader.locator("article.reading")).to_contain_text("A seminar was held, 1.")
    expect(reader.locator(".measure")).to_contain_text("8.5")
    reader.goto("/ru/plan/plan/grid/")
    expect(reader.locator(".plan-grid")).to_contain_text("только на английском")
    book = load_workbook(io.BytesIO(reader.request.get("/en/plan/plan/rounds/1/report.xlsx").body()))
    said = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]
    assert "A seminar was held, 2." in said
