"""Everything that the API's schema allows is asked, and much that it does not: schemathesis finds nothing."""

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from schemathesis import GenerationMode

from almaty_portal.api import RESOURCES
from almaty_portal.wsgi import application

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
