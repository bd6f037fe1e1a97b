from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pghistory
from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.core.management.base import BaseCommand, CommandError, CommandParser

from almaty_portal.lib import language_names, languages
from declarations.intake import rows as intake_rows
from declarations.intake import saving
from declarations.models import Document
from declarations.word_import import texts
from members.models import User


class Command(BaseCommand):
    help = (
        "Import a document's text from Word, all or nothing. Where the two languages do not line up, the places are "
        "printed and nothing is saved, unless --accept-differences is given."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("symbol", help="the document's symbol, as AP/2013/COM; it must be a draft")
        for code in languages.codes():
            said = f"the {language_names.name(code)} text, .docx or .odt"
            parser.add_argument(f"--{code}", type=Path, metavar="FILE", help=said)
        pairs = [languages.joined(pair) for pair in texts.pairs_in_one_file()]
        parser.add_argument("--both", type=Path, metavar="FILE", help="one file with two languages")
        parser.add_argument("--both-in", choices=pairs, default=pairs[0], help="which; %(default)s otherwise")
        mode = parser.add_mutually_exclusive_group()
        mode.add_argument("--replace", dest="mode", action="store_const", const="replace", help="in place of the text")
        mode.add_argument("--append", dest="mode", action="store_const", const="append", help="after the text")
        parser.add_argument("--titles", action="store_true", help="give the document the titles of the text")
        parser.add_argument("--accept-differences", action="store_true", help="save although the languages differ")
        parser.add_argument("--as", dest="user", metavar="EMAIL", help="the officer who is recorded as the author")

    def handle(self, *args: Any, **options: Any) -> None:
        paths = {name: options[name] for name in (*languages.codes(), "both") if options[name]}
        if not paths or ("both" in paths and len(paths) > 1):
            raise CommandError("Give --ru and --en (or one language), or --both.")
        document = Document.objects.filter(symbol=options["symbol"]).first()
        if document is None:
            raise CommandError(f"There is no document {options['symbol']}.")
        mode = options["mode"] or ("append" if not document.paragraphs.exists() else None)
        if mode is None:
            raise CommandError("The document has paragraphs: choose --replace or --append.")
        author = self._author(options["user"])
        with ExitStack() as stack:
            files = {name: stack.enter_context(self._opened(path)) for name, path in paths.items()}
            try:
                both_in = languages.parts(options["both_in"])
                text = (
                    texts.of_both(files["both"], (both_in[0], both_in[1])) if "both" in files else texts.of_files(files)
                )
                self._report(text, accepted=options["accept_differences"])
                if author is not None:
                    stack.enter_context(pghistory.context(user=author.pk, url="import_word"))
                count = saving.save(
                    document,
                    text.rows,
                    mode=mode,
                    with_titles=options["titles"],
                    files=[("" if name == "both" else name, file) for name, file in files.items()],
                )
            except ValidationError as problem:
                raise CommandError("Nothing was saved. " + " ".join(problem.messages)) from problem
        self.stdout.write(f"{count} paragraphs saved in {document.symbol}.")

    def _opened(self, path: Path) -> File:
        try:
            return File(path.open("rb"), name=path.name)
        except OSError as problem:
            raise CommandError(f"{path} cannot be opened: {problem.strerror}.") from problem

    def _author(self, email: str | None) -> User | None:
        if not email:
            return None
        user = User.objects.filter(email=email.lower(), is_active=True, is_staff=True).first()
        if user is None or not user.has_perm("declarations.change_document"):
            raise CommandError(f"{email} is no active member of staff who may change documents.")
        return user

    def _report(self, text: texts.Text, *, accepted: bool) -> None:
        for remark in text.remarks:
            self.stdout.write(remark)
        faults = 0
        for number, row in enumerate(intake_rows.marked(text.rows), start=1):
            for fault in row.faults:
                faults += 1
                self.stdout.write(f"Row {number}: {fault}")
                for code, (said, words, _read) in row.cells.items():
                    self.stdout.write(f"    {code} {said} {words[:90]}".rstrip())
        if faults and not accepted:
            raise CommandError(
                f"Nothing was saved: the languages differ in {faults} places. Look at them; to save all the same, give "
                "--accept-differences, and arrange the rows in the admin."
            )
