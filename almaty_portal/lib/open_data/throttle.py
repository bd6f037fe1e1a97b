"""So many requests a minute for each address, counted in the cache; the trust of proxies is the portal's own."""

import time

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from ninja.throttling import BaseThrottle

WINDOW = 60  # seconds


class PerMinute(BaseThrottle):
    """`settings.OPEN_DATA_PER_MINUTE` in each minute of the clock; one counter, so that no two requests race."""

    def allow_request(self, request: HttpRequest) -> bool:
        key = f"open-data:rate:{self.get_ident(request)}:{int(time.time() // WINDOW)}"
        if cache.add(key, 1, 2 * WINDOW):
            return settings.OPEN_DATA_PER_MINUTE >= 1
        try:
            return cache.incr(key) <= settings.OPEN_DATA_PER_MINUTE
        except ValueError:  # the cache dropped it meanwhile
            return True

    def wait(self) -> float:
        """Seconds until the next minute begins, at least one."""
        return max(1.0, WINDOW - time.time() % WINDOW)
