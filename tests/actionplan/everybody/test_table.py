"""Every address and method of reporting × everybody × own and foreign: the answer is right, and nothing changes."""

import pytest
from django.contrib import admin
from django.db import transaction
from django.urls import get_resolver, reverse

from actionplan import packet_pdf
from actionplan.models import ActionItem, Assignment, Cluster, Plan
from tests import factories
from tests.actionplan.everybody import admin_table, table
from tests.actionplan.everybody.rows_stored import stored

OF_THE_PLAN = (Plan, Cluster, ActionItem, Assignment)
ABROAD = {"contributor": "foreign", "coordinator": "foreign", "gone": "foreign"}


def towards(role, state):
    """What the person of that role is to that state's things: the stranger is Tajikistan's coordinator."""
    if role == "stranger":
        return "coordinator" if state == "TJ" else "foreign"
    return role if state == "KZ" else ABROAD.get(role, role)


def names(patterns, *spaces):
    """“space:name” of every address that the site has in these namespaces."""
    for pattern in patterns:
        space = getattr(pattern, "namespace", None)
        if hasattr(pattern, "url_patterns"):
            yield from names(pattern.url_patterns, *spaces, *([space] if space else []))
        elif spaces:
            yield f"{':'.join(spaces)}:{pattern.name}"


def test_every_address_of_reporting_has_its_row():
    served = {name for name in names(get_resolver().url_patterns) if name.split(":")[0] in ("desk", "actionplan")}
    assert served | {"unsubscribe"} == {row.name for row in table.ROWS}


def test_every_address_of_the_admin_of_reporting_has_its_row():
    kept = {model for model in admin.site._registry if model._meta.app_label == "actionplan"}
    assert kept == {*admin_table.SHOWN, *admin_table.KEPT, *OF_THE_PLAN}
    assert admin_table.addresses() == {row.name for row in admin_table.ROWS}


def asked(client, world, role, state):
    """Each row asked for by that person about that state's things: what was answered wrongly."""
    person, things, relation = world.people[role], world.states[state], towards(role, state)
    before = stored()
    for row in (*table.ROWS, *(admin_table.ROWS if state == "KZ" else ())):
        address = reverse(row.name, args=row.about(world, things))
        with transaction.atomic():
            answer = getattr(client, row.method.lower())(address, row.sent(world, things, person))
            changed = [name for name, rows in stored().items() if rows != before[name]]
            transaction.set_rollback(True)
        told = (answer.status_code, bool(changed))
        if told != (row.answer(relation), row.writes and relation in row.who):
            yield role, state, row.method, address, answer.status_code, row.answer(relation), changed
        if answer.status_code == 302 and person is None and "/login/" not in answer["Location"]:
            yield role, state, row.method, address, answer["Location"]


def test_the_answer_is_right_and_only_who_may_changes_anything(client, world, monkeypatch):
    monkeypatch.setattr(packet_pdf, "signed", lambda submission, language: b"%PDF")
    wrong = []
    for role, person in world.people.items():
        client.logout()
        if person:
            client.force_login(person)
        for state in ("KZ", "TJ") if role in ("contributor", "stranger") else ("KZ",):
            wrong += asked(client, world, role, state)
    assert not wrong, "\n".join(map(str, wrong))


def test_the_history_that_the_database_keeps_is_in_no_admin():
    assert [model for model in admin.site._registry if hasattr(model, "pgh_id")] == []


@pytest.mark.parametrize("name", ["packet", "report", "evidence", "review_report", "letter", "review_round"])
def test_what_is_not_there_is_not_found(client, db, name):
    client.force_login(factories.superuser())
    assert client.get(reverse(f"desk:{name}", args=[0])).status_code == 404
