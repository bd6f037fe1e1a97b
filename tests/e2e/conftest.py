"""A browser, and the record of the Process served for modules whose tests only read."""

import os
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.test import override_settings
from pytest_django.live_server_helper import LiveServer

from almaty_portal import record
from almaty_portal.roles import sync_roles
from tests import factories
from tests.chromium import chromium

os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's loop runs in the thread of the tests
DATA = Path(settings.BASE_DIR) / "data"


@pytest.fixture
def browser():
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def served(django_db_setup, django_db_blocker, tmp_path_factory):
    """The address of the portal with the record in it, loaded once a module and taken away with it."""
    files = override_settings(MEDIA_ROOT=tmp_path_factory.mktemp("served"), ALLOWED_HOSTS=["*"])
    with django_db_blocker.unblock(), files:
        ContentType.objects.clear_cache()
        sync_roles()
        boss = factories.superuser()
        record.load(DATA, publish_as=boss)
        record.load(DATA / "sample", publish_as=boss)
        server = LiveServer("localhost")
        yield server.url
        server.stop()
        call_command("flush", interactive=False, verbosity=0)
