import pytest


@pytest.fixture(autouse=True)
def plain_files(settings, tmp_path):
    """Uploaded files go to a folder of the test's own; static files need no collecting."""
    settings.MEDIA_ROOT = tmp_path
    settings.STAFF_MFA_REQUIRED = False
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }
