"""The report of a round as a PDF: made once for each content and language, by a task, never in a request."""

import hashlib
from collections.abc import Iterator
from typing import Any

from django.core.files.base import ContentFile
from django.db import connection, transaction
from django.template.loader import render_to_string
from django.utils import translation

from actionplan import round_pages
from actionplan.models import Round, RoundReport
from actionplan.round_content import content, digest
from almaty_portal.lib import languages, pdf


def current(reporting_round: Round, language: str, made: dict[str, Any] | None = None) -> RoundReport | None:
    """The stored PDF of what is public now; None while it is not made. `made` saves reading the content again."""
    made = made or content(reporting_round.plan, reporting_round)
    return RoundReport.objects.filter(round=reporting_round, language=language, digest=digest(made, language)).first()


def missing() -> Iterator[tuple[int, str]]:
    """(round id, language) of every PDF that is due and not made of the present content."""
    for reporting_round in Round.objects.published().select_related("plan").order_by("pk"):
        made = content(reporting_round.plan, reporting_round)
        for language in languages.codes():
            if current(reporting_round, language, made) is None:
                yield reporting_round.pk, language


def html(made: dict[str, Any], language: str) -> str:
    with translation.override(language):
        return render_to_string("actionplan/pdf/round.html", round_pages.context(made, language))


def render(round_id: int, language: str) -> RoundReport:
    """Make and store it, or return the one that is there. A second caller waits for the first.

    Raises Round.DoesNotExist when nothing of the round is public (any more).
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            key = f"round-report:{round_id}:{language}"
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])
        reporting_round = Round.objects.published().select_related("plan").get(pk=round_id)
        made = content(reporting_round.plan, reporting_round)
        if stored := current(reporting_round, language, made):
            return stored
        data = pdf.render(html(made, language))
        report = RoundReport(
            round=reporting_round,
            language=language,
            digest=digest(made, language),
            sha256=hashlib.sha256(data).hexdigest(),
            size=len(data),
        )
        report.file.save(f"round-{reporting_round.number}-{language}.pdf", ContentFile(data), save=False)
        try:
            report.save(force_insert=True)
        except BaseException:
            report.file.storage.delete(str(report.file.name))
            raise
        return report
