"""Slow work on the action plan: tasks take ids and delegate."""

from celery import shared_task

from almaty_portal.lib import languages


@shared_task(autoretry_for=(Exception,), max_retries=3, default_retry_delay=60)  # seconds
def render_round_report(round_id: int, language: str) -> None:
    from actionplan.round_reports import render

    render(round_id, language)


def queue_round_report(round_id: int) -> None:
    """After commit, the round's PDF in each language."""
    for language in languages.codes():
        render_round_report.delay_on_commit(round_id, language)


@shared_task
def render_missing_round_reports() -> int:
    """Queue every round's PDF that is not made of what is public now: lost messages and later changes are caught up."""
    from actionplan.round_reports import missing

    queued = 0
    for round_id, language in missing():
        render_round_report.delay(round_id, language)
        queued += 1
    return queued


@shared_task
def send_reminders() -> int:
    """Send what is due by today and was not sent; what failed is tried again by the next run."""
    from actionplan.reminders import send_due

    return send_due()
