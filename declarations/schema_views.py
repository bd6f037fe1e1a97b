"""The schema of the JSON form, at its public address."""

import json
from functools import cache

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from declarations.forms.as_json import SCHEMA_PATH

FILE = settings.BASE_DIR / "docs" / "schemas" / "edition-2.schema.json"


@cache
def schema() -> dict[str, object]:
    return {"$id": settings.SITE_URL + SCHEMA_PATH, **json.loads(FILE.read_text(encoding="utf-8"))}


@require_safe
@cache_control(public=True, max_age=86400)  # a day
def edition_schema(request: HttpRequest) -> HttpResponse:
    shown = json.dumps(schema(), ensure_ascii=False, indent=2)
    return HttpResponse(shown, content_type="application/schema+json")
