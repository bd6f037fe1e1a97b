"""The containers start what the Procfile starts, and carry no secrets."""

from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
PROCESSES = dict(line.split(": ", 1) for line in (ROOT / "Procfile").read_text().splitlines())
SERVICES = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]


@pytest.mark.parametrize("name", PROCESSES)
def test_a_service_runs_the_command_of_its_process(name):
    assert SERVICES[name]["command"] == PROCESSES[name]


def test_the_services_are_the_processes_and_what_they_stand_on():
    assert set(SERVICES) == {*PROCESSES, "migrate", "postgres", "redis"}


def test_secrets_come_from_the_environment_and_are_required():
    assert SERVICES["web"]["environment"]["SECRET_KEY"] == "${SECRET_KEY:?}"
    assert SERVICES["postgres"]["environment"]["POSTGRES_PASSWORD"] == "${POSTGRES_PASSWORD:?}"
