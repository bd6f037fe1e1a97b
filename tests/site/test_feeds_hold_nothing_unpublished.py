"""A mark stands in everything that is not public; no feed, calendar, sitemap or description of a page holds it."""

from datetime import date

import pytest

from meetings.models import Meeting
from publishing import workflow
from tests import factories

pytestmark = pytest.mark.django_db
MARK = "QZXMARK"
PUBLIC = "Words for everybody"
MARKED = {f"{name}_{code}": MARK for name in ("title", "place", "summary") for code in ("ru", "en")}
ADDRESSES = (
    "documents/feed.atom",
    "meetings/feed.atom",
    "plan/feed.atom",
    "meetings/calendar.ics",
    "meetings/calendar/ministerial.ics",
    "meetings/calendar/experts.ics",
    "meetings/",
    "documents/",
    "",
)


def meeting(**fields):
    return factories.published(factories.MeetingFactory(title_en=PUBLIC, title_ru=PUBLIC, **fields))


@pytest.fixture
def marked():
    """A draft, one in review, one reopened, one withdrawn and one withdrawn and reopened, of meetings and documents."""
    meeting()
    factories.MeetingFactory(slug=MARK.lower(), **MARKED)
    workflow.submit(factories.MeetingFactory(**MARKED), actor=factories.superuser())
    reopened, withdrawn, both = meeting(), meeting(), meeting(kind="experts")
    for row in (withdrawn, both):
        workflow.withdraw(row, actor=factories.superuser(), reason=PUBLIC)
    for row in (reopened, both):
        workflow.reopen(row, actor=factories.superuser())
    for row in (reopened, withdrawn, both):
        # the title that was public, too: of what is withdrawn not even that is said again
        Meeting.objects.filter(pk=row.pk).update(slug=f"{MARK.lower()}-{row.pk}", starts_on=date(2013, 6, 1), **MARKED)
    factories.ParagraphFactory(text_ru=MARK, text_en=MARK, document__title_ru=MARK, document__title_en=MARK)
    for is_withdrawn in (False, True):
        paragraph = factories.ParagraphFactory(text_ru="Слова для всех.", text_en=PUBLIC)
        document = factories.published(paragraph.document)
        if is_withdrawn:
            workflow.withdraw(document, actor=factories.superuser(), reason=PUBLIC)
        workflow.reopen(document, actor=factories.editor())
        document.paragraphs.update(text_ru=MARK, text_en=MARK)
        type(document).objects.filter(pk=document.pk).update(title_ru=MARK, title_en=MARK)
    factories.PlanFactory(title_ru=MARK, title_en=MARK, slug=f"{MARK.lower()}-plan")


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_mark_is_nowhere(client, marked, language):
    found = {path: client.get(f"/{language}/{path}").content.decode() for path in ADDRESSES}
    found["sitemap"] = client.get("/sitemap.xml").content.decode()
    for meeting in Meeting.objects.once_published():
        answer = client.get(f"/{language}/meetings/{meeting.slug}/meeting.ics")
        assert answer.status_code == 200
        found[meeting.pk] = answer.content.decode().replace(meeting.slug, "")
    assert sum(PUBLIC in said for said in found.values()) > 5
    assert [path for path, said in found.items() if MARK.lower() in said.lower()] == []
    assert [path for path, said in found.items() if "20130601" in said] == []
