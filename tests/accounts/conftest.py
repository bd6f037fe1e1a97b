import pytest
from django.core.cache import cache

PASSWORD = "correct horse battery"


@pytest.fixture(autouse=True)
def fresh_limits():
    """Rate limits live in the cache: each test starts without attempts."""
    cache.clear()
