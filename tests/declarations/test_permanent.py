import pytest

from declarations.models import Document, Rendition
from publishing import workflow
from tests import factories

pytestmark = pytest.mark.django_db
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
PAGES = {"ru": "/ru/documents/text/", "en": "/en/documents/text/", "ru-en": "/{}/documents/text/bilingual/"}


def document(languages: list[str] | None = None) -> Document:
    made = factories.DocumentFactory(symbol="AP/2013/X", slug="text")
    factories.ParagraphFactory(document=made)
    factories.published(made, languages=languages)
    return Document.objects.get(pk=made.pk)


@pytest.fixture
def there() -> Document:
    """AP/2013/X in both languages."""
    return document()


@pytest.fixture
def russian() -> Document:
    return document(["ru"])


def ask(client, accept=None, language="en", **query):
    headers = {"accept-language": language, **({} if accept is None else {"accept": accept})}
    return client.get("/d/AP/2013/X", query, headers=headers)


def file(language: str, form: str, prefix: str = "") -> str:
    return f"/{prefix or language}/documents/text/editions/1/AP-2013-X-{language}.{form}"


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize(
    ("accept", "form"),
    [
        (None, "html"),
        ("", "html"),
        ("*/*", "html"),
        (BROWSER, "html"),
        ("text/*", "html"),
        ("text/html;level=1", "html"),
        ("garbage, text/html", "html"),
        ("text/html;q=abc", "html"),
        ("application/pdf", "pdf"),
        ("application/*", "pdf"),
        ("application/pdf, text/html;q=0.9", "pdf"),
        ("application/pdf;q=0.2, text/html;q=0.9", "html"),
        ("text/html;q=0, application/pdf;q=0.1", "pdf"),
        ("text/html;q=0, text/*", "txt"),
        ("text/*;q=0, */*;q=0.1", "pdf"),
        (DOCX, "docx"),
        ("text/plain", "txt"),
        ("text/plain; charset=UTF-8; q=0.9", "txt"),
        ("application/json", "json"),
        ("application/json; charset=utf-8", "json"),
        ("image/png, application/json;q=0.1", "json"),
    ],
)
def test_accept_and_the_readers_language_choose(client, there, language, accept, form):
    response = ask(client, accept, language)
    expected = {"html": PAGES[language], "json": file("ru-en", "json", language)}.get(form) or file(language, form)
    assert (response.status_code, response["Location"]) == (302, expected)
    assert response["Vary"] == "Accept, Accept-Language, Cookie"


@pytest.mark.parametrize("accept", ["image/png", "application/vnd.ms-excel", "text/html;q=0", "garbage", "*/*;q=0"])
def test_what_no_form_satisfies_is_answered_with_what_there_is(client, there, accept):
    response = ask(client, accept)
    assert response.status_code == 406
    for address in (PAGES["ru"], file("en", "pdf"), file("ru", "docx"), file("ru-en", "json", "en")):
        assert f'href="{address}"' in response.content.decode()


@pytest.mark.parametrize("language", ["ru", "en", "ru-en"])
@pytest.mark.parametrize("form", ["html", "pdf", "docx", "txt", "json", "xml"])
def test_format_and_lang_say_it_whatever_the_headers_prefer(client, there, form, language):
    response = ask(client, "image/png", "ru", format=form, lang=language)
    due = there.current_edition.due()
    if form == "html":
        assert response["Location"] == PAGES[language].format("ru")
    elif (form, language) in due:
        prefix = "ru" if language == "ru-en" else ""
        assert response["Location"] == file(language, form, prefix)
    elif form == "json":
        assert response["Location"] == file("ru-en", "json", language)
    else:
        assert response.status_code == 404
        assert file("en", "pdf") in response.content.decode()


@pytest.mark.parametrize(("form", "there_is"), [("pdf", "ru"), ("docx", "ru"), ("txt", "ru"), ("json", "ru")])
def test_the_readers_language_gives_way_to_what_there_is_but_lang_does_not(client, russian, form, there_is):
    assert ask(client, language="en", format=form)["Location"] == file(there_is, form)
    assert ask(client, language="ru", format=form, lang="en").status_code == 404


def test_a_page_in_a_language_that_the_edition_lacks_says_so_itself(client, russian):
    assert ask(client, BROWSER, "en")["Location"] == PAGES["en"]
    assert "Available in Russian only." in client.get(PAGES["en"]).content.decode()
    assert ask(client, lang="ru-en").status_code == 404


@pytest.mark.parametrize(
    "query",
    [
        {"format": "doc"},
        {"format": "pdf\x00"},
        {"format": "PDF"},
        {"lang": "fr"},
        {"lang": "\x00"},
        {"edition": "first"},
        {"edition": "-1"},
        {"edition": "²"},
        {"edition": "\x00"},
        {"edition": "99999999999999999999"},
        {"lang": "<script>"},
    ],
)
@pytest.mark.parametrize(
    ("language", "sentence"), [("ru", "может принимать|номер издания"), ("en", "may be|is a number")]
)
def test_a_choice_that_means_nothing_is_refused_in_a_sentence(client, there, query, language, sentence):
    response = ask(client, language=language, **query)
    assert response.status_code == 400
    assert any(part in response.content.decode() for part in sentence.split("|"))
    assert "<script>" not in response.content.decode()


def test_a_cookie_says_the_readers_language_and_an_empty_choice_is_none(client, there):
    client.cookies["django_language"] = "ru"
    assert ask(client, BROWSER, "en", lang="", format="", edition="")["Location"] == PAGES["ru"]


def test_an_older_edition_is_asked_for_by_its_number(client, there):
    workflow.reopen(there, actor=factories.editor())
    factories.published(there, reason="A word was wrong")
    assert ask(client, edition="1")["Location"] == "/en/documents/text/editions/1/"
    assert ask(client, edition="2")["Location"] == PAGES["en"]
    assert ask(client, edition="1", format="pdf", lang="ru")["Location"] == file("ru", "pdf")
    assert ask(client, format="pdf")["Location"] == file("en", "pdf").replace("editions/1", "editions/2")
    assert ask(client, edition="3").status_code == 404


def test_the_answer_links_to_every_page_and_file(client, there):
    links = ask(client)["Link"].split(", <")
    assert len(links) == 3 + len(there.current_edition.due())
    assert f'{file("ru", "docx")}>; rel="alternate"; type="{DOCX}"; hreflang="ru"' in links
    both = f'{file("ru-en", "json", "en")}>; rel="alternate"; type="application/json"; hreflang="ru"; hreflang="en"'
    assert both in links


@pytest.mark.parametrize("query", [{}, {"format": "pdf"}, {"format": "json", "lang": "ru"}, {"edition": "1"}])
def test_a_withdrawn_document_leads_to_why_in_any_form(client, there, query):
    workflow.withdraw(there, actor=factories.publisher(), reason="Issued in error")
    response = ask(client, "image/png", **query)
    assert response["Location"] == PAGES[query.get("lang", "en")]
    assert client.get(response["Location"]).status_code == 410


def test_what_was_never_published_is_not_there_for_anybody(client):
    factories.DocumentFactory(symbol="AP/2013/X", slug="text")
    for who in (None, factories.editor(), factories.publisher()):
        if who:
            client.force_login(who)
        assert ask(client, format="pdf").status_code == 404
    assert not Rendition.objects.exists()


def test_only_reading_is_answered(client, there):
    assert client.post("/d/AP/2013/X").status_code == 405
    assert client.head("/d/AP/2013/X").status_code == 302
    assert client.get("/d/AP/2013/X%00").status_code == 404
    assert client.get("/d/AP/2013/NONE").status_code == 404


def test_an_accept_header_longer_than_any_programs_is_not_read(client, there):
    """Its ranges would be compared each with each: 60 KB of them kept a worker busy for minutes."""
    assert ask(client, "application/pdf").url == file("en", "pdf")
    assert ask(client, ",".join(f"application/pdf;a={n}" for n in range(3_000))).url == PAGES["en"]
