"""How files come in: sealed on the way, so that no plain byte touches a disk and no file stands whole in memory.

The hidden field `whole` stands last in a form with files: a body that was cut on the way lacks it.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadhandler import FileUploadHandler
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pimpasa.evidence import media, store
from pimpasa.evidence.errors import StoreUnavailable
from pimpasa.evidence.uploads import SealedUpload
from pimpasa.sealing.streams import Sealer

MEBIBYTE = 1024**2


class SealingUploadHandler(FileUploadHandler):
    """Seals each file into the store as its chunks arrive."""

    chunk_size = MEBIBYTE

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self._count = 0
        self._upload: SealedUpload | None = None
        self._kept: list[SealedUpload] = []

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._count += 1
        self._upload = SealedUpload(self.file_name or "", self.content_type or "")
        self._writing: store.Writing | None = None
        if self._count > settings.EVIDENCE_MAX_FILES:
            self._upload.fault = _("Too many files: %(most)d at once.") % {"most": settings.EVIDENCE_MAX_FILES}
            return
        self._sealer = Sealer(self._upload.file_key, self._upload.exhibit.subject)
        self._attempt(self._open)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        upload = self._current
        if upload.fault:
            return
        upload.size = start + len(raw_data)
        if upload.size > settings.EVIDENCE_MAX_BYTES:
            self._refuse(_("This file is too large: %(most)d GB at most.") % {"most": _gigabytes()})
            return
        if len(upload.head) < media.HEAD:
            upload.head += raw_data[: media.HEAD - len(upload.head)]
        upload.sha256.update(raw_data)
        self._attempt(lambda: self._store(self._sealer.update(raw_data)))

    def file_complete(self, file_size: int) -> SealedUpload:
        upload = self._current
        if not upload.fault and upload.size == 0:
            self._refuse(_("This file is empty."))
        if not upload.fault and media.is_program(upload.head):
            self._refuse(_("This file is a program. Please send a picture, PDF, sound, video or chat instead."))
        if not upload.fault:
            self._attempt(self._finish)
        if not upload.fault:
            self._kept.append(upload)
        return upload

    def upload_interrupted(self) -> None:
        if self._upload is not None and self._upload not in self._kept:
            self._refuse("interrupted")
        for upload in self._kept:
            upload.discard()

    @property
    def _current(self) -> SealedUpload:
        assert self._upload is not None  # noqa: S101 - new_file came before
        return self._upload

    def _open(self) -> None:
        self._writing = store.Writing(self._current.exhibit.path)

    def _store(self, sealed: bytes) -> None:
        assert self._writing is not None  # noqa: S101 - opened in new_file, else the upload has a fault
        self._current.digest.update(sealed)
        self._writing.write(sealed)

    def _finish(self) -> None:
        self._store(self._sealer.finish())
        assert self._writing is not None  # noqa: S101 - as above
        self._writing.finish()

    def _attempt(self, step: Any) -> None:
        try:
            step()
        except StoreUnavailable:
            self._refuse(_("We cannot store files right now. Your words are kept; please try the file again later."))

    def _refuse(self, fault: str) -> None:
        self._current.fault = fault
        if self._writing is not None:
            self._writing.abandon()


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True
    template_name = "django/forms/widgets/input.html"


class EvidenceField(forms.FileField):
    """Any number of files up to EVIDENCE_MAX_FILES; cleans to a list of SealedUpload."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> list[SealedUpload]:
        uploads = [upload for upload in data or [] if isinstance(upload, SealedUpload)]
        if self.required and not uploads:
            raise ValidationError(_("Choose at least one file."), code="required")
        faults = [ValidationError(f"{upload.name}: {upload.fault}", code="file") for upload in uploads if upload.fault]
        if faults:
            self.discard(uploads)
            raise ValidationError(faults)
        return uploads

    @staticmethod
    def discard(uploads: list[SealedUpload]) -> None:
        for upload in uploads:
            upload.discard()


class WholeMixin(forms.Form):
    """A form with files: knows whether the body came whole. Put `{{ form.whole }}` last in its markup."""

    whole = forms.CharField(
        widget=forms.HiddenInput,
        initial="1",
        error_messages={"required": gettext_lazy("The upload was cut off on the way. Please send it again.")},
    )


def _gigabytes() -> int:
    return int(settings.EVIDENCE_MAX_BYTES // 1024**3)
