"""How files come in: sealed on the way, so that no plain byte touches a disk and no file stands whole in memory.

The hidden field `whole` stands last in a form with files: a body that was cut on the way lacks it.
A file that nobody keeps is removed when its request ends, whatever the view did.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadhandler import FileUploadHandler
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pimpasa.evidence import media, room
from pimpasa.evidence.errors import StoreUnavailable
from pimpasa.evidence.uploads import SealedUpload, Sealing

MEBIBYTE = 1024**2


class SealingUploadHandler(FileUploadHandler):
    """Seals each file into the store as its chunks arrive.

    A file that cannot stay is read to its end and dropped, so that every other field of the form arrives.
    """

    chunk_size = MEBIBYTE // 4

    def __init__(self, request: Any = None) -> None:
        super().__init__(request)
        self._count = 0
        self._upload = SealedUpload("", "")
        self._sealing: Sealing | None = None

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self._count += 1
        self._upload = SealedUpload(self.file_name or "", self.content_type or "")
        if self._count > settings.EVIDENCE_MAX_FILES:
            self._upload.fault = _("Too many files: %(most)d at once.") % {"most": settings.EVIDENCE_MAX_FILES}
            return
        if room.is_tight():
            self._upload.fault = str(room.NO_ROOM)
            return
        with self._refusing():
            self._sealing = Sealing(self._upload)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self._upload.size = start + len(raw_data)
        if self._sealing is None:
            return
        if self._upload.size > settings.EVIDENCE_MAX_BYTES:
            most = {"most": settings.EVIDENCE_MAX_BYTES // 1024**3}
            self._refuse(_("This file is too large: %(most)d GB at most.") % most)
            return
        with self._refusing():
            self._sealing.take(raw_data)

    def file_complete(self, file_size: int) -> SealedUpload:
        upload = self._upload
        if self._sealing is not None and file_size == 0:
            self._refuse(_("This file is empty."))
        if self._sealing is not None and media.is_program(upload.head, upload.name or ""):
            self._refuse(_("This file is a program. Please send a picture, PDF, sound, video or chat instead."))
        with self._refusing():
            if self._sealing is not None:
                self._sealing.finish()
        self._sealing = None
        return upload

    def upload_interrupted(self) -> None:
        """The body ended within a file; Django then never asks for the file, and the form misses `whole`."""
        self._refuse("interrupted")

    @contextmanager
    def _refusing(self) -> Iterator[None]:
        try:
            yield
        except StoreUnavailable:
            self._refuse(_("We cannot store files right now. Your words are kept; please try the file again later."))

    def _refuse(self, fault: str) -> None:
        self._upload.fault = fault
        if self._sealing is not None:
            self._sealing.abandon()
        self._sealing = None


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class EvidenceField(forms.FileField):
    """Files up to EVIDENCE_MAX_FILES, or with `is_single` no more than one; cleans to a list of SealedUpload."""

    widget = SeveralFiles

    def __init__(self, *, is_single: bool = False, **options: Any) -> None:
        super().__init__(**options)
        self.is_single = is_single
        if is_single:
            self.widget.attrs["multiple"] = False

    def clean(self, data: Any, initial: Any = None) -> list[SealedUpload]:
        uploads = [upload for upload in data or [] if isinstance(upload, SealedUpload)]
        if self.is_single and len(uploads) > 1:
            raise ValidationError(_("Only one file fits here. Send the others one at a time."), code="several")
        if self.required and not uploads:
            raise ValidationError(_("Choose at least one file."), code="required")
        faults = [ValidationError(f"{upload.name}: {upload.fault}", code="file") for upload in uploads if upload.fault]
        if faults:
            raise ValidationError(faults)
        return uploads

    @staticmethod
    def discard(uploads: Iterable[SealedUpload]) -> None:
        """Remove files at once, ahead of the request's end."""
        for upload in uploads:
            upload.discard()


class WholeMixin(forms.Form):
    """A form with files: knows whether the body came whole. Put `{{ form.whole }}` last in its markup."""

    whole = forms.CharField(
        widget=forms.HiddenInput,
        initial="1",
        error_messages={"required": gettext_lazy("The upload was cut off on the way. Please send it again.")},
    )

    def whole_files(self, name: str = "evidence") -> list[SealedUpload]:
        """The files that arrived whole and may be kept although the form has errors: nobody sends 2 GB twice."""
        files = self.files.getlist(name) if hasattr(self.files, "getlist") else []
        return [upload for upload in files if isinstance(upload, SealedUpload) and upload.is_stored]
