"""Two people wrote the same report: field by field, both texts, and what each changed since the form was opened."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from actionplan.models import Implementation, ProgressReport
from actionplan.report_form import ReportForm, as_data, values_of
from almaty_portal.lib import languages
from publishing.differences import words

THEIRS, MINE, EDITED = "theirs", "mine", "edited"


@dataclass
class Clash:
    """A field that the two leave with different contents. `chosen` is "" until somebody has to choose."""

    name: str
    label: str
    language: str
    theirs: str
    mine: str
    chosen: str
    edited: str
    error: str = ""
    choices: Mapping[str, str] | None = None

    @property
    def is_text(self) -> bool:
        return self.choices is None and not self.name.startswith("indicator_")

    @property
    def words(self) -> list[tuple[str, str]]:
        return words(self.theirs, self.mine)

    @property
    def theirs_said(self) -> str:
        return self._said(self.theirs)

    @property
    def mine_said(self) -> str:
        return self._said(self.mine)

    def _said(self, value: str) -> str:
        return str(self.choices.get(value, value)) if self.choices else value


def stored(report: ProgressReport) -> dict[str, str]:
    """The stored report as a form would send it."""
    return as_data(report.answer(), values_of(report))


def opened_at(report: ProgressReport, revision: int) -> dict[str, str]:
    """The answer as it stood at that revision, from the history that the database keeps; {} when it holds none."""
    events: Any = ProgressReport._meta.get_field("events").related_model
    found = events.objects.filter(pgh_obj=report, revision=revision).order_by("-pgh_id").first()
    return as_data({name: getattr(found, name) or "" for name in report.answer_columns()}, {}) if found else {}


def clashes(form: ReportForm, theirs: ProgressReport, revision: int) -> list[Clash]:
    """The fields of a valid form that differ from the stored report, which was saved after `revision`."""
    mine, held = as_data(form.answer(), form.values()), stored(theirs)
    base = opened_at(theirs, revision)
    found = []
    for name, text in mine.items():
        other = held.get(name, "")
        if text == other:
            continue
        chosen = MINE if other == base.get(name) else THEIRS if text == base.get(name) else ""
        found.append(_clash(form, name, other, text, chosen))
    return found


def _clash(form: ReportForm, name: str, theirs: str, mine: str, chosen: str) -> Clash:
    language = next((code for code in languages.codes() if name.endswith(f"_{code}")), "")
    return Clash(
        name, str(form.fields[name].label), language, theirs, mine, chosen, edited=mine, choices=_choices(name)
    )


def _choices(name: str) -> Mapping[str, str] | None:
    return {
        "implementation_status": {"": _("not said yet"), **{c.value: str(c.label) for c in Implementation}},
        "original_language": {code: str(label) for code, label in settings.LANGUAGES},
        "is_unchanged": {"on": _("yes"), "": _("no")},
    }.get(name)


def chosen(form: ReportForm, theirs: ProgressReport, sent: Mapping[str, str]) -> tuple[list[Clash], dict[str, str]]:
    """What was chosen on the conflict page: (its fields, the whole report's data). A field with `error` is undecided.

    `sent`: `mine_<field>`, `edited_<field>` and `choose_<field>`.
    """
    data, found = stored(theirs), []
    for name in form.fields:
        if f"mine_{name}" not in sent:
            continue
        mine = sent[f"mine_{name}"].replace("\r\n", "\n")
        clash = _clash(form, name, data.get(name, ""), mine, sent.get(f"choose_{name}", ""))
        clash.edited = sent.get(f"edited_{name}", mine).replace("\r\n", "\n")
        if clash.chosen not in (THEIRS, MINE, EDITED):
            clash.error = _("Choose one of the texts.")
        elif clash.chosen != EDITED and clash.edited not in (mine, clash.theirs):
            clash.error = _("You wrote a third text below but chose another. Choose the edited text, or empty its box.")
            clash.error = clash.error if clash.edited.strip() else ""
        data[name] = {THEIRS: clash.theirs, MINE: mine, EDITED: clash.edited}.get(clash.chosen, mine)
        found.append(clash)
    return found, data
