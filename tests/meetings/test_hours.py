"""When a meeting opens and closes: what is stored, and what people read."""

from datetime import date, time

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import override

from almaty_portal import record
from meetings import hours
from meetings.models import Meeting
from tests import factories

DAY, NEXT = date(2026, 3, 5), date(2026, 3, 6)


def meeting(**fields):
    return factories.MeetingFactory.build(**{"starts_on": DAY, "ends_on": DAY, "opens_at": time(10), **fields})


WRITTEN = {
    "a day": ({"closes_at": time(17)}, "10:00–17:00, Almaty time (UTC+5)", "10:00–17:00, время Алматы (UTC+5)"),
    "no closing": ({}, "from 10:00, Almaty time (UTC+5)", "с 10:00, время Алматы (UTC+5)"),
    "days": (
        {"ends_on": NEXT, "closes_at": time(13, 30), "time_zone": "Asia/Baku"},
        "from 10:00 on 5 March to 13:30 on 6 March, Baku time (UTC+4)",
        "с 10:00 5 марта до 13:30 6 марта, время Баку (UTC+4)",
    ),
    "days, no closing": (
        {"ends_on": NEXT, "time_zone": "Asia/Tehran"},
        "from 10:00 on 5 March, Tehran time (UTC+3:30)",
        "с 10:00 5 марта, время Тегерана (UTC+3:30)",
    ),
    "universal": (
        {"time_zone": "UTC"},
        "from 10:00, Coordinated Universal Time",
        "с 10:00, всемирное координированное время",
    ),
    "before the change": (
        {"starts_on": date(2023, 3, 5), "ends_on": date(2023, 3, 5)},
        "from 10:00, Almaty time (UTC+6)",
        "с 10:00, время Алматы (UTC+6)",
    ),
    "no times": ({"opens_at": None}, "", ""),
}


@pytest.mark.parametrize("case", WRITTEN)
def test_hours_are_said_with_their_zone(case):
    fields, *expected = WRITTEN[case]
    said = []
    for language in ("en", "ru"):
        with override(language):
            said.append(hours.written(meeting(**fields)))
    assert said == expected


@pytest.mark.django_db
@pytest.mark.parametrize(("language", "said"), [("en", "Almaty time (UTC+5)"), ("ru", "время Алматы (UTC+5)")])
def test_the_page_says_them(client, language, said):
    shown = factories.MeetingFactory(starts_on=DAY, ends_on=DAY, opens_at=time(10), closes_at=time(17))
    factories.published(shown)
    assert f"10:00–17:00, {said}" in client.get(f"/{language}/meetings/{shown.slug}/").content.decode()


REFUSED = {
    "a closing without an opening": {"opens_at": None, "closes_at": time(17)},
    "closing before opening": {"closes_at": time(9)},
    "closing at the opening": {"closes_at": time(10)},
    "an unknown zone": {"time_zone": "Asia/Atlantis"},
}


@pytest.mark.django_db
@pytest.mark.parametrize("case", REFUSED)
def test_the_database_refuses_what_cannot_be(case):
    kept = factories.MeetingFactory(starts_on=DAY, ends_on=DAY, opens_at=time(10), closes_at=time(17))
    with pytest.raises(IntegrityError), transaction.atomic():
        Meeting.objects.filter(pk=kept.pk).update(**REFUSED[case])


@pytest.mark.django_db
@pytest.mark.parametrize("case", REFUSED)
def test_the_form_says_what_is_wrong(case):
    with pytest.raises(ValidationError):
        meeting(**REFUSED[case]).full_clean()


@pytest.mark.django_db
def test_a_meeting_of_several_days_may_close_at_an_earlier_hour():
    kept = factories.MeetingFactory(starts_on=DAY, ends_on=NEXT, opens_at=time(10), closes_at=time(9))
    assert Meeting.objects.get(pk=kept.pk).closes_at == time(9)


@pytest.mark.django_db
@pytest.mark.parametrize("written", ["10:00", "10.00", "10:00:00"])
def test_times_are_read_from_tables_and_written_again(tmp_path, written):
    head = "slug,kind,title_en,place_en,starts_on,ends_on,opens_at,closes_at,time_zone"
    (tmp_path / "meetings.csv").write_text(f"{head}\nm,experts,M,P,2026-03-05,2026-03-05,{written},17:30,Asia/Baku\n")
    record.load(tmp_path)
    kept = Meeting.objects.get()
    assert (kept.opens_at, kept.closes_at, kept.time_zone) == (time(10), time(17, 30), "Asia/Baku")
    record.export(tmp_path)
    assert ",10:00,17:30,Asia/Baku," in (tmp_path / "meetings.csv").read_text()
    assert record.load(tmp_path)["meetings"]["unchanged"] == 1


@pytest.mark.django_db
@pytest.mark.parametrize(("opens", "kept"), [("", time(10)), ("[clear]", None)])
def test_a_blank_time_leaves_it_and_a_marker_clears_it(tmp_path, opens, kept):
    factories.MeetingFactory(slug="m", opens_at=time(10))
    (tmp_path / "meetings.csv").write_text(f"slug,opens_at\nm,{opens}\n")
    record.load(tmp_path)
    assert Meeting.objects.get().opens_at == kept


@pytest.mark.django_db
@pytest.mark.parametrize("written", ["noon", "25:00", "10"])
def test_what_is_no_time_is_refused_with_its_cure(tmp_path, written):
    factories.MeetingFactory(slug="m")
    (tmp_path / "meetings.csv").write_text(f"slug,opens_at\nm,{written}\n")
    with pytest.raises(record.RecordError, match="not a time of day: write 10:00"):
        record.load(tmp_path)
