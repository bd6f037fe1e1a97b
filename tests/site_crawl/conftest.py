"""One process walks the whole site and keeps what it saw; all judge that. Nothing stays in the database."""

import fcntl
import pickle
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from django.test import override_settings

from tests.site_crawl import demo_site, visits
from tests.site_crawl.crawling import Page


@pytest.fixture(scope="session")
def pages(django_db_setup, django_db_blocker, tmp_path_factory, worker_id) -> list[Page]:
    """Every page of the demo's site that somebody can reach, in both languages, with the forms posted empty."""
    shared = tmp_path_factory.getbasetemp()
    shared = shared if worker_id == "master" else shared.parent
    kept = shared / "pages.pickle"
    with (shared / "pages.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not kept.exists():
            with django_db_blocker.unblock():
                kept.write_bytes(pickle.dumps(_walked(tmp_path_factory.mktemp("site"))))
    return pickle.loads(kept.read_bytes())


def _walked(folder: Path) -> list[Page]:
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    files = {**settings.STORAGES, "staticfiles": plain}
    local = {"STORAGES": files, "MEDIA_ROOT": folder / "media", "STATIC_ROOT": folder / "static"}
    quick = {
        "STAFF_MFA_REQUIRED": False,
        "ACCOUNT_REAUTHENTICATION_TIMEOUT": 3600,
        "PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"],
    }
    with override_settings(**local, **quick), transaction.atomic():
        demo_site.build()
        found = visits.everybody()
        transaction.set_rollback(True)
    return found
