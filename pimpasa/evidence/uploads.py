"""A file that has arrived, sealed, but is not yet kept."""

from __future__ import annotations

import hashlib
import unicodedata

from django.core.files.uploadedfile import UploadedFile

from pimpasa.common.ids import uuid7
from pimpasa.evidence import store
from pimpasa.evidence.models import Exhibit
from pimpasa.sealing.envelopes import new_key

LONGEST_NAME = 150


class SealedUpload(UploadedFile):  # type: ignore[type-arg]  # generic in its stubs only
    """A file that arrived: its bytes lie sealed in the store under `exhibit.path`; `fault` says why it cannot stay."""

    def __init__(self, name: str, declared: str) -> None:
        super().__init__(file=None, name=clean_name(name), content_type=declared, size=0)
        self.declared = declared
        self.exhibit = Exhibit(id=uuid7())
        self.file_key = new_key()
        self.head = b""
        self.sha256 = hashlib.sha256()
        self.digest = hashlib.sha256()
        self.fault = ""

    def discard(self) -> None:
        """Remove the stored bytes."""
        if not self.fault:
            store.delete(self.exhibit.path)


def clean_name(name: str) -> str:
    """A name fit for showing and saving: its last part, without control characters, at most 150 characters."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(character for character in last if unicodedata.category(character)[0] != "C").strip(". ")
    stem, dot, ending = kept.rpartition(".")
    if len(kept) > LONGEST_NAME:
        kept = stem[: LONGEST_NAME - 10] + dot + ending[:9]
    return kept or "tanpa-nama"
