"""Signing in as a person does it, in Chromium: with an authenticator app and with a passkey."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache

from tests import factories

PASSWORD = "correct horse battery"
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def site(live_server, settings):
    """The live server under a name: browsers give passkeys to no bare address."""
    settings.ALLOWED_HOSTS = ["*"]
    cache.clear()
    return live_server.url.replace("127.0.0.1", "localhost")


@pytest.fixture
def page(browser, site):
    page = browser.new_page()
    page.set_default_timeout(15_000)
    page.refused = []  # what the browser says, refusals of the content policy among it
    page.on("console", lambda message: page.refused.append(message.text) if message.type == "error" else None)
    return page


@pytest.fixture
def person():
    user = factories.UserFactory()
    user.set_password(PASSWORD)
    user.save()
    return user


def sign_in(page, site, user):
    page.goto(f"{site}/en/account/login/")
    page.fill("input[name=login]", user.email)
    page.fill("input[name=password]", PASSWORD)
    page.click("form.stacked button[type=submit]")


def confirm_password(page):
    page.fill("input[name=password]", PASSWORD)
    page.click("form.stacked button[type=submit]")


def code(secret):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def test_an_authenticator_app_is_set_up_and_asked_for_at_the_next_sign_in(page, site, person):
    sign_in(page, site, person)
    page.wait_for_url(f"{site}/en/desk/")
    page.goto(f"{site}/en/account/2fa/totp/activate/")
    confirm_password(page)
    page.wait_for_selector("img.qr")
    secret = page.input_value("#authenticator_secret")
    page.fill("input[name=code]", code(secret))
    page.click("form.stacked button[type=submit]")
    page.wait_for_url("**/2fa/recovery-codes/**")
    page.context.clear_cookies()
    cache.clear()  # a code is taken once in its half-minute
    sign_in(page, site, person)
    page.wait_for_url("**/2fa/authenticate/**")
    page.fill("input[name=code]", code(secret))
    page.click("form.stacked button[type=submit] >> nth=0")
    page.wait_for_url(f"{site}/en/desk/")
    assert page.refused == []


def test_a_passkey_is_added_and_signs_in_without_a_password(page, site, person):
    devices = page.context.new_cdp_session(page)
    devices.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devices.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    sign_in(page, site, person)
    page.wait_for_url(f"{site}/en/desk/")
    page.goto(f"{site}/en/account/2fa/webauthn/add/")
    confirm_password(page)
    page.fill("input[name=name]", "This computer")
    page.check("input[name=passwordless]")
    page.click("#mfa_webauthn_add")
    page.wait_for_url("**/2fa/recovery-codes/**")
    assert Authenticator.objects.filter(user=person, type="webauthn").exists()
    page.context.clear_cookies()
    page.goto(f"{site}/en/account/login/")
    page.click("#passkey_login")
    page.wait_for_url(f"{site}/en/desk/")
    page.goto(f"{site}/en/account/")
    assert person.email in page.content()
    assert page.refused == []
