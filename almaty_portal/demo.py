"""The demo: the record of the Process, a sample plan, and people to sign in as."""

import secrets
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.contrib.auth.models import Group
from django.core.management import call_command

from actionplan import round_reports
from almaty_portal import demo_rounds, record
from almaty_portal.open_data import dumps
from almaty_portal.roles import EDITORS, PUBLISHERS, REVIEWERS
from declarations import renditions
from members.models import Mandate, Party, User

#: (address, name, language, what it is, group or state)
PEOPLE = [
    ("admin@demo.example", "Demo administrator", "en", "superuser", ""),
    ("editor@demo.example", "Demo editor", "ru", "secretariat editor", EDITORS),
    ("publisher@demo.example", "Demo publisher", "ru", "publisher", PUBLISHERS),
    ("reviewer@demo.example", "Demo reviewer", "ru", "reviewer", REVIEWERS),
    ("kz@demo.example", "Demo coordinator (KZ)", "ru", "coordinator", "KZ"),
    ("tj@demo.example", "Demo coordinator (TJ)", "ru", "coordinator", "TJ"),
    ("kz.office@demo.example", "Demo contributor (KZ)", "ru", "contributor", "KZ"),
]
STATES = {row[4] for row in PEOPLE if row[3] in Mandate.Role.values}


def prepare(say: Callable[[str], None], *, new_passwords: bool = False) -> list[tuple[str, str, str]]:
    """Bring the demo up to date; safe to repeat. Returns (address, what it is, password or "") of the people."""
    say("1/5 Database")
    call_command("migrate", verbosity=0)
    call_command("check", databases=["default"], verbosity=0)
    say("2/5 Static files")
    call_command("collectstatic", interactive=False, verbosity=0)
    say("3/5 The record of the Process, its editions")
    people = [_person(*PEOPLE[0], new_passwords=new_passwords)]
    administrator = User.objects.get(email=PEOPLE[0][0])
    folder = settings.BASE_DIR / "data"
    for part in (folder, folder / "sample"):
        load(part, administrator, say)
    say("4/5 People, sample rounds of reporting")
    people += [_person(*row, new_passwords=new_passwords) for row in PEOPLE[1:]]
    by_email = User.objects.in_bulk([email for email, _what, _password in people], field_name="email")
    demo_rounds.prepare(publisher=by_email["publisher@demo.example"], reviewer=by_email["reviewer@demo.example"])
    say("5/5 Files of the editions and of the open data")
    for edition_id, form, language in list(renditions.missing()):
        renditions.render(edition_id, form, language)
    for round_id, language in list(round_reports.missing()):
        round_reports.render(round_id, language)
    for name in list(dumps.stale()):
        dumps.make(name)
    return people


def load(folder: Path, administrator: User, say: Callable[[str], None]) -> None:
    """Load and publish a folder's tables and say how much of them was new."""
    counts = record.load(folder, publish_as=administrator)
    new, changed = (sum(count[key] for count in counts.values()) for key in ("created", "updated"))
    say(f"    {folder.name}/: {new} new, {changed} changed, in {len(counts)} tables")


def _person(
    email: str, name: str, language: str, what: str, where: str, *, new_passwords: bool
) -> tuple[str, str, str]:
    user = User.objects.filter(email=email).first()
    password = ""
    if user is None or new_passwords:
        password = secrets.token_urlsafe(12)
        user = user or User.objects.create_user(email, first_name=name, language=language)
        user.set_password(password)
        user.is_staff = where not in STATES
        user.is_superuser = what == "superuser"
        user.save()
        if where in STATES:
            Mandate.objects.get_or_create(user=user, party=Party.objects.get(code=where), role=what)
        elif where:
            user.groups.add(Group.objects.get(name=where))
    return email, f"{what} {where if where in STATES else ''}".strip(), password
