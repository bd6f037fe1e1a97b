import re

import pytest
from django.urls import reverse

from declarations import citations
from publishing import workflow
from tests import factories
from tests.declarations import rich

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def site(settings):
    settings.SITE_URL = "https://portal.example"


@pytest.fixture
def edition():
    meeting = factories.MeetingFactory(title_ru="Конференция", title_en="Conference")
    return rich.edition(symbol="AP/2013/X", slug="x", title_ru="Коммюнике", title_en="Communiqué", meeting=meeting)


def test_the_sentence_in_each_language(edition):
    english = citations.text(edition, "en")
    assert english.startswith(
        "Almaty Process on Refugee Protection and International Migration, “Communiqué”, AP/2013/X, 5 June 2013 "
        "(Conference, Almaty, Kazakhstan, 5 June 2013; official translation). Edition 1, "
    )
    assert english.endswith(". https://portal.example/d/AP/2013/X?edition=1")
    russian = citations.text(edition, "ru")
    assert "«Коммюнике», AP/2013/X, 5 июня 2013 г. (Конференция, " in russian
    assert "; аутентичный текст). Издание 1, " in russian
    assert ".." not in russian


def test_a_day_a_meeting_or_a_force_that_is_not_known_is_not_said():
    made = rich.edition(adopted_on=None, meeting=None, authenticity_ru="", authenticity_en="", symbol="AP/2013/Y")
    sentence, bibtex, ris = (write(made, "en") for write in (citations.text, citations.bibtex, citations.ris))
    assert ", AP/2013/Y, 2013. Edition 1, " in sentence
    assert "month" not in bibtex
    assert "note" not in bibtex
    assert "year = {2013}" in bibtex
    assert not re.search("^(DA|T2|CY|N1)", ris, re.MULTILINE)
    assert "PY  - 2013\r\n" in ris


def test_a_description_is_cited_as_one():
    made = rich.edition(basis="description")
    assert "secretariat’s description" in citations.text(made, "en")
    assert "secretariat’s description" in citations.bibtex(made, "en")
    assert "N1  - secretariat’s description" in citations.ris(made, "en")


def test_an_edition_in_one_language_is_cited_in_it():
    made = rich.edition(["ru"], title_ru="Коммюнике")
    assert citations.all_of(made, "en")["language"] == "ru"
    assert "title = {{Коммюнике}}" in citations.bibtex(made, "en")


def test_bibtex_escapes_what_tex_would_read(edition):
    edition.content["title_en"] = "100% of {A} & B_1 #2 $3 ~4 ^5 \\end{x}\n@misc{evil,"
    entry = citations.bibtex(edition, "en")
    assert (
        r"title = {{100\% of \{A\} \& B\_1 \#2 \$3 \textasciitilde{}4 \textasciicircum{}5 "
        r"\textbackslash{}end\{x\} @misc\{evil,}}," in entry
    )
    unescaped = re.sub(r"\\[{}]", "", entry)
    assert unescaped.count("{") == unescaped.count("}")
    assert len(re.findall("^@", entry, re.MULTILINE)) == 1


def test_a_line_break_in_a_title_begins_no_field_of_ris(edition):
    edition.content["title_en"] = "One\r\nER  - \r\nTY  - JOUR\u2028UR  - http://evil.example"
    record = citations.ris(edition, "en")
    assert "TI  - One ER - TY - JOUR UR - http://evil.example\r\n" in record
    tags = [line[:6] for line in record.split("\r\n")[:-1]]
    assert (tags.count("TY  - "), tags.count("ER  - "), tags.count("UR  - ")) == (1, 1, 1)
    assert (tags[0], tags[-1]) == ("TY  - ", "ER  - ")


@pytest.mark.parametrize(
    ("form", "media_type", "begin"),
    [("bib", "application/x-bibtex", b"@misc{"), ("ris", "application/x-research-info-systems", b"TY  - ")],
)
def test_a_citation_is_downloaded(client, edition, form, media_type, begin):
    response = client.get(reverse("declarations:citation", args=["x", 1, form]))
    assert response["Content-Type"] == f"{media_type}; charset=utf-8"
    assert response["Content-Disposition"] == f'attachment; filename="AP-2013-X-1.{form}"'
    assert response.content.startswith(begin)


@pytest.mark.parametrize("who", [None, factories.UserFactory, factories.editor, factories.publisher])
def test_a_citation_of_what_is_not_published_is_not_there(client, edition, who):
    if who:
        client.force_login(who())
    rich.document(slug="draft")
    workflow.withdraw(edition.document, actor=factories.publisher(), reason="Issued in error")
    for slug, number, form in (
        ("draft", 1, "bib"),
        ("x", 1, "bib"),
        ("x", 2, "ris"),
        ("x", 1, "docx"),
        ("none", 1, "ris"),
    ):
        assert client.get(reverse("declarations:citation", args=[slug, number, form])).status_code == 404
