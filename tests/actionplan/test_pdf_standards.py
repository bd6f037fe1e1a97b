"""The plan's PDFs before veraPDF: a round's report and a signed packet, in each language."""

import pytest

from actionplan import packet_pdf, reviewing, round_reports
from actionplan.models import Evidence, Indicator, IndicatorTarget, ProgressReport, Round
from tests import factories, verapdf
from tests.actionplan.published import published_round

pytestmark = pytest.mark.django_db
TEXT = "Проведено *три* семинара, см. [отчёт](https://example.org/r).\n\n- первый;\n- второй."


@pytest.fixture
def two_rounds():
    """Two published rounds with indicators, evidence, an assessment, one report in Russian only."""
    first = published_round("KZ", "TJ", narrative_ru=TEXT, obstacles_ru="Нехватка переводчиков.")
    item = first.submissions.first().reports.first().assignment.item
    indicator = Indicator.objects.create(item=item, code="I1", title_ru="Семинары", title_en="Seminars", unit_en="no.")
    for packet in first.submissions.all():
        IndicatorTarget.objects.create(indicator=indicator, party=packet.party, baseline=1, target=5)
    second = published_round(plan=first.plan, narrative_en="")
    report = ProgressReport.objects.filter(submission__round=second).first()
    Evidence.objects.create(
        report=report, title_en="Programme", url="https://example.org/p", is_public=True, added_by=factories.reviewer()
    )
    reviewing.assess(report, actor=factories.reviewer(), texts={"en": "On course."}, is_public=True)
    return Round.objects.order_by("number")


def test_every_pdf_of_the_plan_passes_verapdf(two_rounds, tmp_path):
    made = {}
    for number, each in enumerate(two_rounds, start=1):
        for language in ("ru", "en"):
            made[f"round-{number}-{language}"] = round_reports.render(each.pk, language).file.read()
            made[f"packet-{number}-{language}"] = packet_pdf.signed(each.submissions.first(), language)
    for name, data in made.items():
        (tmp_path / f"{name}.pdf").write_bytes(data)
    assert {key: faults for key, faults in verapdf.verdicts(tmp_path.glob("*.pdf")).items() if faults} == {}
