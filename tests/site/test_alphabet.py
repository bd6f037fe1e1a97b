from almaty_portal.lib import alphabet


def test_letters_with_marks_stand_with_their_letter():
    assert sorted(["Tuvalu", "Türkiye", "Togo"], key=alphabet.key) == ["Togo", "Türkiye", "Tuvalu"]


def test_russian_letters_stand_in_their_order():
    assert sorted(["Жар", "Ёлка", "Ель", "Йод", "Ива"], key=alphabet.key) == ["Ёлка", "Ель", "Жар", "Ива", "Йод"]
