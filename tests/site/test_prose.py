from almaty_portal.lib import inline


def test_an_empty_line_begins_a_paragraph_and_a_dash_a_list():
    said = inline.prose("One\nline.\r\n\r\nGoals:\n- *first*\n- second\n\n\nEnd.")
    assert said == ("<p>One line.</p>\n<p>Goals:</p>\n<ul><li><em>first</em></li><li>second</li></ul>\n<p>End.</p>")


def test_markup_stays_text():
    assert inline.prose("- <script>") == "<ul><li>&lt;script&gt;</li></ul>"


def test_nothing_gives_nothing():
    assert inline.prose(" \n ") == ""
