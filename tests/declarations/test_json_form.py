import hashlib
import json

import pytest
from django.core.serializers.json import DjangoJSONEncoder
from django.urls import reverse
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from jsonschema import Draft202012Validator, FormatChecker

from declarations.edition_cutting import canonical
from declarations.forms import as_json
from declarations.models import Edition
from declarations.schema_views import schema
from tests import factories
from tests.declarations import rich
from tests.declarations.any_edition import editions


def faults(edition: Edition) -> list[str]:
    validator = Draft202012Validator(schema(), format_checker=FormatChecker())
    return [error.message for error in validator.iter_errors(json.loads(as_json.make(edition, "ru-en")))]


def test_the_schema_is_one_and_every_property_is_described():
    Draft202012Validator.check_schema(schema())

    def undescribed(node, path=""):
        if isinstance(node, dict):
            for name, value in node.get("properties", {}).items():
                if "description" not in value:
                    yield f"{path}/{name}"
            for name, value in node.items():
                yield from undescribed(value, f"{path}/{name}")

    assert list(undescribed(schema())) == []


@pytest.mark.django_db
@pytest.mark.parametrize("languages", [["ru", "en"], ["ru"], ["en"]])
def test_a_rich_edition_fits_the_schema(languages):
    assert faults(rich.edition(languages)) == []


@pytest.mark.django_db
def test_the_least_edition_fits_the_schema():
    made = factories.DocumentFactory(meeting=None, original_language="", manner="")
    factories.ParagraphFactory(document=made)
    factories.published(made, reason="")
    assert faults(made.editions.get()) == []


@pytest.mark.django_db
def test_the_digest_is_that_of_document_symbol_schema_and_paragraphs():
    made = rich.edition()
    read = json.loads(as_json.make(made, "ru-en"))
    content = {**read["document"], **{name: read[name] for name in ("schema", "symbol", "paragraphs")}}
    assert hashlib.sha256(canonical(content)).hexdigest() == read["edition"]["sha256"] == made.sha256


@pytest.mark.django_db
def test_a_changed_word_an_unknown_kind_and_a_new_property_do_not_fit(settings):
    made = rich.edition()
    made.content["paragraphs"][0]["kind"] = "poem"
    made.content["paragraphs"][1]["colour"] = "blue"
    made.content["adopted_on"] = "5 June 2013"
    assert len(faults(made)) == 3


@hypothesis_settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(editions())
def test_every_edition_that_the_models_allow_fits_the_schema(edition):
    assert faults(edition) == []


@pytest.mark.django_db
def test_the_schema_is_served_at_the_address_that_the_file_names(client, settings):
    named = json.loads(as_json.make(rich.edition(), "ru-en"))["$schema"]
    assert named == settings.SITE_URL + reverse("edition_schema")
    response = client.get(named.removeprefix(settings.SITE_URL))
    assert (response.status_code, response["Content-Type"]) == (200, "application/schema+json")
    assert response.json()["$id"] == named
    assert json.loads(json.dumps(schema(), cls=DjangoJSONEncoder)) == response.json()
