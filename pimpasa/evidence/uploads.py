"""A file that has arrived with its form, sealed, but is not yet kept."""

from __future__ import annotations

import hashlib
import unicodedata
from contextlib import suppress
from pathlib import Path

from django.core.files.uploadedfile import UploadedFile
from django.db import DatabaseError

from pimpasa.common.ids import uuid7
from pimpasa.evidence import media
from pimpasa.evidence.contents import Part
from pimpasa.evidence.models import Exhibit
from pimpasa.evidence.parts import PartsWriter, delete
from pimpasa.sealing.envelopes import new_key

LONGEST_NAME = 150
LONGEST_TYPE = 100


class SealedUpload(UploadedFile):  # type: ignore[type-arg]  # generic in its stubs only
    """A file that arrived: its bytes lie sealed in the store as `parts`; `fault` says why it cannot stay."""

    def __init__(self, name: str, declared: str) -> None:
        super().__init__(file=None, name=clean_name(name), content_type=declared, size=0)
        self.declared = declared[:LONGEST_TYPE].lower()
        self.exhibit = Exhibit(id=uuid7())
        self.file_key = new_key()
        self.head = b""
        self.sha256 = hashlib.sha256()
        self.fault = ""
        self.parts: list[Part] = []

    @classmethod
    def of(cls, content: bytes, *, name: str, declared: str) -> SealedUpload:
        """Bytes that we made ourselves, sealed into the store. Raises StoreUnavailable."""
        upload = cls(name, declared)
        upload.size = len(content)
        sealing = Sealing(upload)
        sealing.take(content)
        sealing.finish()
        return upload

    @property
    def is_stored(self) -> bool:
        return bool(self.parts)

    def discard(self) -> None:
        """Remove the stored bytes; where the store does not answer, the sweep of orphans does it later."""
        names = [part.name for part in self.parts]
        self.parts = []
        delete(self.exhibit, names)

    def close(self) -> None:
        """At the end of its request: what was not kept, or kept in a transaction that failed, goes."""
        with suppress(DatabaseError):
            if self.is_stored and not Exhibit.objects.filter(pk=self.exhibit.pk).exists():
                self.discard()


class Sealing:
    """Seals an upload's bytes into the store as they come. Every method raises StoreUnavailable but `abandon`."""

    def __init__(self, upload: SealedUpload) -> None:
        self._upload = upload
        self._writer = PartsWriter(upload.exhibit, upload.file_key)

    def take(self, data: bytes) -> None:
        upload = self._upload
        upload.head += data[: media.HEAD - len(upload.head)]
        upload.sha256.update(data)
        self._writer.take(data)

    def finish(self) -> None:
        self._writer.finish()
        self._upload.parts = self._writer.done

    def abandon(self) -> None:
        self._writer.abandon()


def clean_name(name: str) -> str:
    """A name fit for showing and saving: its last part, without control characters, at most 150 characters."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    plain = "".join(character for character in last if unicodedata.category(character)[0] != "C").strip(". ")
    if len(plain) > LONGEST_NAME:
        plain = Path(plain).stem[: LONGEST_NAME - 10] + Path(plain).suffix[:10]
    return plain or "tanpa-nama"
