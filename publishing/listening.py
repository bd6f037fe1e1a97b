"""One thread a process hears the database's change notices (`publishing/changes.py`).

`changes` knows when each table last changed, counted in moments: 1, 2, 3 … of this process. While the thread has no
connection nobody can say what changed, so nothing that was kept holds; once connected, everything kept before lapses.
"""

import logging
import os
import threading
import uuid
from time import monotonic
from typing import Any

import psycopg
from django.conf import settings
from django.db import connections

from publishing.changes import CHANNEL

APPLICATION = "portal change notices"  # as PostgreSQL's list of connections names it
BEAT = 2.0  # seconds between two proofs that the connection lives
PATIENCE = 3 * BEAT  # seconds after the last proof that kept answers are still given
RETRY = 1.0  # seconds between two attempts to connect
SETTLED = "settled "

log = logging.getLogger(__name__)


class Changes:
    """What changed, as far as this process has heard. Readers need no lock: they compare numbers that only grow."""

    def __init__(self) -> None:
        self.moment = 0
        self.reset()

    def reset(self) -> None:
        """As at the start of a process, which may be a copy of another: nothing kept before holds."""
        self.moment += 1
        self.floor = self.moment  # the moment of the connection: what is older does not hold
        self.until = 0.0  # the monotonic clock's second up to which the connection is known to live
        self.changed: dict[str, int] = {}  # table → moment
        self._starting = threading.Lock()
        self._thread: threading.Thread | None = None
        self._stopping = threading.Event()
        self._settling = threading.Condition()
        self._awaited: set[str] = set()

    @property
    def are_heard(self) -> bool:
        return monotonic() < self.until

    def listen(self) -> None:
        """Start the thread unless it runs. It needs no wait: until it has connected nothing is kept."""
        if self._thread is not None and self._thread.is_alive():
            return
        with self._starting:
            if self._thread is None or not self._thread.is_alive():
                self._stopping.clear()
                self._thread = threading.Thread(target=self._run, name=APPLICATION, daemon=True)
                self._thread.start()

    def stop(self) -> None:
        """End the thread and its connection, for tests and before a database is dropped."""
        thread, self._thread = self._thread, None
        if thread is None:
            return
        self._stopping.set()
        try:
            self._notify("stop")
        except psycopg.Error:
            log.debug("There is no database to be told.")
        thread.join()
        self.until = 0.0

    def settle(self, timeout: float = 60.0) -> None:
        """Wait until every change that was committed before is heard, or has lapsed with a lost connection.

        Raises TimeoutError.
        """
        self.listen()
        token = f"{SETTLED}{uuid.uuid4()}"
        end = monotonic() + timeout
        while not self.are_heard:
            if monotonic() > end:
                raise TimeoutError("The change notices are not heard.")
            self._stopping.wait(0.01)
        self._awaited.add(token)
        while token in self._awaited:  # said again, for a connection that was lost meanwhile took it along
            if monotonic() > end:
                raise TimeoutError("The change notices are not heard.")
            self._notify(token)
            with self._settling:
                self._settling.wait_for(lambda: token not in self._awaited, RETRY)

    def _connected(self) -> psycopg.Connection[Any]:
        """A connection of its own, to the database that Django uses (in a test the test's), by no pool."""
        given: dict[str, Any] = {"autocommit": True, "application_name": APPLICATION, "connect_timeout": 5}
        if settings.LISTEN_DATABASE_URL:
            return psycopg.connect(settings.LISTEN_DATABASE_URL, **given)
        used = connections["default"].get_connection_params()
        used.pop("cursor_factory")  # Django's needs Django's own wrapper
        return psycopg.connect(**{**used, **given})

    def _notify(self, payload: str) -> None:
        with self._connected() as connection:
            connection.execute("SELECT pg_notify(%s, %s)", [CHANNEL, payload])

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                with self._connected() as connection:
                    self._hear(connection)
            except (psycopg.Error, OSError) as error:
                self.until = 0.0
                log.warning("Change notices are not heard, so pages are made anew for every reader: %s", error)
                self._stopping.wait(RETRY)
        self.until = 0.0

    def _hear(self, connection: psycopg.Connection[Any]) -> None:
        connection.execute(f"LISTEN {CHANNEL}")
        self.floor = self.moment = self.moment + 1
        while not self._stopping.is_set():
            asked = monotonic()
            (heard,) = connection.execute("SELECT count(*) FROM pg_listening_channels()").fetchone() or (0,)
            if not heard:
                raise psycopg.OperationalError("The connection does not stay in one session: is a pooler in between?")
            self.until = asked + PATIENCE
            for notice in connection.notifies(timeout=BEAT):
                self._take(notice.payload)
                if self._stopping.is_set():
                    return

    def _take(self, payload: str) -> None:
        if payload.startswith(SETTLED):
            with self._settling:
                self._awaited.discard(payload)
                self._settling.notify_all()
            return
        self.changed[payload] = self.moment + 1  # before the moment: whoever sees the moment sees the change
        self.moment += 1


changes = Changes()
os.register_at_fork(after_in_child=changes.reset)  # threads and connections stay with the parent
