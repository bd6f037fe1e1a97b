from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from almaty_portal import record


class Command(BaseCommand):
    help = "Write the record of the Process as the CSV tables that load_record reads."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        for path in record.export(folder):
            self.stdout.write(str(path))
