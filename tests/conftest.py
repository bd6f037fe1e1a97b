import pytest
from django.conf import settings as configured
from django.utils import translation


@pytest.fixture(autouse=True, scope="session")
def no_page_is_kept():
    """Each answer is made for the test that asks; `tests/page_cache` turns the cache on for itself."""
    configured.PAGE_CACHE_MEGABYTES = 0


@pytest.fixture(autouse=True)
def plain_files(settings, tmp_path):
    """Uploaded files go to a folder of the test's own; static files need no collecting."""
    settings.MEDIA_ROOT = tmp_path
    settings.STAFF_MFA_REQUIRED = False
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture(autouse=True)
def english():
    """Addresses that a test asks for are English ones, whatever language the last request spoke."""
    with translation.override("en"):
        yield
