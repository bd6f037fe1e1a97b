"""Writing one report: both languages, the last round beside it, indicators, conflicts."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from actionplan import reporting, reviewing
from actionplan.copying import copy_forward
from actionplan.models import Indicator, IndicatorTarget
from tests import factories
from tests.actionplan.desk.conftest import next_packet, published, signed

pytestmark = pytest.mark.django_db
TEXT = {"revision": "0", "implementation_status": "in_progress", "original_language": "ru", "narrative_ru": "Семинар."}


def page(client, report):
    return client.get(reverse("desk:report", args=[report.pk])).content.decode()


def save(client, report, **data):
    return client.post(reverse("desk:report", args=[report.pk]), {**TEXT, **data})


@pytest.fixture
def writer(client, packet):
    client.force_login(packet.contributor)
    return packet.contributor


def test_saving_keeps_a_draft_in_one_language(client, report, writer):
    assert save(client, report).status_code == 302
    report.refresh_from_db()
    assert (report.status, report.narrative_ru, report.narrative_en, report.edited_by) == (
        "draft",
        "Семинар.",
        "",
        writer,
    )


def test_saving_what_stands_already_makes_no_new_revision(client, report, writer):
    save(client, report)
    assert save(client, report).status_code == 302  # sent twice, with the same old revision
    report.refresh_from_db()
    assert report.revision == 1


@pytest.mark.parametrize(("language", "first"), [("ru", "ru"), ("en", "en")])
def test_the_persons_language_comes_first(client, packet, report, language, first):
    packet.coordinator.language = language
    packet.coordinator.save()
    client.force_login(packet.coordinator)
    said = page(client, report)
    order = sorted(["ru", "en"], key=lambda code: said.index(f'id="id_narrative_{code}"'))
    assert order[0] == first


def test_a_fault_keeps_what_was_typed_and_is_linked_to_its_field(client, report, writer):
    response = save(client, report, narrative_ru="x" * 20_001, obstacles_ru="Нет средств.")
    said = response.content.decode()
    assert response.status_code == 422
    assert 'href="#id_narrative_ru"' in said
    assert 'aria-describedby="help-narrative id_narrative_ru_error"' in said
    assert "Нет средств." in said
    report.refresh_from_db()
    assert report.revision == 0


def test_saving_and_making_ready_is_one_button(client, report, writer):
    save(client, report, press="ready")
    report.refresh_from_db()
    assert report.status == "ready"


def test_an_incomplete_report_is_saved_but_not_made_ready(client, report, writer):
    response = client.post(
        reverse("desk:report", args=[report.pk]), {**TEXT, "narrative_ru": "", "press": "ready"}, follow=True
    )
    report.refresh_from_db()
    assert (report.status, report.implementation_status) == ("draft", "in_progress")
    assert "is not complete: what was done" in response.content.decode()


def test_text_typed_for_a_report_that_was_made_ready_meanwhile_is_shown_again(client, packet, report, writer):
    factories.answered(report, packet.coordinator)
    reporting.make_ready(report, actor=packet.coordinator)
    response = save(client, report, narrative_ru="Мой новый текст.")
    assert response.status_code == 409
    assert "Мой новый текст." in response.content.decode()
    report.refresh_from_db()
    assert report.narrative_ru == "Проведён семинар."


@pytest.fixture
def target(report, packet):
    indicator = Indicator.objects.create(
        item=report.assignment.item,
        code="T1.a",
        title_ru="Обучено",
        title_en="Trained",
        unit_ru="человек",
        unit_en="people",
    )
    return IndicatorTarget.objects.create(
        indicator=indicator, party=packet.party, baseline=Decimal(120), baseline_year=2024, target=Decimal("350.5")
    )


@pytest.mark.parametrize(
    ("typed", "value"),
    [("12,5", "12.5"), ("12.5", "12.5"), ("1 250", "1250"), ("1\u00a0250,25", "1250.25"), ("0", "0")],
)
def test_a_number_is_read_with_a_comma_or_a_point(client, report, writer, target, typed, value):
    assert save(client, report, **{f"indicator_{target.indicator_id}": typed}).status_code == 302
    assert report.indicator_values.get().value == Decimal(value)


@pytest.mark.parametrize("typed", ["1,250", "1,250.5", "many", "NaN", "1e999", "1.23456"])
def test_a_number_that_could_mean_two_things_is_refused(client, report, writer, target, typed):
    assert save(client, report, **{f"indicator_{target.indicator_id}": typed}).status_code == 422
    assert not report.indicator_values.exists()


@pytest.mark.parametrize(("language", "said"), [("ru", "350,5"), ("en", "350.5")])
def test_an_indicator_shows_its_baseline_and_target(client, report, writer, target, language, said):
    shown = client.get(f"/{language}/desk/reports/{report.pk}/").content.decode()
    assert said in shown
    assert "120 (2024)" in shown


def test_the_last_rounds_text_stands_beside_the_form_and_is_copied_into_empty_fields_only(client, packet):
    published(packet)
    following = next_packet(packet).reports.first()
    client.force_login(packet.contributor)
    assert "A seminar was held." in page(client, following)
    save(client, following, narrative_ru="Новый текст.", press="copy")
    following.refresh_from_db()
    assert (following.narrative_ru, following.narrative_en) == ("Новый текст.", "A seminar was held.")


def test_nothing_is_copied_over_a_full_report_nor_from_nowhere(packet, report):
    with pytest.raises(ValidationError, match="nothing to copy"):
        copy_forward(report, actor=packet.contributor)
    published(packet)
    following = next_packet(packet).reports.first()
    factories.answered(following, packet.contributor)
    with pytest.raises(ValidationError, match="never overwrites"):
        copy_forward(following, actor=packet.contributor)
    following.refresh_from_db()
    assert following.revision == 1


def test_the_comments_of_a_review_are_shown_once_the_report_came_back(client, packet, report):
    signed(packet)
    reviewer = factories.reviewer()
    reviewing.comment(report, actor=reviewer, text="How many women?", field="narrative")
    client.force_login(packet.coordinator)
    history = reverse("desk:history", args=[report.pk])
    assert "How many women?" not in page(client, report) + client.get(history).content.decode()
    reviewing.send_back(report, actor=reviewer, reason="Give the numbers.")
    assert "How many women?" in page(client, report)
    assert "Give the numbers." in page(client, report)
    assert "How many women?" in client.get(history).content.decode()


def test_a_returned_report_shows_word_by_word_what_changed_since_it_was_signed(client, packet, report):
    signed(packet)
    reviewing.send_back(report, actor=factories.reviewer(), reason="When?")
    factories.answered(report, packet.contributor, narrative_en="A course was held in May.")
    client.force_login(packet.contributor)
    shown = page(client, report)
    assert "<del>seminar</del>" in shown
    assert "<ins>course</ins>" in shown
    assert "<ins> in May</ins>" in shown


# Two people


def saved_by_other(packet, report, **answer):
    factories.answered(report, packet.coordinator, **answer)


def resolve(client, report, revision, **choices):
    data = {"revision": revision}
    for name, (choice, mine, edited) in choices.items():
        data |= {f"choose_{name}": choice, f"mine_{name}": mine, f"edited_{name}": edited}
    return client.post(reverse("desk:resolve", args=[report.pk]), data)


def test_the_second_of_two_is_told_who_saved_and_sees_both_texts(client, packet, report, writer):
    saved_by_other(packet, report, narrative_ru="Текст Айгуль.")
    response = save(client, report, narrative_ru="Текст Болата.")
    said = response.content.decode()
    assert response.status_code == 409
    assert "Aigul saved this report" in said
    assert "Текст Айгуль." in said
    assert 'value="Текст Болата."' in said
    report.refresh_from_db()
    assert report.narrative_ru == "Текст Айгуль."


def test_what_only_one_of_the_two_changed_is_chosen_for_them(client, packet, report, writer):
    factories.answered(report, packet.coordinator, narrative_ru="Было.", obstacles_ru="Было.")
    saved_by_other(packet, report, narrative_ru="Текст Айгуль.", obstacles_ru="Было.")
    response = save(
        client, report, revision="1", narrative_ru="Было.", narrative_en="A seminar was held.", obstacles_ru="Стало."
    )
    chosen = {clash.name: clash.chosen for clash in response.context["clashes"]}
    assert chosen == {"narrative_ru": "theirs", "obstacles_ru": "mine"}


@pytest.mark.parametrize(("choice", "kept"), [("theirs", "Айгуль."), ("mine", "Болат."), ("edited", "Айгуль и Болат.")])
def test_each_field_takes_the_text_chosen(client, packet, report, writer, choice, kept):
    saved_by_other(packet, report, narrative_ru="Айгуль.")
    edited = "Айгуль и Болат." if choice == "edited" else "Болат."
    assert resolve(client, report, 1, narrative_ru=(choice, "Болат.", edited)).status_code == 302
    report.refresh_from_db()
    assert (report.narrative_ru, report.narrative_en) == (kept, "A seminar was held.")


def test_nothing_is_saved_until_every_field_is_chosen(client, packet, report, writer):
    saved_by_other(packet, report, narrative_ru="Айгуль.")
    for choice, edited in (("", "Болат."), ("theirs", "Третий текст.")):
        response = resolve(client, report, 1, narrative_ru=(choice, "Болат.", edited))
        assert response.status_code == 409
        assert edited in response.content.decode()
    report.refresh_from_db()
    assert (report.narrative_ru, report.revision) == ("Айгуль.", 1)


def test_a_third_save_meanwhile_asks_again(client, packet, report, writer):
    saved_by_other(packet, report, narrative_ru="Айгуль.")
    saved_by_other(packet, report, narrative_ru="Айгуль, ещё раз.")
    response = resolve(client, report, 1, narrative_ru=("mine", "Болат.", "Болат."))
    assert response.status_code == 409
    assert "Айгуль, ещё раз." in response.content.decode()
    report.refresh_from_db()
    assert report.narrative_ru == "Айгуль, ещё раз."


def autosave(client, report, **data):
    return client.post(reverse("desk:autosave", args=[report.pk]), {**TEXT, **data})


def test_autosaving_says_when_and_gives_the_new_revision(client, report, writer):
    told = autosave(client, report).json()
    assert told["revision"] == 1
    assert told["said"].startswith("Saved at ")


def test_autosaving_writes_over_nothing_newer(client, packet, report, writer):
    saved_by_other(packet, report, narrative_ru="Айгуль.")
    response = autosave(client, report, narrative_ru="Болат.")
    assert response.status_code == 409
    assert response.json()["fields"]["narrative_ru"] == "Айгуль."
    report.refresh_from_db()
    assert report.narrative_ru == "Айгуль."


def test_a_correction_says_why_and_shows_in_the_history(client, packet, report):
    published(packet)
    client.force_login(packet.coordinator)
    address = reverse("desk:correct", args=[report.pk])
    assert client.post(address, {"reason": " "}).status_code == 422
    assert client.post(address, {"reason": "The figure was wrong"}).status_code == 302
    report.refresh_from_db()
    assert report.status == "correction"
    assert "The figure was wrong" in client.get(reverse("desk:history", args=[report.pk])).content.decode()


def test_a_predecessors_name_stays_in_the_history(client, packet, report):
    signed(packet)
    packet.coordinator.mandates.update(valid_until=packet.coordinator.mandates.get().valid_from)
    client.force_login(factories.coordinator(packet.party))
    assert "Aigul" in client.get(reverse("desk:history", args=[report.pk])).content.decode()
