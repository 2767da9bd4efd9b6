"""Pictures an officer may look at: only pixels that we encoded ourselves reach their browser."""

from __future__ import annotations

import subprocess
import sys
from threading import BoundedSemaphore

from pimpasa.evidence.decoder import MOST_SECONDS
from pimpasa.evidence.errors import NotViewable
from pimpasa.evidence.models import Exhibit
from pimpasa.evidence.queries import facts_of, original

LARGEST = 64 * 1024**2
_AT_ONCE = BoundedSemaphore(2)


def preview(exhibit: Exhibit, *, key: bytes) -> bytes:
    """A JPEG of a picture, decoded in a process of its own. Raises NotViewable."""
    facts = facts_of(exhibit, key=key)
    if not facts.is_picture or facts.size > LARGEST:
        raise NotViewable(facts.shown)
    with _AT_ONCE:
        return _decode(b"".join(original(exhibit, key=key)))


def _decode(data: bytes) -> bytes:
    try:
        done = subprocess.run(
            [sys.executable, "-I", "-m", "pimpasa.evidence.decoder"],
            input=data,
            capture_output=True,
            timeout=MOST_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as slow:
        raise NotViewable("took too long") from slow
    if done.returncode or not done.stdout.startswith(b"\xff\xd8"):
        raise NotViewable("cannot be decoded")
    return done.stdout
