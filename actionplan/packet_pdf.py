"""The signed packet as a PDF: each item's version last signed, by whom and when. Made on demand, one at a time."""

import hashlib
from typing import Any

from django.core.cache import cache
from django.db import connection, transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from actionplan.models import Indicator, ReportVersion, StateSubmission
from actionplan.report_form import number_said
from almaty_portal.lib import languages, pdf

#: Characters of all texts shown; above it a request would have to wait too long (measured: 2.3 s for 43,000 on a busy
#: machine of two cores, and in proportion).
LIMIT = 150_000
KEPT = 3600  # seconds that the file of the same versions is kept


class NotNowError(RuntimeError):
    """The file is not made in this request; the text says to a person why, and what to do."""


def signed(submission: StateSubmission, language: str) -> bytes:
    """PDF of the versions last submitted. Raises `NotNowError`."""
    html = page(submission, language)
    key = f"packet-pdf:{hashlib.sha256(html.encode()).hexdigest()}"
    if made := cache.get(key):
        return bytes(made)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [f"packet-pdf:{submission.pk}"])
        if not cursor.fetchone()[0]:
            raise NotNowError(_("This file is being made at the moment. Try again in a minute."))
        data = pdf.render(html)
    cache.set(key, data, KEPT)
    return data


def page(submission: StateSubmission, language: str) -> str:
    """The HTML of the file in one language; a text that is missing in it stands in the other, and says so.

    Raises `NotNowError`.
    """
    versions = _last_versions(submission)
    if not versions:
        raise NotNowError(_("Nothing of this packet was signed yet."))
    if sum(len(languages.say(v, name, language).text) for v in versions for name in v.TEXTS) > LIMIT:
        raise NotNowError(_("This packet is too long for one file. Each item’s history shows what was signed."))
    indicators = {
        i.code: i for i in Indicator.objects.filter(item__assignments__reports__in=[v.report_id for v in versions])
    }
    with translation.override(language):
        context = {
            "submission": submission,
            "language": language,
            "rows": [(version, _answers(version), _measured(version, indicators)) for version in versions],
        }
        return render_to_string("actionplan/pdf/packet.html", context)


def _last_versions(submission: StateSubmission) -> list[ReportVersion]:
    versions = (
        ReportVersion.objects.filter(report__submission=submission)
        .order_by("report_id", "-number")
        .distinct("report_id")
        .select_related("submitted_by", "report__assignment__item__cluster")
        .prefetch_related("evidence")
    )
    return sorted(versions, key=lambda version: version.report.assignment.item.code)


def _answers(version: ReportVersion) -> list[tuple[str, languages.Said]]:
    """(question, what is said) of each text that says something."""
    said = [(version.label(name), languages.say(version, name)) for name in version.TEXTS]
    return [(label, text) for label, text in said if text.text]


def _measured(version: ReportVersion, indicators: dict[str, Indicator]) -> list[tuple[Any, str]]:
    return [
        (indicators[row["indicator"]], number_said(row["value"]))
        for row in version.values
        if row["indicator"] in indicators
    ]
