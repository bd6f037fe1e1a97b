"""JSON: the edition's content in every language it has, in the schema that the portal publishes."""

import json
from datetime import UTC
from typing import Any

from django.conf import settings

from declarations.forms.words import address
from declarations.models import Edition

SCHEMA_PATH = "/schemas/edition-2.json"
MADE_OF_CONTENT = ("schema", "symbol", "paragraphs")


def contents(edition: Edition) -> dict[str, Any]:
    """`document` with `schema`, `symbol` and `paragraphs` is what `edition.sha256` is the digest of."""
    content = edition.content
    return {
        "$schema": settings.SITE_URL + SCHEMA_PATH,
        "schema": content["schema"],
        "symbol": content["symbol"],
        "address": address(edition),
        "edition": {
            "number": edition.number,
            "kind": edition.kind,
            "cut_at": edition.cut_at.astimezone(UTC).isoformat(),
            "reason": edition.reason,
            "languages": edition.languages,
            "sha256": edition.sha256,
        },
        "document": {name: value for name, value in content.items() if name not in MADE_OF_CONTENT},
        "paragraphs": content["paragraphs"],
    }


def make(edition: Edition, language: str) -> bytes:
    """The edition's JSON, UTF-8; one file holds all its languages, so that `language` only names it."""
    return (json.dumps(contents(edition), ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode()
