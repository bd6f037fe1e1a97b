"""Who wrote what stands in a record, read from the history that the database keeps."""

from django.contrib.contenttypes.models import ContentType

from publishing.history import TRANSITION
from publishing.models import Publishable, Status, Transition


def authors(record: Publishable) -> set[int]:
    """Ids of the users who changed the record or its parts since it was last published."""
    published = (
        Transition.objects.filter(
            content_type=ContentType.objects.get_for_model(record),
            object_id=record.pk,
            to_status=Status.PUBLISHED,
        )
        .order_by("-at")
        .values_list("at", flat=True)
        .first()
    )
    found: set[int] = set()
    for events in (record.events.all(), *record.parts()):
        events = events.exclude(pgh_label=TRANSITION)
        if published:
            events = events.filter(pgh_created_at__gt=published)
        found.update(
            int(user)
            for user in events.values_list("pgh_context__metadata__user", flat=True).distinct()
            if user is not None
        )
    return found
