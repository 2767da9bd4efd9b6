"""Pictures that are read and forgotten: held in memory for one request, on no disk and in no store."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile

from pimpasa.education.offers.posters import LARGEST


class HeldUploadHandler(FileUploadHandler):
    """Holds one file of up to a byte more than LARGEST; the rest is read and dropped, so that its form arrives."""

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self._held = bytearray()
        self._count = 0

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._count += 1
        if self._count > 1:
            raise SkipFile

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self._held += raw_data[: max(0, LARGEST + 1 - len(self._held))]

    def file_complete(self, file_size: int) -> SimpleUploadedFile | None:
        if self._count > 1:
            return None
        return SimpleUploadedFile("picture", bytes(self._held), "application/octet-stream")
