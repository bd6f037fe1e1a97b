"""Checks of uploaded files: a known extension, a size under the limit, and content that is what the name says."""

import hashlib
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

ZIP = (b"PK\x03\x04",)
#: The first bytes of each kind of file. Office files are zip archives.
SIGNATURES: dict[str, tuple[bytes, ...]] = {
    "pdf": (b"%PDF-",),
    "png": (b"\x89PNG\r\n\x1a\n",),
    "jpg": (b"\xff\xd8\xff",),
    "jpeg": (b"\xff\xd8\xff",),
    **dict.fromkeys(("docx", "odt", "xlsx", "ods", "pptx", "odp"), ZIP),
}


def check_size(file: Any) -> None:
    """Raises ValidationError when the file is over UPLOAD_MAX_MEGABYTES."""
    if file.size > settings.UPLOAD_MAX_MEGABYTES * 1024 * 1024:
        raise ValidationError(
            _("The file is %(size)d MB; at most %(limit)d MB can be uploaded.")
            % {"size": -(-file.size // (1024 * 1024)), "limit": settings.UPLOAD_MAX_MEGABYTES},
            code="too_large",
        )


def digest(file: Any) -> str:
    """SHA-256 of an uploaded file's content, in hexadecimal; the file stands at its beginning afterwards."""
    found = hashlib.file_digest(file.open("rb"), "sha256").hexdigest()
    file.seek(0)
    return found


def check_upload(value: Any) -> None:
    """A field's validator. Files already stored are not read again."""
    file = getattr(value, "file", value) if not isinstance(value, UploadedFile) else value
    if not isinstance(file, UploadedFile):
        return
    check_size(file)
    extension = PurePath(file.name or "").suffix.lower().lstrip(".")
    known = SIGNATURES.get(extension)
    if known is None:
        raise ValidationError(
            _("Files of this kind are not accepted. Accepted: %(kinds)s.") % {"kinds": ", ".join(SIGNATURES)},
            code="unknown_kind",
        )
    file.seek(0)
    start = file.read(16)
    file.seek(0)
    if not start.startswith(known):
        raise ValidationError(
            _("The content of this file is not what its name says (.%(extension)s).") % {"extension": extension},
            code="content_differs",
        )
