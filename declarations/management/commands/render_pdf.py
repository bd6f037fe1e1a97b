from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from declarations.models import Document, Rendition
from declarations.renditions import render


class Command(BaseCommand):
    help = "Write the PDF of a document's current edition to a file, rendering it if it was not rendered yet."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("symbol")
        parser.add_argument("--language", choices=Rendition.Language.values, required=True)
        parser.add_argument("--output", type=Path, required=True)

    def handle(self, *args: Any, symbol: str, language: str, output: Path, **options: Any) -> None:
        document = Document.objects.published().filter(symbol=symbol).first()
        if document is None:
            raise CommandError(f"There is no published document {symbol}.")
        try:
            rendition = render(document.current_edition_id, language)
            output.write_bytes(rendition.file.read())
        except (ValueError, OSError) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{output}: {rendition.size} bytes, SHA-256 {rendition.sha256}")
