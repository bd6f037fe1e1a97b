"""Pages in this process's memory, the least recently read leaving first."""

from collections import OrderedDict
from threading import Lock

from almaty_portal.page_cache.pages import Page

Key = tuple[str, ...]
LARGEST = 4  # a page may take so many-th a part of the room


class Store:
    """At most `room` bytes of pages."""

    def __init__(self, room: int) -> None:
        self.room, self.size = room, 0
        self._pages: OrderedDict[Key, Page] = OrderedDict()
        self._lock = Lock()  # of whatever changes `size`; reading takes none

    def __len__(self) -> int:
        return len(self._pages)

    def addresses(self) -> list[Key]:
        with self._lock:
            return list(self._pages)

    def get(self, key: Key) -> Page | None:
        """The page if it still holds."""
        page = self._pages.get(key)
        if page is None:
            return None
        if not page.is_current():
            with self._lock:
                if self._pages.get(key) is page:
                    self._drop(key)
            return None
        try:  # noqa: SIM105 - contextlib.suppress would cost as much as the whole look-up
            self._pages.move_to_end(key)
        except KeyError:  # it was pushed out meanwhile
            pass
        return page

    def put(self, key: Key, page: Page) -> None:
        """Keep it if it holds, whatever has to leave for it."""
        if page.size > self.room / LARGEST or not page.is_current():
            return
        with self._lock:
            if key in self._pages:
                self._drop(key)
            self._pages[key] = page
            self.size += page.size
            while self.size > self.room:
                self._drop(next(iter(self._pages)))

    def _drop(self, key: Key) -> None:
        self.size -= self._pages.pop(key).size
