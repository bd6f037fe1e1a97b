"""Before Django: what memory answers needs no request object, no signals, no middleware."""

from collections.abc import Callable, Iterable
from typing import Any

from almaty_portal.page_cache.memory import memory

Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def from_memory(application: Application) -> Application:
    """The same WSGI application, but pages that are kept are answered at once."""
    kept = memory()
    if kept is None:
        return application

    def answered(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        answer = kept.answer(environ)
        if answer is None:
            return application(environ, start_response)
        start_response(answer.status, answer.headers.copy())  # a server may change the list
        return [answer.body]

    return answered
