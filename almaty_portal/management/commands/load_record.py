from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from almaty_portal import record
from members.models import User


class Command(BaseCommand):
    help = "Load the record of the Process from a folder of CSV tables, all or nothing; safe to run again."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--publish-as", metavar="EMAIL", help="publish complete drafts as this superuser")

    def handle(self, *args: Any, folder: Path, publish_as: str | None, **options: Any) -> None:
        actor = None
        if publish_as:
            actor = User.objects.filter(email=publish_as.lower(), is_superuser=True, is_active=True).first()
            if actor is None:
                raise CommandError(f"There is no active superuser {publish_as}.")
        try:
            counts = record.load(folder, publish_as=actor)
        except record.RecordError as error:
            raise CommandError("Nothing was loaded.\n" + "\n".join(error.lines)) from error
        self.stdout.write(f"{'table':<16}{'created':>9}{'updated':>9}{'unchanged':>11}")
        for name, count in counts.items():
            self.stdout.write(f"{name:<16}{count['created']:>9}{count['updated']:>9}{count['unchanged']:>11}")
