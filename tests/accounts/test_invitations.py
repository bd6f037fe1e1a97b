"""Accounts are opened by superusers; people set their password by a one-time link."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError

from members import invitations
from members.models import Mandate, User
from tests import factories
from tests.accounts.conftest import PASSWORD

pytestmark = pytest.mark.django_db
INLINE = {
    "mandates-TOTAL_FORMS": "1",
    "mandates-INITIAL_FORMS": "0",
    "mandates-MIN_NUM_FORMS": "0",
    "mandates-MAX_NUM_FORMS": "1000",
}


def invited(**fields):
    user = factories.UserFactory(**fields)
    user.set_unusable_password()
    user.save()
    return user


def link_in(mail):
    return re.search(r"http://[^/]+(/\S+)", mail.body)[1]


def follow(client, link, password=PASSWORD):
    form = client.get(link, follow=True)
    if form.context.get("token_fail"):
        return None
    address = form.redirect_chain[-1][0]
    return client.post(address, {"password1": password, "password2": password})


@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_superuser_adds_a_person_who_is_invited_in_their_language(
    admin_client, client, mailoutbox, language, django_capture_on_commit_callbacks
):
    party = factories.PartyFactory()
    data = {
        "email": "New@Example.org",
        "language": language,
        "first_name": "Aigul",
        "is_active": "on",
        **INLINE,
        "mandates-0-party": party.pk,
        "mandates-0-role": "coordinator",
        "mandates-0-valid_from": "2026-01-01",
    }
    with django_capture_on_commit_callbacks(execute=True):
        assert admin_client.post("/admin/members/user/add/", data).status_code == 302
    user = User.objects.get(email="new@example.org")
    assert not user.has_usable_password()
    assert Mandate.objects.get().user == user
    (mail,) = mailoutbox
    assert mail.to == ["new@example.org"]
    assert "Aigul" in mail.body
    link = link_in(mail)
    assert link.startswith(f"/{language}/account/")
    assert link in mail.alternatives[0].content
    assert follow(client, link).headers["Location"] == f"/{language}/desk/"
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_a_link_works_once(client, mailoutbox):
    invitations.send(invited())
    link = link_in(mailoutbox[0])
    assert follow(client, link).status_code == 302
    client.logout()
    assert follow(client, link, "another horse battery") is None
    assert User.objects.get().check_password(PASSWORD)


def test_a_disabled_account_can_neither_be_invited_nor_follow_its_link(client, mailoutbox):
    user = invited()
    invitations.send(user)
    user.is_active = False
    user.save()
    assert follow(client, link_in(mailoutbox[0])) is None
    with pytest.raises(ValidationError):
        invitations.send(user)
    assert not User.objects.get().has_usable_password()


def test_a_link_ends_with_its_days(client, mailoutbox, settings):
    invitations.send(invited())
    settings.PASSWORD_RESET_TIMEOUT = -1
    assert follow(client, link_in(mailoutbox[0])) is None


def test_a_weak_password_is_refused(client, mailoutbox):
    invitations.send(invited())
    response = follow(client, link_in(mailoutbox[0]), "12345")
    assert response.status_code == 200
    assert not User.objects.get().has_usable_password()


def test_an_invitation_is_sent_again_but_not_to_disabled_accounts(
    admin_client, mailoutbox, django_capture_on_commit_callbacks
):
    users = [invited(), invited(is_active=False)]
    data = {"action": "send_again", "_selected_action": [user.pk for user in users]}
    with django_capture_on_commit_callbacks(execute=True):
        admin_client.post("/admin/members/user/", data)
    assert [mail.to for mail in mailoutbox] == [[users[0].email]]


def test_only_superusers_keep_accounts(client):
    other = invited()
    for user in (factories.editor(), factories.publisher()):
        client.force_login(user)
        assert client.get("/admin/members/user/").status_code == 403
        data = {"email": other.email, "language": "en", "is_active": "on", "is_superuser": "on", **INLINE}
        assert client.post(f"/admin/members/user/{other.pk}/change/", data).status_code == 403
    other.refresh_from_db()
    assert not other.is_superuser


def test_a_changed_address_ends_sign_in_with_the_former_one(admin_client):
    user = invited(email="old@example.org")
    EmailAddress.objects.create(user=user, email="old@example.org", primary=True)
    data = {"email": "new@example.org", "language": "en", "is_active": "on", **INLINE, "mandates-TOTAL_FORMS": "0"}
    assert admin_client.post(f"/admin/members/user/{user.pk}/change/", data).status_code == 302
    assert not EmailAddress.objects.filter(email="old@example.org").exists()


@pytest.mark.parametrize("language", ["ru", "en"])
def test_a_forgotten_password_is_answered_in_the_persons_language(client, mailoutbox, language):
    user = factories.UserFactory(language=language)
    other = {"ru": "en", "en": "ru"}[language]
    client.post(f"/{other}/account/password/reset/", {"email": user.email})
    assert len(mailoutbox) == 1
    assert bool(re.search("[а-я]", mailoutbox[0].body)) == (language == "ru")


def test_a_stranger_who_forgot_a_password_gets_no_mail_and_the_same_answer(client, mailoutbox):
    known = client.post("/en/account/password/reset/", {"email": factories.UserFactory().email})
    unknown = client.post("/en/account/password/reset/", {"email": "nobody@example.org"})
    assert known.headers["Location"] == unknown.headers["Location"]
    assert len(mailoutbox) == 1
