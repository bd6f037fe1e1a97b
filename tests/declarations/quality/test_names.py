import pytest

from declarations.quality import names
from tests.declarations.quality.texts import codes, row, working


@pytest.mark.parametrize(
    ("ru", "en"),
    [
        ("решением Казахстана и Кыргызской Республики", "by a decision of Kazakhstan and the Kyrgyz Republic"),
        ("в Республике Казахстан", "in Kazakhstan"),
        ("с Исламской Республикой Иран", "with the Islamic Republic of Iran"),
        ("Турция", "Turkey"),
        ("Турецкой Республикой", "by the Republic of Türkiye"),
        ("таджикская сторона", "Tajikistan"),
        ("турецкая сторона", "the Turkish side"),
        ("беженцы из Ирана", "Iranian refugees"),
        ("представитель УВКБ", "the representative of UNHCR"),
        ("при поддержке УВКБ ООН", "with the support of UNHCR"),
        ("Управлением Верховного комиссара ООН по делам беженцев", "by UNHCR"),
        ("иранская граница", "the border"),
    ],
)
def test_the_same_party_in_any_form_is_no_finding(ru, en):
    assert codes(names.differing, row(ru, en)) == []


@pytest.mark.parametrize(
    ("ru", "en", "only_ru", "only_en"),
    [
        ("Казахстан и Таджикистан", "Kazakhstan and Turkmenistan", ("TJ",), ("TM",)),
        ("Турция", "Turkmenistan", ("TR",), ("TM",)),
        ("государства региона", "UNHCR", (), ("UNHCR",)),
    ],
)
def test_another_party_is_found(ru, en, only_ru, only_en):
    (finding,) = names.differing(working(row(ru, en)))
    assert (finding.said["ru"].codes, finding.said["en"].codes) == (only_ru, only_en)


ENDORSING = {"KZ": False, "KG": False, "TJ": False, "IR": True}


@pytest.mark.parametrize(
    "en",
    [
        "Kazakhstan, the Kyrgyz Republic and Tajikistan",
        "Kazakhstan, Kyrgyzstan, Tajikistan; Iran (observer)",
        "Kazakhstan and Iran met.",
        "In 2012 Kazakhstan, Türkiye and Turkmenistan met.",
        "Relations of Turkmenistan with Türkiye, Iran and Kazakhstan",
    ],
)
def test_a_list_of_those_who_endorsed_or_of_others_altogether_is_no_finding(en):
    assert codes(names.lists, row("", en), endorsing=ENDORSING) == []


def test_a_list_that_differs_from_the_endorsements_is_found():
    text = "Утверждено Казахстаном, Кыргызстаном и Туркменистаном."
    (finding,) = names.lists(working(row(text, ""), endorsing=ENDORSING))
    assert (finding.said["more"].codes, finding.said["less"].codes) == (("TM",), ("TJ",))


def test_a_list_of_one_state_a_paragraph_is_read_as_one():
    rows = [row("", state) for state in ("Kazakhstan", "Kyrgyz Republic;", "Turkmenistan (observer)")]
    (finding,) = names.lists(working(*rows, endorsing=ENDORSING))
    assert (finding.row.position, finding.said["more"].codes) == (1, ("TM",))


def test_without_endorsements_no_list_is_wrong():
    assert codes(names.lists, row("", "Kazakhstan, Kyrgyzstan and Tajikistan")) == []
