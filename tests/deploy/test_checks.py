import pytest

from almaty_portal import checks
from almaty_portal.lib import pdf

pytestmark = pytest.mark.django_db


def test_a_machine_with_fonts_and_cyrillic_passes():
    assert checks.fonts_are_installed(databases=["default"]) == []
    assert checks.cyrillic_is_lower_cased(databases=["default"]) == []


def test_missing_fonts_are_named_with_their_package(monkeypatch):
    monkeypatch.setattr(pdf, "FAMILIES", ("PT Serif", "No Such Family"))
    (error,) = checks.fonts_are_installed(databases=["default"])
    assert "No Such Family" in error.msg
    assert "fonts-paratype" in error.hint
