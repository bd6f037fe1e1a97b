"""The table: for each address and method of reporting, who may, and how everybody else is answered."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Q

from actionplan import reminder_mail, reporting
from actionplan.models import ProgressReport
from actionplan.sheets import making, reading, saving
from tests.actionplan.test_sheets import filled

STATE = frozenset({"contributor", "coordinator"})
SECRETARIAT = frozenset({"editor", "reviewer", "publisher"})
SIGNED_IN = STATE | SECRETARIAT | {"foreign", "gone"}
EVERYBODY = SIGNED_IN | {"anonymous"}
COORDINATOR = frozenset({"coordinator"})

#: How those are answered who may not, by what they are to the object; 403 where it says nothing.
HIDDEN = {"anonymous": 302, "foreign": 404, "gone": 404}
OF_THE_ROUND = {"anonymous": 302, "gone": 404}  # the other state takes part in the same rounds
KNOWN = {"anonymous": 302}
UNSIGNED = {**HIDDEN, **dict.fromkeys(SECRETARIAT, 404)}


def no_data(world: Any, things: Any, person: Any) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Row:
    """`about`: world, state's things → the address's arguments; `sent`: world, things, person → the POST's data.

    A row `writes` if whoever may changes the database by it; nobody else ever does.
    """

    name: str
    about: Callable[[Any, Any], list[Any]]
    who: frozenset[str]
    method: str = "GET"
    ok: int = 200
    refused: dict[str, int] = field(default_factory=lambda: HIDDEN)
    sent: Callable[[Any, Any, Any], dict[str, Any]] = no_data
    writes: bool = False

    def answer(self, role: str) -> int:
        return self.ok if role in self.who else self.refused.get(role, 403)


def of(name: str) -> Callable[[Any, Any], list[Any]]:
    """The arguments of an address about one of the state's things; a packet is named “<standing> packet”."""
    if name.endswith(" packet"):
        return lambda world, things: [things.packets[name.split()[0]].pk]
    if name.endswith(" round"):
        return lambda world, things: [world.rounds[name.split()[0]].pk]
    return lambda world, things: [getattr(things, name).pk]


def nothing(world: Any, things: Any) -> list[Any]:
    return []


def data(**given: Any) -> Callable[[Any, Any, Any], dict[str, Any]]:
    return lambda world, things, person: given


def text(world: Any, things: Any, person: Any) -> dict[str, Any]:
    return {
        "revision": ProgressReport.objects.get(pk=things.draft.pk).revision,
        "implementation_status": "delayed",
        "original_language": "en",
        "narrative_en": "Changed.",
    }


def resolved(world: Any, things: Any, person: Any) -> dict[str, Any]:
    chosen = {"mine_narrative_en": "Mine.", "edited_narrative_en": "Mine.", "choose_narrative_en": "mine"}
    return {**chosen, "revision": text(world, things, person)["revision"]}


def seal(world: Any, things: Any, person: Any) -> dict[str, Any]:
    return {"seal": reporting.seal_of(things.packets["ready"].reports.all())}


def _sheet(things: Any) -> bytes:
    return filled(making.make(things.packets["draft"]), {(1, "narrative_ru"): "Из таблицы."})


def sheet(world: Any, things: Any, person: Any) -> dict[str, Any]:
    return {"file": SimpleUploadedFile("packet.xlsx", _sheet(things))}


def packed(world: Any, things: Any, person: Any) -> dict[str, Any]:
    """What the person's own preview would have carried, even where they could never have seen one."""
    packet = things.packets["draft"]
    user = person or world.people["coordinator"]
    return {"packed": saving.pack(packet, user, reading.read(packet, _sheet(things)))}


def letter(world: Any, things: Any, person: Any) -> dict[str, Any]:
    scan = SimpleUploadedFile("letter.pdf", b"%PDF-1.7 test")
    return {**text(world, things, person), "narrative_en": "From the letter.", "letter": scan}


def approved(world: Any, things: Any, person: Any) -> dict[str, Any]:
    waiting = ProgressReport.objects.filter(Q(submission__round=world.rounds["submitted"], status="approved"))
    return {"version": [report.versions.first().pk for report in waiting]}


def page(name: str, about: str, who: frozenset[str] = STATE | SECRETARIAT, **also: Any) -> Row:
    return Row(f"desk:{name}", of(about), who, **also)


def deed(name: str, about: str, who: frozenset[str], sent: Any = no_data, ok: int = 302, **also: Any) -> Row:
    return Row(f"desk:{name}", of(about), who, "POST", ok, sent=sent, **{"writes": True, **also})


def step(step: str, about: str, **given: str) -> Row:
    sent = data(step=step, version="1", reason="Because.", comment_narrative="When?", text_en="Assessed anew.", **given)
    return deed("review_report", about, frozenset({"reviewer"}), sent)


DESK = [
    Row("desk:home", nothing, SIGNED_IN, refused=KNOWN),
    page("packet", "draft packet"),
    page("packet_history", "submitted packet"),
    page("report", "draft"),
    page("report", "submitted"),
    page("history", "published"),
    page("evidence", "signed"),
    page("evidence", "unsigned", STATE, refused=UNSIGNED),
    Row("desk:signed", lambda world, things: [things.packets["submitted"].pk, "ru"], STATE | SECRETARIAT),
    page("sign", "ready packet", COORDINATOR),
    page("correct", "published", COORDINATOR),
    page("sheet", "draft packet", STATE),
    page("sheet_download", "draft packet", STATE),
    page("sheet_marked", "draft packet", STATE, ok=404),
    deed("report", "draft", STATE, text),
    deed("autosave", "draft", STATE, text, ok=200),
    deed("resolve", "draft", STATE, resolved),
    deed("step", "draft", STATE, data(to="ready")),
    deed("step", "ready", STATE, data(to="draft")),
    deed("step", "submitted", STATE, data(to="draft"), writes=False),
    deed("packet_ready", "draft packet", STATE),
    deed("sign", "ready packet", COORDINATOR, seal),
    deed("sign", "ready packet", COORDINATOR, data(seal="forged"), writes=False),
    deed("sign", "ready packet", COORDINATOR, writes=False),
    deed("withdraw", "submitted packet", COORDINATOR),
    deed("correct", "published", COORDINATOR, data(reason="A slip of the pen")),
    deed("evidence_add", "draft", STATE, data(title_en="Programme", url="https://example.org/")),
    deed("evidence_add", "submitted", STATE, data(title_en="Page", url="https://example.org/"), ok=422, writes=False),
    deed("evidence_remove", "unsigned", STATE, refused=UNSIGNED),
    deed("evidence_remove", "public", STATE, writes=False),
    deed("sheet", "draft packet", STATE, sheet, ok=200, writes=False),
    deed("sheet_confirm", "draft packet", STATE, packed),
    deed("sheet_confirm", "draft packet", STATE, data(packed="forged"), writes=False),
]
REVIEW = [
    Row("desk:review", nothing, SECRETARIAT, refused=KNOWN),
    page("review_report", "submitted", SECRETARIAT),
    page("letter", "draft", frozenset({"editor"})),
    page("review_round", "submitted round", SECRETARIAT, refused=OF_THE_ROUND),
    page("publish_round", "submitted round", frozenset({"publisher"}), refused=OF_THE_ROUND),
    *(step(name, "submitted") for name in ("begin", "comment", "return", "approve")),
    step("excuse", "draft"),
    step("reinstate", "excused"),
    step("assess", "published"),
    deed("letter", "draft", frozenset({"editor"}), letter),
    deed("publish_round", "submitted round", frozenset({"publisher"}), approved, refused=OF_THE_ROUND),
]
_SHOWN_ONLY = ("packet", "packet_history", "history", "signed", "evidence", "sheet_download", "sheet_marked")
_DONE_ONLY = ("autosave", "resolve", "step", "evidence_add", "evidence_remove", "packet_ready", "withdraw")


def _method(row: Row, method: str) -> Row:
    return Row(row.name, row.about, SIGNED_IN, method, 405, KNOWN)


#: No method but those above is answered, to anybody: reading what only writes, writing what only shows, DELETE.
_BY_NAME = {row.name.removeprefix("desk:"): row for row in reversed(DESK + REVIEW)}
NOT_SO = [
    *(_method(_BY_NAME[name], "POST") for name in ("home", *_SHOWN_ONLY, "review", "review_round")),
    *(_method(_BY_NAME[name], "GET") for name in (*_DONE_ONLY, "sheet_confirm")),
    *(_method(row, "DELETE") for row in _BY_NAME.values()),
]


def _public(name: str, about: Callable[[Any, Any], list[Any]], ok: int = 200) -> Row:
    return Row(f"actionplan:{name}", about, EVERYBODY, ok=ok)


def _plan(*also: Any) -> Callable[[Any, Any], list[Any]]:
    return lambda world, things: [world.plan.slug, *(part(world, things) for part in also)]


def _export(standing: str, form: str) -> Callable[[Any, Any], list[Any]]:
    return _plan(lambda world, things: world.rounds[standing].number, lambda world, things: form)


def _item(world: Any, things: Any) -> str:
    return str(things.published.assignment.item.code)


def _state(world: Any, things: Any) -> str:
    return str(things.party.slug)


PUBLIC = [
    _public("list", nothing),
    _public("feed", nothing),
    *(_public(name, _plan()) for name in ("plan", "grid", "trend")),
    *(_public("export", _export("published", form)) for form in ("json", "csv", "xlsx")),
    _public("export", _export("published", "pdf"), 503),
    *(_public("export", _export("submitted", form), 404) for form in ("json", "csv", "xlsx", "pdf")),
    _public("evidence", _plan(lambda world, things: things.public.pk)),
    *(_public("evidence", _plan(lambda w, things, n=n: getattr(things, n).pk), 404) for n in ("signed", "unsigned")),
    _public("state", _plan(_state)),
    _public("history", _plan(_state, _item)),
    _public("item", _plan(_item)),
]
_TOKEN = "unsubscribe"
DIGESTS = [
    Row(_TOKEN, lambda world, things: [reminder_mail.token(world.people["coordinator"])], EVERYBODY),
    Row(_TOKEN, lambda world, things: ["forged"], EVERYBODY, "POST", 404),
    Row(
        _TOKEN,
        lambda world, things: [reminder_mail.token(world.people["coordinator"])],
        EVERYBODY,
        "POST",
        writes=True,
    ),
]
ROWS = [*DESK, *REVIEW, *NOT_SO, *PUBLIC, *DIGESTS]
