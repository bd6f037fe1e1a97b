"""The table of the admin of reporting: what is kept there, and what is only shown."""

from collections.abc import Callable
from typing import Any

from django.contrib import admin
from django.urls import get_resolver

from actionplan import models
from publishing.record_admin import ReadOnlyAdmin
from tests.actionplan.everybody.table import SECRETARIAT, Row

SHOWN = {
    models.StateSubmission: lambda world, things: things.packets["submitted"],
    models.ProgressReport: lambda world, things: things.submitted,
    models.ReportVersion: lambda world, things: things.submitted.versions.first(),
    models.Evidence: lambda world, things: things.signed,
    models.ReviewComment: lambda world, things: things.comment,
    models.ReportTransition: lambda world, things: things.submitted.transitions.first(),
    models.Assessment: lambda world, things: things.assessment,
    models.Reminder: lambda world, things: world.reminder,
}
KEPT = {
    models.Round: lambda world, things: world.rounds["draft"],
    models.Indicator: lambda world, things: world.indicator,
    models.IndicatorTarget: lambda world, things: world.target,
}
WRITERS, PUBLISHER = frozenset({"editor", "publisher"}), frozenset({"publisher"})
#: Without a row in staff's own list, the admin leads to its sign-in.
NO_STAFF = dict.fromkeys(("anonymous", "contributor", "coordinator", "foreign", "gone"), 302)


def named(model: Any, action: str) -> str:
    return f"admin:actionplan_{model._meta.model_name}_{action}"


def addresses() -> set[str]:
    """The named addresses of the admin of reporting's tables."""
    site = next(p for p in get_resolver().url_patterns if getattr(p, "namespace", "") == "admin")
    tables = tuple(named(model, "") for model in (*SHOWN, *KEPT))
    found = {
        f"admin:{page.name}"
        for part in site.url_patterns
        if hasattr(part, "url_patterns")
        for page in part.url_patterns
    }
    return {name for name in found if name.startswith(tables)}


def _rows(model: Any, thing: Callable[[Any, Any], Any]) -> list[Row]:
    def one(world: Any, things: Any) -> list[Any]:
        return [thing(world, things).pk]

    def none(world: Any, things: Any) -> list[Any]:
        return []

    def row(action: str, who: frozenset[str], method: str = "GET", ok: int = 200, **also: Any) -> Row:
        about = none if action in ("changelist", "add", "import", "process_import", "export") else one
        return Row(named(model, action), about, who, method, ok, NO_STAFF, **also)

    nobody: frozenset[str] = frozenset()
    writers = nobody if issubclass(type(admin.site._registry[model]), ReadOnlyAdmin) else WRITERS
    rows = [row(action, SECRETARIAT) for action in ("changelist", "change", "history")]
    rows += [row("add", writers, method) for method in ("GET", "POST")]
    rows += [row("change", writers, "POST"), row("delete", writers)]
    if model is models.IndicatorTarget:
        rows += [row("delete", writers, "POST", 302, sent=_yes, writes=True)]
    else:  # what hangs on a record keeps it
        rows += [row("delete", writers, "POST", sent=_yes)]
    if writers and model is not models.Round:
        rows += [row("import", writers), row("process_import", writers, "POST"), row("export", SECRETARIAT)]
    return rows


def _yes(world: Any, things: Any, person: Any) -> dict[str, Any]:
    return {"post": "yes"}


_OPEN = named(models.Round, "open")
ROWS = [
    *(row for model, thing in {**SHOWN, **KEPT}.items() for row in _rows(model, thing)),
    Row(_OPEN, lambda world, things: [world.rounds["draft"].pk], PUBLISHER, refused=NO_STAFF),
    Row(_OPEN, lambda world, things: [world.rounds["draft"].pk], PUBLISHER, "POST", 302, NO_STAFF),
    Row(_OPEN, lambda world, things: [world.rounds["unopened"].pk], PUBLISHER, "POST", 302, NO_STAFF, writes=True),
    *(
        Row(named(models.Round, action), lambda world, things: [], frozenset(), method, refused=NO_STAFF)
        for action, method in (("import", "GET"), ("process_import", "POST"), ("export", "GET"))
    ),
]
