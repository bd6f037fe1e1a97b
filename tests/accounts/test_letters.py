"""The letters of sign-in: the recipient's language, as text and as light HTML, in nobody else's name."""

import pytest

from tests import factories

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("language", "said"), [("ru", "пароль останется прежним"), ("en", "your password stays")])
def test_a_letter_for_a_new_password_says_the_same_as_text_and_as_html(client, mailoutbox, language, said):
    person = factories.UserFactory(language=language)
    person.set_password("a-password-of-their-own")
    person.save()
    client.post(f"/{language}/account/password/reset/", {"email": person.email})
    [letter] = mailoutbox
    [page] = [part.content for part in letter.alternatives if part.mimetype == "text/html"]
    link = next(word for word in letter.body.split() if word.startswith("http"))
    assert said in letter.body
    assert said in page
    assert f'href="{link}"' in page
    assert f'<html lang="{language}">' in page
    assert "example.com" not in letter.body
