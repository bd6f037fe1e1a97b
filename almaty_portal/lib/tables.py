"""Tables in and out: suffixed columns, strict cells, natural keys, all or nothing.

A blank cell leaves the value as it is; `[clear]` or `[очистить]` empties it.
Dates are read as 2026-12-31 or 31.12.2026.
"""

import csv
import io
from datetime import date, datetime, time
from decimal import Decimal, InvalidOperation
from typing import Any

import tablib
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.translation import gettext as _
from import_export import fields, resources, widgets
from import_export.formats import base_formats

from almaty_portal.lib import partial_dates

CLEAR = {"[clear]", "[очистить]"}
TRUE = {"1", "true", "yes", "да", "истина"}
FALSE = {"0", "false", "no", "нет", "ложь"}
MOST_ROWS = 20_000
MOST_BYTES = 10 * 1024**2
#: What begins a formula; the wide signs (U+FF1D, U+FF0B, U+FF0D, U+FF20) do in East Asian editions.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")


def escape(text: str) -> str:
    """A leading apostrophe keeps a spreadsheet from running a text as a formula; `unescape` takes it off again."""
    return "'" + text if text.startswith((*FORMULA, "'")) else text


def unescape(text: str) -> str:
    return text[1:] if text.startswith("'") and text[1:].startswith((*FORMULA, "'")) else text


def refuse_oversize(content: Any) -> None:
    if len(content) > MOST_BYTES:
        raise ValidationError(
            _("The file is larger than %(most)d MB: split it into several files.") % {"most": MOST_BYTES // 1024**2}
        )


class TextWidget(widgets.CharWidget):
    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> str:
        return unescape(str(value).strip()) if value is not None else ""

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return escape(str(value)) if value not in (None, "") else ""


class NumberWidget(widgets.IntegerWidget):
    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> int:
        try:
            number = float(str(value).strip())
            if not number.is_integer():
                raise ValueError(value)
            return int(number)
        except (ValueError, OverflowError):
            raise ValueError(_("“%(value)s” is not a whole number.") % {"value": value}) from None

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return "" if value is None else str(value)


class DecimalWidget(widgets.Widget):
    """A decimal number with a point or a comma; spaces may part thousands."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Decimal:
        try:
            number = Decimal("".join(str(value).split()).replace(",", "."))
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite():
            raise ValueError(_("“%(value)s” is not a number: write 1250 or 12.5.") % {"value": value})
        return number

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return "" if value is None else f"{value.normalize():f}"


class YesNoWidget(widgets.Widget):
    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> bool:
        written = str(value).strip().lower()
        if written in TRUE | FALSE:
            return written in TRUE
        raise ValueError(_("“%(value)s” is neither yes nor no: write “yes” or “no”.") % {"value": value})

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return "yes" if value else "no"


class DayWidget(widgets.Widget):
    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> date:
        if isinstance(value, datetime):
            return value.date()
        for pattern in ("%Y-%m-%d", "%d.%m.%Y"):
            try:
                return datetime.strptime(str(value).strip(), pattern).date()
            except ValueError:
                continue
        raise ValueError(_("“%(value)s” is not a date: write 2026-12-31 or 31.12.2026.") % {"value": value})

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return value.isoformat() if value else ""


class TimeWidget(widgets.Widget):
    """A time of day, to the minute."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> time:
        if isinstance(value, time):
            return value
        for pattern in ("%H:%M", "%H:%M:%S", "%H.%M"):
            try:
                return datetime.strptime(str(value).strip(), pattern).time()
            except ValueError:
                continue
        raise ValueError(_("“%(value)s” is not a time of day: write 10:00.") % {"value": value})

    def render(self, value: Any, obj: Any = None, **kwargs: Any) -> str:
        return value.strftime("%H:%M") if value else ""


class CodeWidget(widgets.ForeignKeyWidget):
    """A record named by its code. The resource's `scope` limits which records may be named."""

    def clean(self, value: Any, row: Any = None, **kwargs: Any) -> Any:
        written = str(value).strip()
        found = self.model._default_manager.filter(**{self.field: written}).first()
        if found is None:
            raise ValueError(
                _("There is no %(what)s “%(value)s”: check the code, or add that record first.")
                % {"what": self.model._meta.verbose_name, "value": written}
            )
        return found


class PartialDateField(fields.Field):
    """One column `2013-06` for a date and its precision."""

    def clean(self, row: Any, **kwargs: Any) -> date | None:
        return self._read(row)[0]

    def save(self, instance: Any, row: Any, is_m2m: bool = False, **kwargs: Any) -> None:
        day, precision = self._read(row)
        setattr(instance, self.attribute, day)
        setattr(instance, f"{self.attribute}_precision", precision)

    def _read(self, row: Any) -> tuple[date | None, str]:
        value = row[self.column_name]
        if value is None or str(value).strip() == "":
            return None, partial_dates.Precision.DAY
        if isinstance(value, datetime):
            return value.date(), partial_dates.Precision.DAY
        try:
            if "." in str(value):
                return datetime.strptime(str(value).strip(), "%d.%m.%Y").date(), partial_dates.Precision.DAY
            return partial_dates.parse(str(value), end=self.attribute == "until")
        except ValueError:
            raise ValueError(
                _("“%(value)s” is not a date: write 2013-06-05, 2013-06 or 2013.") % {"value": value}
            ) from None

    def get_value(self, instance: Any) -> tuple[date | None, str]:
        """Both parts, so that `2013` → `2013-01` counts as a change."""
        return getattr(instance, self.attribute), getattr(instance, f"{self.attribute}_precision")

    def export(self, instance: Any, **kwargs: Any) -> str:
        return partial_dates.write(getattr(instance, self.attribute), getattr(instance, f"{self.attribute}_precision"))


class RecordResource(resources.ModelResource):
    """The base of every table. `user` is who imports; None means the project's own commands."""

    #: The foreign key to the document whose draft holds the row; empty when the record is its own owner.
    frozen_with = ""

    def __init__(self, user: Any = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.user = user

    class Meta:
        abstract = True
        clean_model_instances = True
        skip_unchanged = True
        report_skipped = True
        use_transactions = True
        store_instance = True

    @classmethod
    def widget_from_django_field(cls, f: Any, default: Any = widgets.Widget) -> Any:
        kind = f.get_internal_type()
        if kind in ("CharField", "TextField", "SlugField"):
            return TextWidget
        return YesNoWidget if kind == "BooleanField" else super().widget_from_django_field(f, default)

    def before_import(self, dataset: tablib.Dataset, **kwargs: Any) -> None:
        if len(dataset) > MOST_ROWS:
            raise ValidationError(
                _("The table has more than %(most)d rows: split it into several files.") % {"most": MOST_ROWS}
            )
        known = [field.column_name for field in self.get_import_fields()]
        given = [str(header or "").strip() for header in dataset.headers or []]
        dataset.headers = given
        keys = [self.fields[name].column_name for name in self.get_import_id_fields()]
        if missing := [name for name in keys if name not in given]:
            raise ValidationError(
                _("The column “%(column)s” is missing. The first row must hold the columns: %(known)s.")
                % {"column": missing[0], "known": ", ".join(known)}
            )
        if unknown := [name for name in given if name not in known]:
            raise ValidationError(
                _("The column “%(column)s” is not known here. The columns are: %(known)s.")
                % {"column": unknown[0], "known": ", ".join(known)}
            )
        seen: dict[tuple[str, ...], int] = {}
        for number, row in enumerate(dataset.dict, start=2):
            key = tuple(str(row[name] or "").strip() for name in keys)
            if key in seen:
                raise ValidationError(
                    _("Rows %(first)d and %(second)d have the same key (%(key)s): remove one of them.")
                    % {"first": seen[key], "second": number, "key": ", ".join(key)}
                )
            seen[key] = number

    def import_field(self, field: fields.Field, instance: Any, row: Any, is_m2m: bool = False, **kwargs: Any) -> None:
        if field.column_name not in row:
            return
        value = row[field.column_name]
        if value is None or str(value).strip() == "":
            return  # a blank cell leaves the value
        if str(value).strip().lower() in CLEAR:
            column = instance._meta.get_field(field.attribute)
            setattr(instance, field.attribute, None if column.null else column.get_default())
            return
        super().import_field(field, instance, row, is_m2m, **kwargs)

    def before_save_instance(self, instance: Model, row: Any, **kwargs: Any) -> None:
        owner = getattr(instance, self.frozen_with, None) if self.frozen_with else instance
        if getattr(owner, "is_frozen_outside_draft", False) and getattr(owner, "status", "draft") != "draft":
            raise ValidationError(
                _("“%(record)s” is not a draft: open a revision of it first, then import again.") % {"record": owner}
            )
        if self.user is not None:
            action = "add" if instance._state.adding else "change"
            options = instance._meta
            if not self.user.has_perm(f"{options.app_label}.{action}_{options.model_name}"):
                raise ValidationError(_("Your account may not change this table. Ask the secretariat."))


class Csv(base_formats.CSV):
    """UTF-8 with a mark that Excel reads; commas, semicolons and tabs are told apart by the first line."""

    def create_dataset(self, in_stream: Any, **kwargs: Any) -> tablib.Dataset:
        refuse_oversize(in_stream)
        if isinstance(in_stream, bytes):
            try:
                in_stream = in_stream.decode("utf-8-sig")
            except UnicodeDecodeError:
                raise ValidationError(
                    _("The file is not in UTF-8. In Excel choose “CSV UTF-8” when saving, or save as XLSX.")
                ) from None
        in_stream = in_stream.removeprefix("\ufeff")
        first = in_stream.split("\n", 1)[0]
        delimiter = max(",;\t", key=first.count)
        rows = [row for row in csv.reader(io.StringIO(in_stream, newline=""), delimiter=delimiter) if any(row)]
        if not rows:
            raise ValidationError(_("The file is empty: its first row must hold the names of the columns."))
        dataset = tablib.Dataset(headers=rows[0])
        for number, row in enumerate(rows[1:], start=2):
            if len(row) > len(rows[0]):
                raise ValidationError(
                    _("Row %(row)d has more cells than the first row has columns: check quotes and separators.")
                    % {"row": number}
                )
            dataset.append(row + [""] * (len(rows[0]) - len(row)))
        return dataset

    def export_data(self, dataset: tablib.Dataset, **kwargs: Any) -> str:
        return "\ufeff" + dataset.export("csv")


class Xlsx(base_formats.XLSX):
    """Every cell is a text, so that nothing is a formula and no code turns into a number."""

    def create_dataset(self, in_stream: Any) -> tablib.Dataset:
        refuse_oversize(in_stream)
        return super().create_dataset(in_stream)


FORMATS = [Xlsx, Csv]
