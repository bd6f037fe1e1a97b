"""Dates as people type them in forms."""

from datetime import date

import pytest
from django import forms
from django.utils.translation import override


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("typed", ["2026-12-05", "05.12.2026"])
def test_a_date_is_read_as_tables_write_it_in_either_language(language, typed):
    with override(language):
        assert forms.DateField().clean(typed) == date(2026, 12, 5)


def test_in_english_the_day_comes_first_as_it_is_shown():
    with override("en"):
        assert forms.DateField().clean("05/12/2026") == date(2026, 12, 5)
