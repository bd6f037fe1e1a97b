"""Renditions are slow work: tasks take ids and delegate."""

from celery import shared_task


@shared_task(autoretry_for=(Exception,), max_retries=3, default_retry_delay=60)  # seconds
def render_edition(edition_id: int, form: str, language: str) -> None:
    from declarations.renditions import render

    render(edition_id, form, language)


@shared_task
def render_missing() -> int:
    """Queue every rendition that should be there and is not: lost messages and failed renders come back."""
    from declarations.renditions import missing

    queued = 0
    for edition_id, form, language in missing():
        render_edition.delay(edition_id, form, language)
        queued += 1
    return queued


@shared_task
def discard_abandoned_imports() -> int:
    """Texts read in from Word or pasted that nobody confirmed in 14 days go, with their files."""
    from declarations.intake.staging import discard_abandoned

    return discard_abandoned()
