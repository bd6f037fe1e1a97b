"""What a reader chooses of the picture: a form by GET. A value that is not there is said, and left out."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from actionplan.models import Cluster, Round
from actionplan.picture import LABELS, ORDER
from almaty_portal.lib import badges
from members.models import Party

UNKNOWN = {
    "round": _("There is no published round “%(value)s”, so it is left out."),
    "year": _("No round was opened in the year “%(value)s”, so it is left out."),
    "state": _("No state with the code “%(value)s” has a part in this plan, so it is left out."),
    "cluster": _("This plan has no cluster “%(value)s”, so it is left out."),
    "status": _("There is no status “%(value)s”, so it is left out."),
}


class PictureFilter(forms.Form):
    """Rounds are given newest first. Without `states` and `clusters` only the round is chosen."""

    round = forms.ChoiceField(label=_("Round"), required=False)
    year = forms.ChoiceField(label=_("Year of opening"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False)
    cluster = forms.ChoiceField(label=_("Cluster"), required=False)
    status = forms.ChoiceField(label=_("Implementation"), required=False)

    def __init__(
        self,
        data: Mapping[str, Any],
        *,
        rounds: list[Round],
        states: Iterable[Party] | None = None,
        clusters: Iterable[Cluster] = (),
    ) -> None:
        names = ("round",) if states is None else tuple(self.base_fields)
        super().__init__({name: data.get(name, "") for name in names}, auto_id="choose_%s")
        for name in set(self.fields) - set(names):
            del self.fields[name]
        self.rounds = rounds
        every = ("", gettext("All"))
        self._offer("round", [(str(row.number), self.name(row)) for row in rounds])
        if states is not None:
            years = sorted({str(row.opens_on.year) for row in rounds}, reverse=True)
            self._offer("year", [every, *((year, year) for year in years)])
            self._offer("state", [every, *((row.code, badges.bare(row, "short_name")) for row in states)])
            self._offer(
                "cluster",
                [every, *((row.code, f"{row.code} {badges.bare(row, 'title')}") for row in clusters)],
            )
            self._offer("status", [every, *((status, LABELS[status]) for status in ORDER)])
        self.full_clean()
        if self.reporting_round:
            self.data = {**self.data, "round": str(self.reporting_round.number)}  # what is shown is what stands chosen

    def _offer(self, name: str, choices: list[tuple[str, Any]]) -> None:
        self.fields[name].choices = choices  # type: ignore[attr-defined]
        self.fields[name].error_messages["invalid_choice"] = UNKNOWN[name]

    @staticmethod
    def name(row: Round) -> str:
        return gettext("Round %(number)d: %(period)s") % {
            "number": row.number,
            "period": badges.bare(row, "period"),
        }

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        number, year = cleaned.get("round"), cleaned.get("year")
        if number and year and str(self._numbered(number).opens_on.year) != year:
            self.add_error(
                "round",
                gettext("Round %(number)s was not opened in %(year)s, so that year’s newest is shown.")
                % {"number": number, "year": year},
            )
        return cleaned

    def _numbered(self, number: str) -> Round:
        return next(row for row in self.rounds if str(row.number) == number)

    @property
    def reporting_round(self) -> Round | None:
        """The round chosen, else the newest of the year chosen, else the newest; None when none is published."""
        if number := self.cleaned_data.get("round"):
            return self._numbered(number)
        year = self.cleaned_data.get("year")
        return next((row for row in self.rounds if not year or str(row.opens_on.year) == year), None)

    @property
    def parts(self) -> dict[str, str]:
        """What `Picture.chosen` takes."""
        return {name: self.cleaned_data.get(name, "") for name in ("state", "cluster", "status")}

    @property
    def is_narrowed(self) -> bool:
        return any(self.parts.values())

    @property
    def left_out(self) -> list[str]:
        return [message for messages in self.errors.values() for message in messages]
