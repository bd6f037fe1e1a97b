import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from declarations import differences
from declarations.edition_cutting import content_of
from declarations.models import Document, Paragraph
from publishing import workflow
from publishing.differences import words
from tests import factories

ADDRESS = "/en/documents/text/differences/"


@given(st.text(alphabet="аб, .*\n1x", max_size=40), st.text(alphabet="аб, .*\n1x", max_size=40))
def test_the_words_give_back_both_texts(old, new):
    found = words(old, new)
    assert "".join(text for kind, text in found if kind != "added") == old
    assert "".join(text for kind, text in found if kind != "removed") == new


def test_a_comma_is_a_change_and_a_rewritten_phrase_is_one_piece():
    assert words("Yes we can.", "Yes, we can.") == [("same", "Yes"), ("added", ","), ("same", " we can.")]
    assert words("the old words here", "the new terms here") == [
        ("same", "the "),
        ("removed", "old words"),
        ("added", "new terms"),
        ("same", " here"),
    ]


def content(*rows, **fields):
    paragraphs = [
        {"anchor": a, "kind": "operative", "level": 1, "number_ru": n, "number_en": n, "text_ru": t, "text_en": t}
        for a, n, t in rows
    ]
    return {"paragraphs": paragraphs, "meeting": None, "endorsements": [], "adopted_on": None} | fields


def states(old, new):
    found = []
    for stretch in differences.paragraphs(content(*old), content(*new), ["ru", "en"]):
        for c in stretch.changes:
            flags = {"new": c.is_new, "gone": c.is_gone, "moved": c.is_moved, "renumbered": c.is_renumbered}
            found.append((c.anchor, " ".join(name for name, is_so in flags.items() if is_so)))
    return found


def test_paragraphs_are_matched_by_their_anchor():
    old = [(1, "1.", "a"), (2, "2.", "b"), (3, "3.", "c"), (4, "4.", "d")]
    assert states(old, old) == [(1, ""), (2, ""), (3, ""), (4, "")]
    inserted = [(1, "1.", "a"), (9, "2.", "x"), (2, "3.", "b"), (3, "4.", "c"), (4, "5.", "d")]
    assert states(old, inserted) == [(1, ""), (9, "new"), (2, "renumbered"), (3, "renumbered"), (4, "renumbered")]
    assert states(old, [old[0], old[2], old[3]]) == [(1, ""), (2, "gone"), (3, ""), (4, "")]
    assert states(old, [old[3], *old[:3]]) == [(4, "moved"), (1, ""), (2, ""), (3, "")]
    assert states(old, [old[1], old[0], old[3], old[2]]) in (
        [(2, ""), (1, "moved"), (4, ""), (3, "moved")],
        [(2, "moved"), (1, ""), (4, "moved"), (3, "")],
    )


@given(st.permutations(range(8)), st.sets(st.integers(0, 7)), st.sets(st.integers(8, 12)))
def test_every_paragraph_of_both_is_shown_once(order, dropped, added):
    old = [(n, "", "t") for n in range(8)]
    new = [(n, "", "t") for n in order if n not in dropped] + [(n, "", "t") for n in sorted(added)]
    shown = states(old, new)
    assert sorted(anchor for anchor, _state in shown) == sorted({*range(8), *added})
    assert {anchor for anchor, state in shown if state == "gone"} == dropped


def test_a_change_of_marks_alone_is_told_from_a_change_of_words():
    old, new = content((1, "", "Text")), content((1, "", "**Text**"))
    (stretch,) = differences.paragraphs(old, new, ["en"])
    assert stretch.changes[0].cells[0].is_only_form
    assert not stretch.is_unchanged


@pytest.fixture
def document(db):
    """Two editions: one paragraph changed, one is new, the title too; the working text has a secret."""
    made = factories.DocumentFactory(slug="text", title_en="First title")
    factories.ParagraphFactory(document=made, position=1, text_en="Protection, of refugees.")
    factories.ParagraphFactory(document=made, position=2)
    factories.published(made)
    workflow.reopen(made, actor=factories.editor())
    made.paragraphs.filter(position=1).update(text_en="Protection of <b>refugees</b>.")
    factories.ParagraphFactory(document=made, position=3, text_en="A new paragraph, 3.")
    Document.objects.filter(pk=made.pk).update(title_en="Second title")
    factories.published(made, reason="A comma", revision="corrigendum")
    workflow.reopen(made, actor=factories.editor())
    made.paragraphs.filter(position=2).update(text_en="Confidential working text.")
    return made


def test_the_page_shows_what_was_removed_and_added_in_words_too(client, document):
    page = client.get(ADDRESS).content.decode()
    assert '<del><span class="visually-hidden">removed: </span>,</del>' in page.replace("\n", "")
    assert '<ins><span class="visually-hidden">added: </span>Second</ins>' in page.replace("\n", "")
    assert "paragraph added" in page
    assert "1 paragraph unchanged" in page
    assert "&lt;" in page
    assert "<b>refugees" not in page


def test_the_working_text_is_never_public(client, document):
    for query in ({}, {"from": "2", "to": "3"}, {"from": "1", "to": "draft"}):
        assert "Confidential" not in client.get(ADDRESS, query).content.decode()


ODD = ["from=2&to=1", "from=0&to=99", "from=x&to=%00", "from=-1&to=1e9", "from=1&to=1", "from=2&to=2", "to=1"]
ODD += ["from=²", "from=99999999999999999999"]


@pytest.mark.parametrize("query", ODD)
def test_odd_numbers_lead_to_the_nearest_pair(client, document, query):
    response = client.get(f"{ADDRESS}?{query}")
    assert response.status_code == 200
    assert (response.context["old"].number, response.context["new"].number) == (1, 2)


def test_a_document_with_one_edition_says_so(client, db):
    factories.published(factories.ParagraphFactory(document__slug="text").document)
    assert "one edition so far" in client.get(ADDRESS).content.decode()


def test_an_edition_in_one_language_is_named(client, document):
    factories.published(document, languages=["ru"], reason="In Russian only")
    page = client.get(ADDRESS).content.decode()
    assert "Edition 3 has no English text." in page


def test_a_draft_and_an_unknown_document_are_not_there(client, db):
    factories.ParagraphFactory(document__slug="text")
    assert client.get(ADDRESS).status_code == 404
    assert client.get("/en/documents/none/differences/").status_code == 404


def changes(document):
    return reverse("admin:declarations_document_changes", args=[document.pk])


def test_the_secretariat_sees_what_the_working_text_changes(client, document):
    client.force_login(factories.editor())
    page = client.get(changes(document)).content.decode()
    assert "Confidential" in page
    assert "beside edition 2" in page
    form = client.get(reverse("admin:declarations_document_change", args=[document.pk])).content.decode()
    assert changes(document) in form


@pytest.mark.parametrize("role", ["anonymous", "reader", "coordinator", "staff"])
def test_nobody_else_sees_the_working_text(client, document, role):
    user = {
        "reader": factories.UserFactory,
        "coordinator": lambda: factories.MandateFactory().user,
        "staff": lambda: factories.UserFactory(is_staff=True),
    }.get(role)
    if user:
        client.force_login(user())
    answer = client.get(changes(document))
    assert answer.status_code == (403 if role == "staff" else 302)


def test_before_the_first_edition_everything_is_new(client, db):
    document = factories.ParagraphFactory().document
    client.force_login(factories.editor())
    assert "Nothing was published yet" in client.get(changes(document)).content.decode()
    assert client.get(changes(Document(pk=999999))).status_code == 404


@pytest.mark.parametrize("page", ["", "bilingual/", "differences/"])
def test_a_page_costs_the_same_for_one_paragraph_and_for_thirty(client, db, page, django_assert_num_queries):
    def publish(slug, paragraphs, editions):
        made = factories.DocumentFactory(slug=slug)
        for position in range(1, paragraphs + 1):
            factories.ParagraphFactory(document=made, position=position)
        factories.published(made)
        for number in range(1, editions):
            workflow.reopen(made, actor=factories.superuser())
            Paragraph.objects.filter(document=made).update(text_en=f"Changed {number}.")
            factories.published(made, reason="A word")

    publish("short", 1, 2)
    publish("long", 30, 4)
    client.get(f"/en/documents/short/{page}")
    with CaptureQueriesContext(connection) as one:
        client.get(f"/en/documents/short/{page}")
    with django_assert_num_queries(len(one)):
        client.get(f"/en/documents/long/{page}")


def test_the_contents_compared_are_those_that_are_read(document):
    document.refresh_from_db()
    facts = differences.facts(document.editions.last().content, content_of(document), ["ru", "en"])
    assert [(label, code) for label, code, _words in facts] == [("Title", "en")]
