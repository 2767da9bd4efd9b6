"""Files as they arrive: really sealed, really stored, in whatever store the settings name."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from datetime import datetime, timedelta

from pimpasa.common import clock
from pimpasa.evidence.actions import exhibits
from pimpasa.evidence.models import Exhibit
from pimpasa.evidence.uploads import SealedUpload, Sealing

DRAFT_KEY = b"d" * 32
REPORT_KEY = b"r" * 32
# One grey pixel.
PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=="
)
TEXT = b"Sari: mereka menahan paspor adik saya.\n"


def sealed_upload(
    content: bytes | Iterable[bytes] = TEXT, *, name: str = "chat.txt", declared: str = "text/plain"
) -> SealedUpload:
    """An upload as the handler leaves it, its bytes sealed in the store."""
    upload = SealedUpload(name, declared)
    sealing = Sealing(upload)
    for part in [content] if isinstance(content, bytes) else content:
        upload.size += len(part)
        sealing.take(part)
    sealing.finish()
    return upload


def exhibit(
    content: bytes | Iterable[bytes] = TEXT,
    *,
    key: bytes = DRAFT_KEY,
    name: str = "chat.txt",
    declared: str = "text/plain",
    lives: timedelta | None = timedelta(hours=24),
) -> Exhibit:
    """A kept file: a draft's, which dies after `lives`, or a report's, which does not (None)."""
    expires_at: datetime | None = None if lives is None else clock.now() + lives
    upload = sealed_upload(content, name=name, declared=declared)
    return exhibits.keep(upload=upload, key=key, obtained="own", expires_at=expires_at)
