"""The secretariat's two roles, kept in step with the models after every migrate."""

from typing import Any

RECORD_APPS = ["members", "meetings", "declarations", "actionplan"]
#: What nobody edits by hand: written by the workflow, or accounts, which a superuser keeps.
NOT_EDITED = ["user", "mandate", "edition", "passage", "rendition"]
EDITORS, PUBLISHERS = "Editors", "Publishers"


def sync_roles(**kwargs: Any) -> None:
    """Editors write and submit; publishers do the same, return, publish and withdraw. Both import and export."""
    from django.contrib.auth.models import Group, Permission
    from django.db.models import Q

    records = Permission.objects.filter(content_type__app_label__in=RECORD_APPS)
    history = Q(content_type__model__endswith="event")
    write = records.exclude(history | Q(content_type__model__in=NOT_EDITED))
    read = records.filter(Q(content_type__model__in=NOT_EDITED[2:]), codename__startswith="view_")
    log = Permission.objects.filter(content_type__app_label="publishing", codename="view_transition")
    steps = Permission.objects.filter(content_type__app_label="publishing", content_type__model="transition")
    editors, _ = Group.objects.get_or_create(name=EDITORS)
    publishers, _ = Group.objects.get_or_create(name=PUBLISHERS)
    shared = [*write, *read, *log]
    editors.permissions.set([*shared, *steps.filter(codename="submit_record")])
    publishers.permissions.set([*shared, *steps.filter(codename__in=["submit_record", "publish_record"])])
