"""Slow work of the action plan: tasks delegate."""

from celery import shared_task


@shared_task
def send_reminders() -> int:
    """Send what is due by today and was not sent; what failed is tried again by the next run."""
    from actionplan.reminders import send_due

    return send_due()
