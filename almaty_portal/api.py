"""`/api/v1/`: the rooms' open data, composed."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationErrorContext

from actionplan import api as actionplan
from almaty_portal.lib.open_data.answers import problem
from almaty_portal.lib.open_data.asking import RefusedError, refusal
from almaty_portal.lib.open_data.throttle import PerMinute
from declarations import api as declarations
from meetings import api as meetings
from members import api as members

ROOMS = (members, meetings, declarations, actionplan)
RESOURCES = tuple(resource for room in ROOMS for resource in room.RESOURCES)
VERSION = "1.0.0"


class OpenDataAPI(NinjaAPI):
    def validation_error_from_error_contexts(self, error_contexts: list[ValidationErrorContext[Any]]) -> Any:
        """The refusal of the first parameter that is not what it may be."""
        context = error_contexts[0]
        return refusal(context.model, context.pydantic_validation_error.errors()[0]["loc"])


api = OpenDataAPI(version=VERSION, urls_namespace="api", openapi_url=None, docs_url=None, throttle=[PerMinute()])
for room in ROOMS:
    api.add_router("", room.router)


@api.exception_handler(RefusedError)
def refused(request: HttpRequest, error: RefusedError) -> HttpResponse:
    return problem(error.status, error.detail, error.parameter)


@api.exception_handler(Http404)
def not_found(request: HttpRequest, error: Http404) -> HttpResponse:
    return problem(404, gettext("Nothing is published at this address."))


@api.exception_handler(HttpError)
def too_many(request: HttpRequest, error: HttpError) -> HttpResponse:
    """Of ninja's own errors only that of the throttle can occur: nothing here takes a body or a key."""
    if error.status_code != 429:
        raise error
    return problem(429, gettext("Too many requests: wait as many seconds as “Retry-After” says, then go on."))
