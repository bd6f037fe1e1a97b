"""The officer's pages: who may, what is kept, and that a document changes only by confirming."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from declarations.models import Attachment, Paragraph, WordImport
from declarations.tasks import discard_abandoned_imports
from tests import factories
from tests.declarations.word.making import docx, p

CORPUS = Path(__file__).parents[1] / "word_corpus"


def upload(name, folder="11-misaligned"):
    return SimpleUploadedFile(f"{name}.docx", (CORPUS / folder / f"{name}.docx").read_bytes())


def address(document, page="word"):
    return reverse(f"admin:declarations_document_{page}", args=[document.pk])


def place_of(staged):
    return reverse("admin:declarations_document_intake", args=[staged.document_id, staged.pk])


def form(staged, **more):
    """What the page of those rows would send."""
    names = ("kind", "level", "number_ru", "number_en", "text_ru", "text_en")
    sent = {name: [row[name] for row in staged.rows] for name in names}
    return {**sent, "read": [f"{row['read_ru']}|{row['read_en']}" for row in staged.rows], **more}


@pytest.fixture
def officer(db, client):
    user = factories.editor()
    client.force_login(user)
    return user


@pytest.fixture
def document(officer):
    return factories.ParagraphFactory().document


@pytest.fixture
def staged(client, document):
    client.post(address(document), {"file_ru": upload("ru"), "file_en": upload("en")})
    return WordImport.objects.get()


def texts(document):
    return list(document.paragraphs.values_list("text_ru", "text_en"))


def test_uploading_a_pair_stages_it_and_leaves_the_document(client, document, staged):
    page = client.get(place_of(staged))
    assert len(page.context["rows"]) == 15
    assert [number for number, _row in page.context["faulty"]] == [5, 10, 11]
    assert document.paragraphs.count() == 1


def test_each_place_that_differs_is_named_and_linked(client, staged):
    page = client.get(place_of(staged)).content.decode()
    assert 'href="#row-5"' in page
    assert "There is no English text here." in page


def test_shifting_merging_and_splitting_keep_what_was_typed(client, staged):
    data = form(staged, step="merge:9:ru")
    data["text_en"][0] = "Typed at the same time"
    client.post(place_of(staged), data)
    staged.refresh_from_db()
    assert staged.rows[0]["text_en"] == "Typed at the same time"
    assert "4. *призывает*" in staged.rows[8]["text_ru"]
    assert len(staged.rows) == 14


def test_a_step_leads_back_to_its_row(client, staged):
    answer = client.post(place_of(staged), form(staged, step="down:5:en"))
    assert answer.url.endswith("?at=6#row-7")


def test_an_impossible_step_says_why_and_changes_no_row(client, staged):
    page = client.post(place_of(staged), form(staged, step="up:2:ru"), follow=True)
    assert "moves up only into an empty one" in page.content.decode()
    before = staged.rows
    staged.refresh_from_db()
    assert staged.rows == before


def test_confirming_replaces_the_text_keeps_the_files_and_ends_the_staging(
    client, document, staged, django_capture_on_commit_callbacks
):
    stored = staged.file_ru
    with django_capture_on_commit_callbacks(execute=True):
        client.post(place_of(staged), form(staged, confirm="1", mode="replace"))
    assert document.paragraphs.count() == 14
    kept = Attachment.objects.filter(document=document)
    assert [(file.language, file.is_public, len(file.sha256)) for file in kept] == [
        ("ru", False, 64),
        ("en", False, 64),
    ]
    assert kept[0].file.read() == (CORPUS / "11-misaligned/ru.docx").read_bytes()
    assert not WordImport.objects.exists()
    assert not stored.storage.exists(stored.name)


def test_titles_are_set_only_when_asked(client, document, staged):
    client.post(place_of(staged), form(staged, confirm="1", mode="replace"))
    document.refresh_from_db()
    assert document.title_ru.startswith("Коммюнике")


def test_titles_of_the_text_replace_the_document_s(client, document, staged):
    client.post(place_of(staged), form(staged, confirm="1", mode="replace", with_titles="1"))
    document.refresh_from_db()
    assert document.title_en == "Sample: Appeal to the participants in the donor conference"


def test_one_bad_row_saves_nothing_and_keeps_the_staging(client, document, staged):
    data = form(staged, confirm="1", mode="replace")
    data["level"][7] = "9"
    page = client.post(place_of(staged), data, follow=True)
    assert "Row 8" in page.content.decode()
    assert document.paragraphs.count() == 1
    assert not Attachment.objects.exists()
    assert WordImport.objects.exists()


def test_a_document_changed_meanwhile_is_refused_until_the_officer_goes_on(client, document, staged):
    Paragraph.objects.filter(document=document).update(text_ru="другое")
    client.post(place_of(staged), form(staged, confirm="1", mode="replace"))
    assert texts(document)[0][0] == "другое"
    client.post(place_of(staged), form(staged, go_on="1"))
    client.post(place_of(staged), form(staged, confirm="1", mode="replace"))
    assert document.paragraphs.count() == 14


def test_a_document_no_longer_a_draft_is_refused(client, document, staged):
    factories.published(document)
    before = texts(document)
    client.post(place_of(staged), form(staged, confirm="1", mode="replace"))
    assert texts(document) == before


def test_going_back_and_saving_twice_saves_once_and_says_so(client, document, staged):
    place, sent = place_of(staged), form(staged, confirm="1", mode="append")
    client.post(place, sent)
    saved = texts(document)
    for answer in (client.post(place, sent, follow=True), client.get(place, follow=True)):
        assert answer.redirect_chain == [(reverse("admin:declarations_document_change", args=[document.pk]), 302)]
        assert "This text was already saved or discarded." in answer.content.decode()
    assert texts(document) == saved


def test_a_staging_row_is_found_under_its_own_document_only(client, document, staged):
    other = factories.ParagraphFactory().document
    foreign = reverse("admin:declarations_document_intake", args=[other.pk, staged.pk])
    assert client.get(foreign).status_code == 404
    assert client.post(foreign, form(staged, confirm="1", mode="replace")).status_code == 404
    assert (document.paragraphs.count(), other.paragraphs.count()) == (1, 1)


def test_a_colleague_s_staging_row_is_not_found(client, document, staged):
    client.force_login(factories.editor())
    assert client.post(place_of(staged), form(staged, confirm="1", mode="replace")).status_code == 404
    assert document.paragraphs.count() == 1


def test_discarding_removes_the_rows_and_files(client, document, staged, django_capture_on_commit_callbacks):
    stored = staged.file_en
    with django_capture_on_commit_callbacks(execute=True):
        client.post(place_of(staged), {"discard": "1"})
    assert not WordImport.objects.exists()
    assert not stored.storage.exists(stored.name)
    assert document.paragraphs.count() == 1


@pytest.mark.parametrize("page", ["word", "paste"])
@pytest.mark.parametrize("who", ["nobody", "reader", "coordinator"])
def test_who_may_not_change_documents_gets_nothing(client, document, page, who):
    client.logout()
    if who == "reader":
        client.force_login(factories.UserFactory(is_staff=True))
    if who == "coordinator":
        client.force_login(factories.MandateFactory().user)
    answer = client.post(address(document, page), {"text_ru": "1. раз", "file_ru": upload("ru")})
    assert answer.status_code in {302, 403}
    assert not WordImport.objects.exists()
    assert document.paragraphs.count() == 1


@pytest.mark.parametrize("who", ["nobody", "reader", "coordinator"])
def test_who_may_not_change_documents_cannot_confirm(client, document, staged, who):
    client.logout()
    user = {
        "reader": lambda: factories.UserFactory(is_staff=True),
        "coordinator": lambda: factories.MandateFactory().user,
    }
    if who in user:
        other = user[who]()
        WordImport.objects.update(by=other)
        client.force_login(other)
    assert client.post(place_of(staged), form(staged, confirm="1", mode="replace")).status_code in {302, 403}
    assert document.paragraphs.count() == 1


@pytest.mark.parametrize("make", [factories.editor, factories.publisher, factories.superuser])
def test_editors_publishers_and_superusers_may(client, document, make):
    client.force_login(make())
    client.post(address(document), {"file_ru": upload("ru"), "file_en": upload("en")})
    assert WordImport.objects.count() == 1


def test_a_refused_file_stages_nothing_and_says_which_and_why(client, document):
    page = client.post(address(document), {"file_ru": upload("ru"), "file_en": SimpleUploadedFile("en.docx", b"plain")})
    assert "English file: This is not a Word file." in page.content.decode()
    assert not WordImport.objects.exists()


def test_one_file_with_both_languages_is_kept_once(client, document):
    file = SimpleUploadedFile("both.docx", (CORPUS / "06-two-column-table/both.docx").read_bytes())
    client.post(address(document), {"file_both": file})
    staged = WordImport.objects.get()
    client.post(place_of(staged), form(staged, confirm="1", mode="append"))
    assert [(kept.language, kept.title_en) for kept in document.attachments.all()] == [
        ("", "Word file, both languages")
    ]


def test_one_file_with_both_languages_excludes_the_others(client, document):
    page = client.post(address(document), {"file_ru": upload("ru"), "file_both": upload("en")})
    assert "Choose either one file" in page.content.decode()
    assert not WordImport.objects.exists()


def test_two_languages_one_after_the_other_in_one_file_are_parted(client, document):
    body = p("1. Призывает.") + p("2. Решает.") + p("1. Calls upon.") + p("2. Decides.")
    client.post(address(document), {"file_both": SimpleUploadedFile("b.docx", docx(body).read())})
    rows = WordImport.objects.get().rows
    assert [(row["text_ru"], row["text_en"]) for row in rows] == [
        ("Призывает.", "Calls upon."),
        ("Решает.", "Decides."),
    ]


def test_what_was_left_out_is_listed_on_the_preview(client, document):
    client.post(
        address(document),
        {"file_ru": upload("ru", "14-tracked-comment"), "file_en": upload("en", "14-tracked-comment")},
    )
    page = client.get(place_of(WordImport.objects.get()))
    assert "2 tracked changes were read as accepted." in page.content.decode()


@pytest.mark.parametrize("folder", ["11-misaligned", "16-long"])
def test_the_preview_asks_the_database_equally_often_for_any_length(
    client, document, folder, django_assert_max_num_queries
):
    client.post(address(document), {"file_ru": upload("ru", folder), "file_en": upload("en", folder)})
    with django_assert_max_num_queries(16):
        client.get(place_of(WordImport.objects.get()))


def test_what_nobody_confirmed_in_fourteen_days_goes_with_its_files(
    client, document, staged, django_capture_on_commit_callbacks
):
    fresh = WordImport.objects.create(
        document=document, by=staged.by, rows=[], remarks={}, file_ru=ContentFile(b"x", "x.docx")
    )
    WordImport.objects.filter(pk=staged.pk).update(at=timezone.now() - timedelta(days=14, minutes=1))
    with django_capture_on_commit_callbacks(execute=True):
        assert discard_abandoned_imports() == 1
    assert list(WordImport.objects.all()) == [fresh]
    assert not staged.file_ru.storage.exists(staged.file_ru.name)
    assert fresh.file_ru.storage.exists(fresh.file_ru.name)


def test_a_draft_offers_the_import_and_a_published_document_does_not(client, document):
    change = reverse("admin:declarations_document_change", args=[document.pk])
    assert address(document) in client.get(change).content.decode()
    factories.published(document)
    assert address(document) not in client.get(change).content.decode()


@pytest.mark.parametrize("said", ["²", "٣", "9" * 5_000, "-1", "x"])
def test_a_row_or_place_that_is_no_number_breaks_no_page(client, staged, said):
    before = staged.rows
    assert client.get(place_of(staged), {"at": said}).status_code == 200
    assert client.post(place_of(staged), form(staged, step=f"up:{said}:ru")).status_code == 302
    assert client.post(place_of(staged), form(staged, step="split:0:ru", place=said)).status_code == 302
    staged.refresh_from_db()
    assert staged.rows == before


def test_null_characters_are_left_out_of_a_pasted_text(client, document):
    client.post(address(document, "paste"), {"text_ru": "1. Оди\x00н", "text_en": "1. O\x00ne"})
    row = WordImport.objects.get().rows[0]
    assert (row["text_ru"], row["text_en"]) == ("Один", "One")


def test_null_characters_are_left_out_of_sent_rows(client, staged):
    data = form(staged)
    data["text_en"][0], data["number_en"][0] = "On\x00e", "1\x00."
    assert client.post(place_of(staged), data).status_code == 302
    staged.refresh_from_db()
    assert (staged.rows[0]["text_en"], staged.rows[0]["number_en"]) == ("One", "1.")


@pytest.mark.parametrize(
    ("name", "forged"), [("kind", "script"), ("level", "9" * 4_000), ("level", "-1"), ("level", "²")]
)
def test_forged_kinds_and_levels_are_not_kept(client, staged, name, forged):
    before, data = staged.rows, form(staged)
    data[name][0] = forged
    client.post(place_of(staged), data)
    staged.refresh_from_db()
    assert staged.rows == before
    assert client.get(place_of(staged)).status_code == 200
