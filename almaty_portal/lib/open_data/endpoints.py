"""A resource's addresses in the API: its list, and what every operation says of itself in the schema."""

from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from ninja import Query, Router
from pydantic import Field, create_model

from almaty_portal.lib.open_data import keyset
from almaty_portal.lib.open_data.answers import answer
from almaty_portal.lib.open_data.asking import Asked, InLanguage, RefusedError, refuse_unknown
from almaty_portal.lib.open_data.resource import Resource


def refusals(*statuses: int) -> dict[str, Any]:
    """`openapi_extra` with the answers that are no data: what the composed schema keeps under these names."""
    named = {str(status): {"$ref": f"#/components/responses/{HTTPStatus(status).name}"} for status in statuses}
    return {"responses": named}


def one(request: HttpRequest, resource: Resource, record: Any, asked: InLanguage) -> HttpResponse:
    """One record, as `resource.row` reads it."""
    refuse_unknown(request, type(asked).model_fields)
    return answer(request, resource.row.of(record).shown(asked.lang), language=asked.lang)


def listed(request: HttpRequest, resource: Resource, asked: Asked) -> HttpResponse:
    """A page of the list. Raises `RefusedError`: 422 for an unknown parameter, 404 for a cursor that is not ours."""
    refuse_unknown(request, type(asked).model_fields)
    try:
        after = keyset.values_of(resource.name, asked.cursor) if asked.cursor else None
    except keyset.NoSuchPageError:
        said = gettext("No page begins at this cursor: leave “cursor” out and begin again, following “next”.")
        raise RefusedError(404, said, "cursor") from None
    found = resource.page(asked, after, asked.limit + 1)
    rows, following = found[: asked.limit], None
    if len(found) > asked.limit:
        given = {**request.GET.dict(), "cursor": keyset.cursor(resource.name, rows[-1][0])}
        following = f"{settings.SITE_URL}{request.path}?{urlencode(given)}"
    items = [resource.row.of(record).shown(asked.lang) for _key, record in rows]
    response = answer(request, {"items": items, "next": following}, language=asked.lang)
    if following:
        response["Link"] = f'<{following}>; rel="next"'
    return response


def add_list(router: Router, resource: Resource) -> None:
    """`GET /<name>`: the resource's rows, narrowed by its filters."""
    page = create_model(
        f"{resource.row.__name__.removesuffix('Row')}Page",
        items=(list[resource.row], Field(description="The rows of this page.")),  # type: ignore[name-defined]
        next=(
            str | None,
            Field(
                description="The address of the next page; null on the last.",
                json_schema_extra={"format": "uri"},
            ),
        ),
    )

    def rows(request: HttpRequest, asked: Query[resource.filters]) -> HttpResponse:  # type: ignore[name-defined]
        return listed(request, resource, asked)

    router.get(
        f"/{resource.name}",
        response={200: page},
        operation_id=f"list_{resource.name}",
        summary=resource.title,
        description=resource.about,
        tags=[resource.name],
        url_name=resource.name,
        openapi_extra=refusals(304, 400, 404, 422, 429),
    )(rows)


def about_one(resource: Resource, summary: str, *statuses: int) -> dict[str, Any]:
    """The keyword arguments of `router.get` for one record of the resource; `statuses` are refusals of its own."""
    return {
        "response": {200: resource.row},
        "summary": summary,
        "tags": [resource.name],
        "openapi_extra": refusals(304, 400, 404, *statuses, 422, 429),
    }
