"""Everything that the API's schema allows is asked, and much that it does not: schemathesis finds nothing."""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from jsonschema import Draft202012Validator
from schemathesis import GenerationMode
from schemathesis.specs.openapi.definitions import OPENAPI_31

from almaty_portal.api import RESOURCES
from almaty_portal.open_data import openapi
from almaty_portal.wsgi import application

pytestmark = pytest.mark.django_db
EXAMPLES = 12  # of each operation, of what it allows and of what it does not
ONE = ("get_party", "get_meeting", "get_document", "get_edition", "get_plan", "get_item")
OPERATIONS = [*(f"list_{resource.name}" for resource in RESOURCES), *ONE]


@pytest.fixture(scope="module")
def operations(the_record):
    for sent in (request_started, request_finished):  # as Django's own test client does: the module's transaction stays
        sent.disconnect(close_old_connections)
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    found = [result.ok() for result in schema.get_all_operations()]
    yield {operation.definition.raw["operationId"]: operation for operation in found}
    for sent in (request_started, request_finished):
        sent.connect(close_old_connections)


def test_every_operation_is_asked(operations):
    assert set(operations) == set(OPERATIONS)


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["allowed", "not allowed"])
@pytest.mark.parametrize("name", OPERATIONS)
def test_nothing_that_the_schema_says_is_untrue(operations, settings, name, mode):
    settings.OPEN_DATA_PER_MINUTE = 1_000_000

    @hypothesis_settings(
        max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(case=operations[name].as_strategy(generation_mode=mode))
    def ask(case):
        case.call_and_validate()

    ask()


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_schema_is_openapi_3_1(language):
    described = openapi.document(language)
    assert described["openapi"].startswith("3.1")
    Draft202012Validator(OPENAPI_31).validate(described)
    for name, schema in described["components"]["schemas"].items():
        Draft202012Validator.check_schema(schema)
        assert schema["description" if name == "Problem" else "properties"]


def test_every_operation_and_parameter_is_described_and_every_refusal_documented():
    described = openapi.document("en")
    operations = [ways["get"] for ways in described["paths"].values()]
    assert {"304", "400", "404", "422", "429"} <= set.intersection(*(set(row["responses"]) for row in operations))
    assert "410" in described["paths"]["/api/v1/documents/{symbol}"]["get"]["responses"]
    for row in operations:
        assert row["summary"]
        assert row["tags"]
        assert all(parameter["description"] for parameter in row["parameters"])
    names = [row["operationId"] for row in operations]
    assert len(names) == len(set(names))


def test_the_schema_is_read_in_the_readers_language(client, db):
    russian = client.get("/api/v1/openapi.json", headers={"accept-language": "ru"})
    assert russian.json()["info"]["title"] == "Алматинский процесс: открытые данные"
    assert russian["Vary"] == "Accept-Language"
    assert client.get("/api/v1/openapi.json?lang=en").json()["info"]["title"] == "Almaty Process: open data"
