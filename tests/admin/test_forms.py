import pytest
from django.forms import modelform_factory
from django.urls import reverse

from declarations.models import Paragraph
from members.models import GovernanceSection
from tests import factories

SCRIPT = "<script>alert(1)</script>"


def address(section):
    return reverse("admin:members_governancesection_change", args=[section.pk])


def opened(client, section):
    return client.get(address(section)).context["opened_at"]


def fields(section, **changed):
    given = {"slug": section.slug, "position": section.position, "source": "A"}
    given |= {"title_ru": "Раздел", "title_en": "Section", "text_ru": "Текст", "text_en": "Text"}
    return given | changed


@pytest.fixture
def section(db, client):
    client.force_login(factories.editor())
    return factories.GovernanceSectionFactory()


def test_a_form_saves_both_languages(client, section):
    data = fields(section, title_ru="Цели", title_en="Objectives", opened_at=opened(client, section))
    assert client.post(address(section), data).status_code == 302
    section.refresh_from_db()
    assert (section.title_ru, section.title_en) == ("Цели", "Objectives")


def test_a_status_cannot_be_posted(client, section):
    data = fields(section, status="published", published_at="2020-01-01", opened_at=opened(client, section))
    assert client.post(address(section), data).status_code == 302
    section.refresh_from_db()
    assert (section.status, section.published_at) == ("draft", None)


def test_a_stale_form_is_refused_and_keeps_what_was_typed(client, section):
    token = opened(client, section)
    GovernanceSection.objects.filter(pk=section.pk).update(title_en="Changed by another")
    answer = client.post(address(section), fields(section, title_en="My own words", opened_at=token))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "changed by somebody else" in page
    assert "My own words" in page
    section.refresh_from_db()
    assert section.title_en == "Changed by another"


def test_a_stale_form_stays_stale_when_sent_again(client, section):
    token = opened(client, section)
    GovernanceSection.objects.filter(pk=section.pk).update(title_en="Changed by another")
    first = client.post(address(section), fields(section, title_en="Mine", opened_at=token))
    again = client.post(address(section), fields(section, title_en="Mine", opened_at=first.context["opened_at"]))
    assert again.status_code == 200
    section.refresh_from_db()
    assert section.title_en == "Changed by another"


def test_a_script_in_a_text_is_shown_as_text(client, section):
    client.post(address(section), fields(section, title_en=SCRIPT, opened_at=opened(client, section)))
    section.refresh_from_db()
    assert section.title_en == SCRIPT
    history = reverse("admin:members_governancesection_history", args=[section.pk])
    for page in (address(section), history, reverse("admin:members_governancesection_changelist")):
        shown = client.get(page).content.decode()
        assert SCRIPT not in shown
        assert "&lt;script&gt;" in shown or "alert" in shown


def test_the_history_tells_removed_from_added_words(client, section):
    client.post(address(section), fields(section, title_en="New section", opened_at=opened(client, section)))
    shown = client.get(reverse("admin:members_governancesection_history", args=[section.pk])).content.decode()
    assert "<ins>New" in shown
    assert "<del>Section</del>" in shown


@pytest.mark.parametrize(
    ("table", "make"),
    [
        ("declarations_document", factories.DocumentFactory),
        ("meetings_meeting", factories.MeetingFactory),
        ("members_party", factories.PartyFactory),
        ("members_membership", factories.MembershipFactory),
        ("actionplan_actionitem", factories.ActionItemFactory),
        ("actionplan_assignment", factories.AssignmentFactory),
    ],
)
def test_a_list_takes_the_same_queries_for_one_row_and_for_thirty(client, db, table, make, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.force_login(factories.superuser())
    make()
    page = reverse(f"admin:{table}_changelist")
    client.get(page)
    with CaptureQueriesContext(connection) as one:
        client.get(page)
    make.create_batch(29)
    with django_assert_num_queries(len(one)):
        client.get(page)


def test_a_table_saved_again_from_a_browser_is_the_same_text(db):
    table = "| Округ | Семей |\n|---|---|\n| Северный | 12 |"
    row = factories.ParagraphFactory(kind="table", text_ru=table, text_en=table)
    sent = dict.fromkeys(["text_ru", "text_en"], table.replace("\n", "\r\n"))
    modelform_factory(Paragraph, fields=["text_ru", "text_en"])(sent, instance=row).save()
    row.refresh_from_db()
    assert (row.text_ru, row.text_en) == (table, table)
