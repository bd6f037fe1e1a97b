"""Everything that the API's schema allows is asked, and much that it does not: schemathesis finds nothing."""

import pytest
import schemathesis
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from jsonschema import Draft202012Validator
from schemathesis import GenerationMode

from almaty_portal.api import RESOURCES
from almaty_portal.wsgi import application

EXAMPLES = 12  # of each operation, of what it allows and of what it does not
ONE = ("get_party", "get_meeting", "get_document", "get_edition", "get_plan", "get_item")
OPERATIONS = [*(f"list_{resource.name}" for resource in RESOURCES), *ONE]


@pytest.fixture(scope="module")
def operations(the_record):
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    found = [result.ok() for result in schema.get_all_operations()]
    return {operation.definition.raw["operationId"]: operation for operation in found}


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
