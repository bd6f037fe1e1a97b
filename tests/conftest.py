import pytest
from django.utils import translation


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
