"""The form of one report: the answer in both languages, and the indicators that the plan sets."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms
from django.conf import settings
from django.utils import formats
from django.utils.translation import gettext_lazy as _

from actionplan.models import Implementation, Indicator, IndicatorTarget, ProgressReport
from almaty_portal.lib import languages

LONGEST = 20_000  # characters of one text
HELP = {
    "narrative": _(
        "What the state did in this period: events, laws, numbers, dates. A reader knows nothing of it yet."
    ),
    "obstacles": _("What stood in the way, if anything did."),
    "next_steps": _("What comes next, and by when."),
}


def number_said(value: Decimal | str) -> str:
    """Without empty decimals, with the reader's decimal sign: 12,5 or 12.5."""
    return formats.number_format(f"{Decimal(value).normalize():f}", use_l10n=True, force_grouping=False)


class NumberField(forms.DecimalField):
    """A decimal number with a comma or a point, whatever the page's language; spaces may part thousands.

    1,250 on an English page (1.250 on a Russian one) could mean two numbers, so it is refused.
    """

    default_error_messages = {
        "invalid": _("Write a number such as 1250 or 12.5, with one decimal point or comma."),
    }

    def to_python(self, value: Any) -> Any:
        if isinstance(value, str):
            value = re.sub(r"[\s\u00a0\u202f]", "", value)
            other = "," if formats.get_format("DECIMAL_SEPARATOR") == "." else "."
            if re.fullmatch(rf"-?\d{{1,3}}{re.escape(other)}\d{{3}}", value):
                raise forms.ValidationError(self.error_messages["invalid"], code="invalid")
            value = value.replace(",", ".")
        return super().to_python(value)


class ReportForm(forms.Form):
    """`language`: the person's own; it comes first until the report says which language is the original."""

    revision = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    implementation_status = forms.ChoiceField(
        label=_("How far the item is carried out"), choices=Implementation, widget=forms.RadioSelect, required=False
    )
    original_language = forms.ChoiceField(
        label=_("Original language"),
        choices=settings.LANGUAGES,
        help_text=_("The text in this language is the state’s own. The other may follow later."),
    )

    def __init__(self, report: ProgressReport, data: Mapping[str, Any] | None = None, *, language: str) -> None:
        self.report = report
        self.first_language = report.original_language or language
        self.targets = targets(report)
        super().__init__(data, initial=self._initial())
        if report.earlier_version:
            self.fields["is_unchanged"] = forms.BooleanField(
                label=_("No change since the last round"),
                help_text=_("The last published text is then said again, whatever stands in the fields below."),
                required=False,
            )
        for name in report.TEXTS:
            for code in languages.codes():
                self.fields[languages.suffixed(name, code)] = forms.CharField(
                    label=report.label(name),
                    max_length=LONGEST,
                    required=False,
                    widget=forms.Textarea(attrs={"lang": code, "rows": 7 if name == "narrative" else 4}),
                )
        for target in self.targets:
            self.fields[indicator_name(target.indicator)] = NumberField(
                label=target.indicator.title,
                max_digits=18,
                decimal_places=4,
                required=False,
                widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
            )

    def _initial(self) -> dict[str, Any]:
        return {
            **self.report.answer(),
            **{f"indicator_{pk}": number_said(value) for pk, value in values_of(self.report).items()},
            "original_language": self.first_language,
            "revision": self.report.revision,
        }

    def clean(self) -> dict[str, Any]:
        """Lines end as the fields of a browser's script send them, so that both ways of saving mean the same."""
        cleaned = super().clean() or self.cleaned_data
        for name, value in cleaned.items():
            if isinstance(value, str):
                cleaned[name] = value.replace("\r\n", "\n").strip()
        return cleaned

    def language_order(self) -> list[str]:
        return sorted(languages.codes(), key=lambda code: code != self.first_language)

    def answer(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.report.answer_columns() if name in self.fields}

    def values(self) -> dict[int, Decimal | None]:
        return {t.indicator_id: self.cleaned_data[indicator_name(t.indicator)] for t in self.targets}


def indicator_name(indicator: Indicator) -> str:
    return f"indicator_{indicator.pk}"


def targets(report: ProgressReport) -> list[IndicatorTarget]:
    """The indicators that the plan sets for this state and item, each with its baseline and target."""
    found = IndicatorTarget.objects.filter(
        indicator__item=report.assignment.item_id, party=report.submission.party_id
    ).select_related("indicator")
    return list(found.order_by("indicator__code"))


def values_of(report: ProgressReport) -> dict[int, Decimal]:
    return dict(report.indicator_values.values_list("indicator", "value"))


def as_data(answer: Mapping[str, Any], values: Mapping[int, Decimal | None]) -> dict[str, str]:
    """An answer as a form sends it: every value a string."""
    said = {name: ("on" if value else "") if isinstance(value, bool) else value for name, value in answer.items()}
    return said | {f"indicator_{pk}": "" if v is None else number_said(v) for pk, v in values.items()}
