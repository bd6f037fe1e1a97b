"""An upload of which nothing is kept: its bytes are hashed as they arrive and let go."""

import hashlib
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload


class DigestOnly(FileUploadHandler):
    """Puts an empty file with `sha256` (hexadecimal) in `request.FILES`; `is_too_large` over UPLOAD_MAX_MEGABYTES."""

    is_too_large = False

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.hash, self.received = hashlib.sha256(), 0

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.received += len(raw_data)
        if self.received > settings.UPLOAD_MAX_MEGABYTES * 1024 * 1024:
            self.is_too_large = True
            raise StopUpload(connection_reset=False)
        self.hash.update(raw_data)

    def file_complete(self, file_size: int) -> Any:
        file: Any = SimpleUploadedFile(self.file_name or "file", b"")
        file.sha256 = self.hash.hexdigest()
        return file
