from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from almaty_portal.lib import languages
from declarations import renditions
from declarations.models import Document


class Command(BaseCommand):
    help = "Write the PDF of a document's current edition to a file."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("symbol", help="for example AP/2013/COM")
        parser.add_argument("--language", required=True, choices=languages.together())
        parser.add_argument("--output", required=True, type=Path)

    def handle(self, *args: Any, symbol: str, language: str, output: Path, **options: Any) -> None:
        document = Document.objects.published().filter(symbol=symbol).select_related("current_edition").first()
        if document is None:
            raise CommandError(f"No published document has the symbol {symbol}.")
        try:
            data = renditions.pages(document.current_edition, language)
        except renditions.NotInEditionError as error:
            raise CommandError(str(error)) from error
        try:
            output.write_bytes(data)
        except OSError as error:
            raise CommandError(f"Cannot write {output}: {error.strerror}") from error
        self.stdout.write(f"{output}: {len(data)} bytes")
