"""Dumps are slow work: tasks take names and delegate."""

from celery import shared_task
from django.core.cache import cache

ASKED_FOR = 60  # seconds in which a file that is missing is asked for once


@shared_task(autoretry_for=(Exception,), max_retries=3, default_retry_delay=60)  # seconds
def make_dump(name: str) -> None:
    from almaty_portal.open_data.dumps import make

    make(name)


@shared_task
def make_stale_dumps() -> int:
    """Queue the files of every name that are not of what is public now."""
    from almaty_portal.open_data.dumps import stale

    queued = 0
    for name in stale():
        make_dump.delay(name)
        queued += 1
    return queued


def ask_for_dumps() -> None:
    """Somebody wants a file that is not there: the sweep runs at once instead of at its next turn."""
    if cache.add("open-data:asked-for", True, ASKED_FOR):
        make_stale_dumps.delay()
