from celery import shared_task

from members import invitations
from members.models import User


@shared_task(autoretry_for=(OSError,), retry_backoff=30, max_retries=5)
def send_invitation(user_id: int) -> None:
    """Sent again when run again: each link is good until one of them is used."""
    invitations.send(User.objects.get(pk=user_id))
