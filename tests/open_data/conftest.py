"""The record of the Process with its sample round, made once for a module and rolled back with it."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import transaction

from almaty_portal import demo_rounds, record
from tests import factories

DATA = Path(settings.BASE_DIR) / "data"


@pytest.fixture(scope="module")
def the_record(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        boss = factories.superuser()
        record.load(DATA, publish_as=boss)
        record.load(DATA / "sample", publish_as=boss)
        demo_rounds.prepare(publisher=factories.publisher(), reviewer=factories.reviewer())
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def no_counter():
    """Requests of an earlier test count for none of this one."""
    cache.clear()
