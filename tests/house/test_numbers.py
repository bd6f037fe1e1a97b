import pytest

from almaty_portal.lib.numbers import whole


@pytest.mark.parametrize(("written", "number"), [("0", 0), ("12", 12), ("9" * 18, int("9" * 18))])
def test_digits_are_a_number(written, number):
    assert whole(written) == number


@pytest.mark.parametrize("written", ["", "-1", "1.5", "²", "٣", "x", "9" * 19, "9" * 5000])
def test_anything_else_is_none(written):
    assert whole(written) is None
