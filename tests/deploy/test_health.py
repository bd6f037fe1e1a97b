import pytest
from django.core.cache import cache
from redis.exceptions import ConnectionError as RedisConnectionError


@pytest.mark.django_db
def test_a_silent_cache_makes_the_health_page_say_503(client, monkeypatch):
    def silent(*args, **kwargs):
        raise RedisConnectionError

    monkeypatch.setattr(type(cache._connections[cache._alias]), "set", silent)
    response = client.get("/health/")
    assert (response.status_code, response.json()) == (503, {"database": True, "cache": False})
