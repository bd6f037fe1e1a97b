import pytest
from django.urls import reverse
from django.utils import timezone

from actionplan import models
from actionplan.resources import IndicatorResource, IndicatorTargetResource
from almaty_portal.lib.tables import Csv
from tests import factories

pytestmark = pytest.mark.django_db


def at(kind, model, *args):
    return reverse(f"admin:actionplan_{model}_{kind}", args=args)


@pytest.fixture
def unopened():
    """A round of a published plan with one item, assigned to Kazakhstan and Tajikistan."""
    plan = factories.published(factories.PlanFactory())
    item = factories.published(factories.ActionItemFactory(cluster=factories.ClusterFactory(plan=plan)))
    for code in ("KZ", "TJ"):
        factories.AssignmentFactory(item=item, party=factories.published(factories.PartyFactory(code=code)))
    return factories.RoundFactory(plan=plan)


def test_the_page_says_which_states_report_and_opens_the_round(client, unopened):
    client.force_login(factories.publisher())
    shown = client.get(at("open", "round", unopened.pk)).content.decode()
    assert "2 reports will be made" in shown
    assert "State KZ" in shown
    assert not models.StateSubmission.objects.exists()
    client.post(at("open", "round", unopened.pk))
    unopened.refresh_from_db()
    assert (unopened.opened_at is not None, unopened.submissions.count()) == (True, 2)


def test_an_open_round_stays_with_its_plan(client):
    opened = factories.opened_round("KZ")
    client.force_login(factories.superuser())
    shown = client.get(at("change", "round", opened.pk)).content.decode()
    assert 'name="period_ru"' in shown
    assert 'name="plan"' not in shown
    assert reverse("desk:review_round", args=[opened.pk]) in shown


def test_working_text_that_is_not_signed_is_not_in_the_admin(client, packet):
    report = packet.reports.first()
    factories.answered(report, packet.coordinator, narrative_en="A secret draft.")
    hidden = models.Evidence.objects.create(
        report=report, title_en="Secret", url="https://example.org/", added_by=packet.coordinator
    )
    client.force_login(factories.superuser())
    assert "A secret draft." not in client.get(at("change", "progressreport", report.pk)).content.decode()
    assert client.get(at("change", "evidence", hidden.pk)).status_code == 302


def test_failed_reminders_are_counted_and_found(client):
    user = factories.superuser()
    for key, attempts in (("failed", 5), ("waits", 1)):
        models.Reminder.objects.create(
            key=key, kind="digest", recipient=user, due_on=timezone.localdate(), attempts=attempts, error="refused"
        )
    client.force_login(user)
    address = f"{at('changelist', 'reminder')}?sending=failed"
    assert f'<a href="{address}">1</a>' in client.get(reverse("admin:index")).content.decode()
    assert client.get(address).context["cl"].result_count == 1


def test_an_assignment_with_reports_is_not_deleted_and_the_admin_says_why(client, packet):
    assignment = packet.reports.first().assignment
    client.force_login(factories.superuser())
    shown = client.get(at("delete", "assignment", assignment.pk))
    assert "protected" in shown.content.decode()
    assert client.post(at("delete", "assignment", assignment.pk), {"post": "yes"}).status_code == 200
    assert models.Assignment.objects.filter(pk=assignment.pk).exists()


def test_an_assignment_with_reports_is_not_deleted_in_its_items_form(client, packet):
    assignment = packet.reports.first().assignment
    item = assignment.item
    client.force_login(factories.superuser())
    form = client.get(at("change", "actionitem", item.pk))
    data = {"opened_at": form.context["opened_at"]}
    for part in (
        form.context["adminform"].form,
        *[f for s in form.context["inline_admin_formsets"] for f in s.formset],
    ):
        data |= {bound.html_name: bound.value() or "" for bound in part}
    for formset in form.context["inline_admin_formsets"]:
        data |= {bound.html_name: bound.value() or 0 for bound in formset.formset.management_form}
    data["assignments-0-DELETE"] = "on"
    answer = client.post(at("change", "actionitem", item.pk), data)
    assert answer.status_code == 200
    assert "protected" in answer.content.decode()
    assert item.assignments.count() == 2


def test_an_assignment_with_reports_keeps_its_item_and_state(packet):
    assignment = packet.reports.first().assignment
    assignment.party = factories.PartyFactory()
    with pytest.raises(models.plan.ValidationError, match="its item and state stay"):
        assignment.full_clean()


def test_an_open_round_is_not_deleted_and_the_admin_says_why(client, packet):
    client.force_login(factories.superuser())
    shown = client.get(at("delete", "round", packet.round_id))
    assert "protected" in shown.content.decode()
    assert client.post(at("delete", "round", packet.round_id), {"post": "yes"}).status_code == 200
    assert models.Round.objects.filter(pk=packet.round_id).exists()


def test_indicators_and_targets_come_in_and_go_out_unchanged():
    item = factories.ActionItemFactory()
    factories.PartyFactory(code="KZ")
    indicators = (
        f"code,item,title_ru,title_en,unit_ru,unit_en,direction\nI1,{item.code},Обучено,Trained,чел.,people,increase\n"
    )
    targets = "indicator;party;baseline;baseline_year;target;target_year\nI1;KZ;12,5;2012;1 250;2030\n"
    for resource, table in ((IndicatorResource, indicators), (IndicatorTargetResource, targets)):
        assert not resource().import_data(Csv().create_dataset(table.encode())).has_errors()
        again = resource().import_data(Csv().create_dataset(Csv().export_data(resource().export()).encode()))
        assert again.totals["skip"] == 1
    target = models.IndicatorTarget.objects.get()
    assert (str(target.baseline), target.baseline_year, str(target.target)) == ("12.5000", 2012, "1250.0000")


def test_a_target_that_is_no_number_is_refused_with_its_cure():
    factories.PartyFactory(code="KZ")
    models.Indicator.objects.create(item=factories.ActionItemFactory(), code="I1")
    table = Csv().create_dataset(b"indicator,party,target\nI1,KZ,many\n")
    result = IndicatorTargetResource().import_data(table, raise_errors=False)
    assert "write 1250 or 12.5" in str(
        [fault.error for _row, faults in result.row_errors() for fault in faults]
        + [row.error_dict for row in result.invalid_rows]
    )
    assert not models.IndicatorTarget.objects.exists()
