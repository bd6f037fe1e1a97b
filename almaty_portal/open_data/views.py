"""What is at fixed addresses beside the API: its schema, and the answer for an address that it has not."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language, gettext

from almaty_portal.lib.open_data.answers import answer, problem
from almaty_portal.open_data import openapi


def schema(request: HttpRequest) -> HttpResponse:
    response = answer(request, openapi.document(), language=get_language())
    response["Vary"] = "Accept-Language"
    return response


def no_such_address(request: HttpRequest, rest: str = "") -> HttpResponse:
    return problem(404, gettext("The open data has no such address: /api/v1/openapi.json lists those there are."))
