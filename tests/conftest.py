import pytest
from django.conf import settings as configured
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.utils import translation

from almaty_portal.page_cache.memory import Memory, memory
from almaty_portal.roles import sync_roles
from publishing import listening
from publishing.listening import changes

# Each answer is made for the test that asks; said before a test module loads the application. `kept` turns it on.
configured.PAGE_CACHE_MEGABYTES = 0
REAL_DATABASE = configured.DATABASES["default"]["NAME"]


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


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """As pytest-django's; nobody may listen to a database that is dropped.

    Tables are not analysed behind the tests' back: what is planned for a table that was empty a moment ago takes a
    minute over the rows of the next test.
    """
    assert connection.settings_dict["NAME"] != REAL_DATABASE, (
        "Mark a test `django_db`: without one there is no test database."
    )
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'ALTER TABLE "{table}" SET (autovacuum_enabled = false)')
    yield
    changes.stop()


@pytest.fixture
def kept(db, settings) -> Memory:
    """What this process keeps, empty. The test's own changes are not announced: its transaction never ends."""
    settings.PAGE_CACHE_MEGABYTES = 8
    memory.cache_clear()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(listening, "PATIENCE", 600.0)  # seconds: a machine busy with tests is no lost connection
        changes.settle()
        yield memory()
        changes.stop()
    memory.cache_clear()


@pytest.fixture
def committed(transactional_db):
    """The test's changes are committed as they are made. Ask for it before `kept`."""
    ContentType.objects.clear_cache()
    sync_roles()
