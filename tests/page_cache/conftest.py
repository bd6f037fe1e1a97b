"""The page cache, on for these tests only: every other test has its answers made anew."""

import pytest
from django.contrib.contenttypes.models import ContentType

from almaty_portal.page_cache.memory import Memory, memory
from almaty_portal.roles import sync_roles
from publishing.listening import changes


@pytest.fixture
def kept(transactional_db, settings) -> Memory:
    settings.PAGE_CACHE_MEGABYTES = 8
    memory.cache_clear()
    ContentType.objects.clear_cache()
    sync_roles()
    changes.settle()
    yield memory()
    changes.stop()
    memory.cache_clear()
