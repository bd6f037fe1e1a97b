"""The pages that a process keeps, and which of them answers a request."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage

from almaty_portal.page_cache.pages import Answer
from almaty_portal.page_cache.store import Key, Store

RARE = 4  # addresses that nobody links to (any query, any spelling of the host) share so many-th a part of the room
SCHEMES = ("", "http", "https")


class Memory:
    """`room` in bytes. An address is read as WSGI writes it: Django's `request.META` is the same dictionary."""

    def __init__(self, room: int) -> None:
        self.rare, self.usual = Store(room // RARE), Store(room - room // RARE)
        self._hosts = {urlsplit(settings.SITE_URL).netloc, *settings.ALLOWED_HOSTS}
        self._in_a_language = tuple(f"/{code}/" for code, _name in settings.LANGUAGES)
        self._scheme = (settings.SECURE_PROXY_SSL_HEADER or ("",))[0]
        own = "|".join(re.escape(name) for name in (settings.SESSION_COOKIE_NAME, CookieStorage.cookie_name))
        self._is_own = re.compile(f"(?:^|[; ])(?:{own})=").search
        self._language = re.compile(f"(?:^|[; ]){re.escape(settings.LANGUAGE_COOKIE_NAME)}=([^;]*)").search

    def is_for_everybody(self, environ: Mapping[str, Any]) -> bool:
        """A reading request from nobody in particular: without a session, a message, an Authorization."""
        return (
            environ["REQUEST_METHOD"] in ("GET", "HEAD")
            and "HTTP_AUTHORIZATION" not in environ
            and not ("HTTP_COOKIE" in environ and self._is_own(environ["HTTP_COOKIE"]))
        )

    def names_its_language(self, path: str) -> bool:
        return path.startswith(self._in_a_language)

    def place(self, environ: Mapping[str, Any]) -> tuple[Store, Key]:
        """Where the answer to such a request is kept, by all that it may depend on."""
        host, query = environ.get("HTTP_HOST", ""), environ.get("QUERY_STRING", "")
        path, scheme = environ.get("PATH_INFO", ""), environ.get(self._scheme, "")
        wanted = "" if path.startswith(self._in_a_language) else self._wanted(environ)
        is_usual = not query and not wanted and host in self._hosts and scheme in SCHEMES
        key = (environ["wsgi.url_scheme"], scheme, host, environ.get("SCRIPT_NAME", ""), path, query, wanted)
        return self.usual if is_usual else self.rare, key

    def answer(self, environ: Mapping[str, Any]) -> Answer | None:
        if not self.is_for_everybody(environ):
            return None
        store, key = self.place(environ)
        page = store.get(key)
        return page.answer(environ) if page else None

    def _wanted(self, environ: Mapping[str, Any]) -> str:
        """By what Django chooses the language where the address does not name it."""
        cookie = self._language(environ.get("HTTP_COOKIE", ""))
        accepted: str = environ.get("HTTP_ACCEPT_LANGUAGE", "")
        return f"{accepted};{cookie[1]}" if cookie else accepted


@cache
def memory() -> Memory | None:
    """This process's; None where nothing is kept. Templates that are being written are read anew each time."""
    room = 0 if settings.DEBUG else settings.PAGE_CACHE_MEGABYTES * 1024 * 1024
    return Memory(room) if room else None
