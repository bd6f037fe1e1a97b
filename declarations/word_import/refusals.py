"""Why a file is refused, each reason with its cure, in the officer's language."""

from django.conf import settings
from django.utils.translation import gettext as _


def _excerpt(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:80]}…"


def not_word() -> str:
    return _(
        "This is not a Word file. Open it in Word and choose Save As, “Word Document (.docx)”, then upload that file."
    )


def old_word() -> str:
    return _(
        "This file is in the format of Word 97–2003 (.doc). Open it in Word and choose Save As, “Word Document "
        "(.docx)”, "
        "then upload that file."
    )


def encrypted() -> str:
    return _(
        "The file is protected by a password. In Word choose File, Info, Protect Document, Encrypt with Password, "
        "empty "
        "the password, save the file and upload it again."
    )


def macros() -> str:
    return _(
        "The file holds macros. In Word choose Save As, “Word Document (.docx)”, which leaves them out, and upload "
        "that file."
    )


def too_big(size: int) -> str:
    """`size` in bytes."""
    return _(
        "The file is %(size)d MB; at most %(limit)d MB can be uploaded. In Word remove or compress the pictures, "
        "save the file and upload it again."
    ) % {"size": -(-size // (1024 * 1024)), "limit": settings.UPLOAD_MAX_MEGABYTES}


def bomb() -> str:
    return _(
        "Unpacked, the file would be far larger than a text can be. Copy the text into a new Word document, save that "
        "and upload it."
    )


def unsafe_name(name: str) -> str:
    return _(
        "The file holds an entry with an unsafe name (%(name)s), which Word does not write. Open it in Word, save it "
        "under a new name and upload that file."
    ) % {"name": _excerpt(name)}


def template(target: str) -> str:
    return _(
        "The file is attached to a template elsewhere (%(target)s). In Word choose Developer, Document Template, write "
        "“Normal”, save the file and upload it again; or copy the text into a new document."
    ) % {"target": _excerpt(target)}


def external(target: str) -> str:
    return _(
        "The file takes content from elsewhere (%(target)s). In Word choose File, Info, Edit Links to Files, Break "
        "Link, save the file and upload it again; or copy the text into a new document."
    ) % {"target": _excerpt(target)}


def inserted_file() -> str:
    return _(
        "Another file is inserted in this one as a whole. Open it in Word, save it once and upload it again: Word "
        "then writes its text out."
    )


def declares() -> str:
    return _(
        "The file declares a document type or entities, which Word does not write. Open it in Word, save it under a "
        "new name and upload that file."
    )


def too_deep() -> str:
    return _(
        "The file’s tables or fields are nested deeper than a text needs. Copy the text into a new Word document, save "
        "that and upload it."
    )


def damaged(why: str) -> str:
    return _(
        "The file is damaged or incomplete and could not be read (%(why)s). Send for it again, or open it in Word, let "
        "Word repair it, save it and upload that file."
    ) % {"why": _excerpt(why)}


def no_text() -> str:
    return _(
        "There is no text in this file. If it is a scan, ask for the Word file that was printed, or paste the text."
    )


def no_converter() -> str:
    return _(
        "OpenDocument files cannot be read on this server. Open the file in Word or LibreOffice, save it as “Word "
        "Document (.docx)” and upload that file."
    )


def conversion_failed() -> str:
    return _(
        "The OpenDocument file could not be converted. Open it in LibreOffice, save it as “Word Document (.docx)” "
        "and upload that file."
    )
