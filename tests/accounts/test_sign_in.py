"""Signing in: password, second step, limits, and where it leads."""

import time

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value

from members.models import User
from tests import factories
from tests.accounts.conftest import PASSWORD

pytestmark = pytest.mark.django_db
LANGUAGES = pytest.mark.parametrize("language", ["ru", "en"])


def person(**fields):
    user = factories.UserFactory(**fields)
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(client, user, language="en", password=PASSWORD, **more):
    return client.post(f"/{language}/account/login/", {"login": user.email, "password": password, **more})


def code(secret):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


@LANGUAGES
def test_nobody_can_sign_up(client, language):
    page = client.get(f"/{language}/account/signup/")
    assert page.status_code == 200
    assert "account/signup_closed.html" in [template.name for template in page.templates]
    data = {"email": "new@example.org", "password1": PASSWORD, "password2": PASSWORD}
    client.post(f"/{language}/account/signup/", data)
    assert not User.objects.exists()


@LANGUAGES
@pytest.mark.parametrize("address", ["login/", "password/reset/", "inactive/", "logout/"])
def test_the_pages_open_in_both_languages(client, language, address):
    page = client.get(f"/{language}/account/{address}")
    assert page.status_code in (200, 302)
    if page.status_code == 200:
        assert f'<html lang="{language}">' in page.content.decode()


@LANGUAGES
def test_a_coordinator_comes_to_the_desk_with_a_note(client, language):
    response = sign_in(client, person(), language)
    assert response.headers["Location"] == f"/{language}/desk/"
    assert len(list(client.get(f"/{language}/account/").context["messages"])) == 2


def test_staff_come_to_the_admin_in_their_language(client):
    response = sign_in(client, person(is_staff=True, language="ru"))
    assert response.headers["Location"] == "/admin/"
    assert response.cookies["django_language"].value == "ru"


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "/\\evil.example"]
)
def test_sign_in_leads_to_no_other_site(client, target):
    response = sign_in(client, person(), next=target)
    assert response.headers["Location"] == "/en/desk/"


def test_sign_in_leads_back_to_where_it_was_asked_for(client):
    assert sign_in(client, person(), next="/en/account/").headers["Location"] == "/en/account/"


def test_a_wrong_password_is_refused_and_limited(client):
    user = person()
    for _ in range(5):
        assert sign_in(client, user, password="wrong").status_code == 200
    response = sign_in(client, user)
    assert response.status_code == 200
    assert "_auth_user_id" not in client.session
    assert response.context["form"].errors


def test_a_disabled_account_cannot_sign_in(client):
    sign_in(client, person(is_active=False))
    assert "_auth_user_id" not in client.session


def test_the_right_code_completes_the_sign_in_and_a_wrong_one_does_not(client):
    user = person()
    secret = "JBSWY3DPEHPK3PXP"
    TOTP.activate(user, secret)
    response = sign_in(client, user)
    assert response.headers["Location"] == "/en/account/2fa/authenticate/"
    assert "_auth_user_id" not in client.session
    client.post("/en/account/2fa/authenticate/", {"code": "000000"})
    assert "_auth_user_id" not in client.session
    assert client.post("/en/account/2fa/authenticate/", {"code": code(secret)}).headers["Location"] == "/en/desk/"
    assert client.session["_auth_user_id"] == str(user.pk)


def test_a_recovery_code_signs_in_once(client):
    user = person()
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    first = RecoveryCodes.activate(user).get_unused_codes()[0]
    sign_in(client, user)
    client.post("/en/account/2fa/authenticate/", {"code": first})
    assert client.session["_auth_user_id"] == str(user.pk)
    client.logout()
    sign_in(client, user)
    client.post("/en/account/2fa/authenticate/", {"code": first})
    assert "_auth_user_id" not in client.session


@LANGUAGES
def test_an_authenticator_app_is_set_up_on_its_page(client, language):
    user = person()
    sign_in(client, user, language)
    asked = client.get(f"/{language}/account/2fa/totp/activate/").headers["Location"]
    assert asked.startswith(f"/{language}/account/reauthenticate/")  # the password again, before anything changes
    page = client.post(asked, {"password": PASSWORD}, follow=True)
    assert 'src="data:image/svg+xml' in page.content.decode()
    response = client.post(f"/{language}/account/2fa/totp/activate/", {"code": code(page.context["form"].secret)})
    assert response.status_code == 302
    assert user.authenticator_set.filter(type="totp").exists()
    for address in ("2fa/", "2fa/recovery-codes/", "2fa/webauthn/", "2fa/webauthn/add/", "2fa/totp/deactivate/"):
        assert client.get(f"/{language}/account/{address}").status_code == 200


def test_staff_without_a_second_step_are_sent_to_set_it_up_when_required(client, settings):
    settings.STAFF_MFA_REQUIRED = True
    user = person(is_staff=True, is_superuser=True)
    client.force_login(user)
    for address in ("/admin/", "/admin/members/user/"):
        response = client.get(address)
        assert response.status_code == 302
        assert response.headers["Location"].endswith("/account/2fa/")
    data = {"email": "x@example.org", "language": "en", "is_active": "on"}
    client.post("/admin/members/user/add/", data)
    assert not User.objects.filter(email="x@example.org").exists()
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    assert client.get("/admin/").status_code == 200


def test_staff_need_the_second_step_at_the_desk_too(client, settings):
    settings.STAFF_MFA_REQUIRED = True
    client.force_login(person(is_staff=True))
    assert client.get("/en/desk/").headers["Location"] == "/en/account/2fa/"


def test_recovery_codes_alone_are_no_second_step(client, settings):
    settings.STAFF_MFA_REQUIRED = True
    user = person(is_staff=True, is_superuser=True)
    RecoveryCodes.activate(user)
    client.force_login(user)
    assert client.get("/admin/").status_code == 302


def test_the_admin_has_no_sign_in_of_its_own(client):
    response = client.get("/admin/login/?next=/admin/members/")
    assert response.status_code == 302
    assert "/account/login/?next=%2Fadmin%2Fmembers%2F" in response.headers["Location"]
    user = person(is_staff=True)
    client.post("/admin/login/", {"username": user.email, "password": PASSWORD})
    assert "_auth_user_id" not in client.session


def test_a_coordinator_cannot_open_the_admin(client):
    client.force_login(person())
    assert client.get("/admin/login/").status_code == 403


@LANGUAGES
def test_the_account_page_says_what_one_may_do(client, language):
    mandate = factories.MandateFactory()
    ended = factories.MandateFactory(user=mandate.user, valid_from="2013-06-05", valid_until="2014-06-05")
    assert client.get(f"/{language}/account/").status_code == 302
    client.force_login(mandate.user)
    page = client.get(f"/{language}/account/").content.decode()
    assert getattr(mandate.party, f"short_name_{language}") in page
    assert getattr(ended.party, f"short_name_{language}") not in page


def test_the_address_of_an_account_is_not_changed_by_its_holder(client):
    client.force_login(person())
    assert client.get("/en/account/email/").status_code == 404
    assert client.post("/en/account/email/", {"email": "other@example.org", "action_add": ""}).status_code == 404


def test_pages_of_the_account_hold_no_inline_script(client):
    user = person()
    TOTP.activate(user, "JBSWY3DPEHPK3PXP")
    pages = [client.get("/en/account/login/")]
    sign_in(client, user)
    pages.append(client.get("/en/account/2fa/authenticate/"))
    client.force_login(user)
    pages += [client.get(f"/en/account/2fa/{address}") for address in ("", "recovery-codes/generate/")]
    for page in pages:
        content = page.content.decode()
        assert "style=" not in content
        for tag in content.split("<script")[1:]:
            opening = tag.split(">")[0]
            assert "src=" in opening or 'type="application/json"' in opening
