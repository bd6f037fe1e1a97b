"""The secretariat's three roles, kept in step with the models after every migrate."""

from typing import Any

RECORD_APPS = ["members", "meetings", "declarations", "actionplan"]
#: What nobody edits by hand: written by the workflow, or accounts, which a superuser keeps.
NOT_EDITED = ["user", "mandate", "edition", "passage", "rendition", "wordimport", "acknowledgement"]
#: A state’s words and what became of them: written at the desk by deeds that check who may; the admin only shows them.
REPORTING = [
    "statesubmission",
    "progressreport",
    "reportversion",
    "indicatorvalue",
    "evidence",
    "reviewcomment",
    "reporttransition",
    "assessment",
    "reminder",
]
EDITORS, REVIEWERS, PUBLISHERS = "Editors", "Reviewers", "Publishers"


def sync_roles(**kwargs: Any) -> None:
    """Editors write, submit, and enter letters; reviewers see to reports; publishers review, publish and withdraw.

    Editors and publishers import; all three export what they see. A person may have several roles, but approves
    nothing of their own.
    """
    from django.contrib.auth.models import Group, Permission
    from django.db.models import Q

    records = Permission.objects.filter(content_type__app_label__in=RECORD_APPS)
    history = Q(content_type__model__endswith="event")
    write = records.exclude(history | Q(content_type__model__in=[*NOT_EDITED, *REPORTING]))
    read = records.filter(Q(content_type__model__in=[*NOT_EDITED[2:], *REPORTING]), codename__startswith="view_")
    view = records.exclude(history | Q(content_type__model__in=NOT_EDITED[:2])).filter(codename__startswith="view_")
    log = Permission.objects.filter(content_type__app_label="publishing", codename="view_transition")

    def special(*codenames: str) -> Any:
        return Permission.objects.filter(codename__in=codenames)

    roles = {
        EDITORS: [*write, *read, *log, *special("submit_record", "enter_report")],
        REVIEWERS: [*view, *log, *special("review_report")],
        PUBLISHERS: [*write, *read, *log, *special("submit_record", "publish_record", "publish_round")],
    }
    for name, permissions in roles.items():
        Group.objects.get_or_create(name=name)[0].permissions.set(permissions)
