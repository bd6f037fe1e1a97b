"""A mark is planted wherever reporting keeps what is not public; every public page and file is searched for it."""

import io
import re
import zipfile

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from actionplan import paper, reporting, reviewing, round_reports
from actionplan.models import Evidence, Indicator, IndicatorTarget, ProgressReport, Round, StateSubmission
from actionplan.round_content import content
from almaty_portal.open_data import dumps, standing
from tests import factories
from tests.actionplan.published import publish, signed

pytestmark = pytest.mark.django_db
MARK = "QZXMARK"
NUMBER = "918273645"
PUBLIC = "Words for everybody"


def evidence(report, actor, **fields):
    made = Evidence(report=report, added_by=actor, title_ru=MARK, title_en=MARK, **fields)
    if not made.url:
        made.file.save(f"{MARK}.pdf", ContentFile(b"%PDF-1.7 " + MARK.encode()), save=False)
    made.save()


def person(make, *args):
    """Somebody whose names and address are marked."""
    made = make(*args)
    made.first_name = made.last_name = MARK
    made.email = f"{MARK}-{made.pk}@example.org".lower()
    made.save()
    return made


@pytest.fixture
def marked():
    """A published round and an unpublished one, with the mark in everything that is not public."""
    opened = factories.opened_round("KZ", "TJ", "UZ", items=4)
    kz, tj, uz = (opened.submissions.get(party__code=code) for code in ("KZ", "TJ", "UZ"))
    coordinator, reviewer = person(factories.coordinator, kz.party), person(factories.reviewer)
    returned, corrected, plain, withheld = kz.reports.order_by("pk")
    indicator = Indicator.objects.create(item=withheld.assignment.item, code="I1", title_en="Indicator", unit_en="x")
    IndicatorTarget.objects.create(indicator=indicator, party=kz.party, baseline=1, target=2)
    for report in (returned, corrected, plain, withheld):
        hidden = report in (returned, withheld)
        values = {indicator.pk: NUMBER} if report == withheld else {}
        answer = dict.fromkeys(("narrative_ru", "narrative_en", "obstacles_en"), MARK if hidden else PUBLIC)
        answer |= {"implementation_status": "in_progress", "original_language": "ru"}
        reporting.save_text(report, actor=coordinator, answer=answer, revision=0, values=values)
        evidence(report, coordinator)
        evidence(report, coordinator, url=f"https://example.org/{MARK}")
        reporting.make_ready(report, actor=coordinator)
    reporting.sign(kz, actor=coordinator)
    for report in (returned, corrected, plain, withheld):
        reviewing.comment(report, actor=reviewer, text=MARK)
        reviewing.assess(report, actor=reviewer, texts={"ru": MARK, "en": MARK}, is_public=False)
    for report in (returned, withheld):
        reviewing.send_back(report, actor=reviewer, reason=MARK)
    # said again without the mark, and so published as its second version
    factories.answered(returned, coordinator, narrative_ru=PUBLIC, narrative_en=PUBLIC, obstacles_en="")
    reporting.sign(kz, actor=coordinator)
    # entered from a letter, with the mark in the letter; the others are excused
    on_paper, *excused = tj.reports.order_by("pk")
    answer = {
        "narrative_ru": PUBLIC,
        "narrative_en": PUBLIC,
        "original_language": "ru",
        "implementation_status": "delayed",
    }
    letter = SimpleUploadedFile(f"{MARK}.pdf", b"%PDF-1.7 " + MARK.encode())
    paper.enter(on_paper, actor=person(factories.editor), answer=answer, letter=letter)
    for report in excused:
        reviewing.excuse(report, actor=reviewer, reason=MARK)
    publish(opened, [returned, corrected, plain, on_paper])
    reporting.correct(corrected, actor=coordinator, reason=MARK)
    factories.answered(corrected, coordinator, narrative_ru=MARK, narrative_en=MARK)
    # submitted and approved, but never published
    waiting = signed(uz, narrative_ru=MARK, narrative_en=MARK, implementation_status="not_started")
    reviewing.approve(waiting[0], actor=reviewer)
    later = factories.opened_round(plan=opened.plan, period_ru=MARK, period_en=MARK)
    signed(later.submissions.get(party=uz.party), narrative_ru=MARK, narrative_en=MARK)
    StateSubmission.objects.filter(pk=kz.pk).update(signed_by=coordinator)
    return opened


def words(response):
    """Everything a file or page says, an XLSX's parts included."""
    data = b"".join(response.streaming_content) if response.streaming else response.content
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            data = b"".join(archive.read(name) for name in archive.namelist())
    return data.decode("utf-8", errors="replace")


def crawl(client, *starts):
    """Address → words, of every page and file that can be reached by links."""
    waiting, found = list(starts), {}
    while waiting:
        address = waiting.pop()
        if address in found:
            continue
        response = client.get(address)
        assert response.status_code in (200, 302, 503), address
        found[address] = words(response) + str(response.headers)
        if response.headers["Content-Type"].startswith("text/html"):
            links = re.findall(r'href="(/(?:ru|en)/[^"#]*)', found[address])
            waiting += [link.replace("&amp;", "&") for link in links if "/account/" not in link]
    return found


def hidden_in(found):
    return [address for address, said in found.items() if MARK.lower() in said.lower() or NUMBER in said]


def test_the_mark_is_on_no_public_page_and_in_no_public_file(client, marked):
    found = crawl(client, "/ru/plan/", "/en/plan/", "/sitemap.xml")
    state = marked.submissions.get(party__code="KZ").party
    item = ProgressReport.objects.first().assignment.item
    for language in ("ru", "en"):
        plan = f"/{language}/plan/{marked.plan.slug}/"
        files = [f"{plan}rounds/{marked.number}/report.{form}" for form in ("pdf", "xlsx", "csv", "json")]
        reached = [f"{plan}?round={marked.number}", f"{plan}states/{state.slug}/{item.code}/", *files]
        assert {*reached, f"/{language}/plan/feed.atom"} <= set(found)
    assert sum(PUBLIC in said for said in found.values()) > 10
    assert hidden_in(found) == []


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_mark_is_not_in_the_page_that_a_pdf_is_made_of(marked, language):
    page = round_reports.html(content(marked.plan, marked), language)
    assert PUBLIC in page
    assert MARK not in page
    assert NUMBER not in page


def test_the_mark_is_in_no_open_data(client, marked):
    """Every list of the API in each language, every record that a list names, every dump."""
    found = {}
    for name in standing.BY_NAME:
        for query in ("", "?lang=ru", "?lang=en"):
            found[name + query] = words(client.get(f"/api/v1/{name}{query}"))
        dumps.make(name)
    dumps.make(standing.EVERYTHING)
    code = ProgressReport.objects.first().assignment.item.code
    for address in ("parties/KZ", f"plans/{marked.plan.slug}", f"items/{code}", "reports?status=not_started&state=UZ"):
        found[address] = words(client.get(f"/api/v1/{address}"))
    for dump in dumps.Dump.objects.all():
        found[dump.filename] = words(client.get(dump.get_absolute_url()))
    assert found["almaty-process.zip"]
    assert sum(PUBLIC in said for said in found.values()) >= 7
    assert hidden_in(found) == []


def test_the_open_data_does_not_say_how_a_report_came_about(client, marked):
    StateSubmission.objects.update(first_signed_at="2031-05-17T10:00Z", signed_at="2031-05-17T10:00Z")
    said = words(client.get("/api/v1/reports")) + words(client.get("/api/v1/rounds"))
    assert "2031" not in said
    assert {(row["state"], row["is_correction"]) for row in client.get("/api/v1/reports").json()["items"]} == {
        ("KZ", False),
        ("TJ", False),
    }


def test_an_unpublished_round_is_at_no_address(client, marked):
    later = Round.objects.exclude(pk=marked.pk).get()
    for form in ("pdf", "xlsx", "csv", "json"):
        assert client.get(f"/en/plan/{later.plan.slug}/rounds/{later.number}/report.{form}").status_code == 404
    for rest in ("", "grid/", "trend/"):
        assert MARK not in client.get(f"/en/plan/{later.plan.slug}/{rest}?round={later.number}").content.decode()


def test_no_file_that_is_kept_from_the_public_is_served(client, marked):
    assert Evidence.objects.exclude(file="").count() > 4
    for row in Evidence.objects.all():
        assert client.get(f"/en/plan/{marked.plan.slug}/evidence/{row.pk}/").status_code == 404
        if row.file:
            assert client.get(f"/media/{row.file.name}").status_code == 404


def test_no_page_says_how_a_report_came_about(client, marked):
    """Lateness, returns, excuses, letters and the number of a version are nobody's business outside."""
    StateSubmission.objects.update(first_signed_at="2031-05-17T10:00Z", signed_at="2031-05-17T10:00Z")
    found = crawl(client, "/en/plan/")
    told = re.compile(
        r"2031|\b(overdue|late|returned|excused|letter|submitted|approved|version|under correction)\b", re.I
    )
    visible = {address: re.sub(r"<[^>]+>", " ", said) for address, said in found.items() if "/plan/" in address}
    assert {address: hit.group() for address, said in visible.items() if (hit := told.search(said))} == {}
