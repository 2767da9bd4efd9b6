"""An installation as one file: rows, signing keys and sealed files, for its own backup kit alone, and signed.

The tar within holds `shape`, `keys/<name>`, `rows/<table>/<number>` and `evidence/<path>`, in this order.
"""

from __future__ import annotations

import io
import json
import os
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import IO

from django.conf import settings

from pimpasa.common import clock
from pimpasa.common.batches import each
from pimpasa.config.backups import rows
from pimpasa.config.errors import Fault
from pimpasa.config.installation import require_tables
from pimpasa.evidence import store
from pimpasa.evidence.errors import ObjectMissing
from pimpasa.evidence.models import Exhibit
from pimpasa.installation import queries
from pimpasa.ledger import signing
from pimpasa.ledger.queries import newest_checkpoint, vkey
from pimpasa.sealing.backups import Kit, Writer

KEY_FILES = ("secret-key", "ledger-key", "link-key")
Progress = Callable[[str], None]


def back_up(target: Path, *, progress: Progress) -> list[str]:
    """Write a backup beside `target` and rename it into place when it is on disk; returns the evidence that is missing.

    Raises Fault.
    """
    require_tables()
    kit = _kit()
    unfinished = target.with_name(target.name + ".part")
    try:
        with unfinished.open("xb") as out:
            missing = _write(out, kit, progress)
            out.flush()
            os.fsync(out.fileno())
        unfinished.rename(target)
        return missing
    except FileExistsError as there:
        raise Fault(f"{unfinished} is there: another backup is being written, or one failed; remove it") from there
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise


def _kit() -> Kit:
    kit = queries.backup_kit()
    if kit is None:
        raise Fault(
            "this installation has no backup kit, which alone opens its backups; make one and lock it away:"
            " pimpasa keys backup"
        )
    return Kit(bytes(kit.public), bytes(kit.certificate))


def _write(out: IO[bytes], kit: Kit, progress: Progress) -> list[str]:
    sealing = Writer(out, kit=kit, signer=signing.backup_key(), about=_about())
    with tarfile.open(mode="w|", fileobj=sealing) as archive:  # type: ignore[call-overload]  # a stream
        with rows.one_moment() as shape:
            _add(archive, "shape", json.dumps(shape.plain).encode())
            _add_keys(archive)
            _add_rows(archive, shape, progress)
        missing = _add_evidence(archive, progress)
    sealing.finish()
    return missing


def _about() -> dict[str, str]:
    """What stands readable: of which installation it is, when it was made, and how far its log was signed then."""
    own = queries.installation()
    if own is None:
        raise Fault("this installation was never started; start it once: pimpasa run")
    newest = newest_checkpoint()
    return {
        "installation": str(own.number),
        "made_at": clock.now().isoformat(),
        "log": vkey(),
        "checkpoint": newest.note if newest else "",
    }


def _add_rows(archive: tarfile.TarFile, shape: rows.Shape, progress: Progress) -> None:
    size = 0
    for table in rows.in_order(shape):
        for number, piece in enumerate(rows.pieces(table, shape.tables[table])):
            _add(archive, f"rows/{table}/{number}", piece)
            size += len(piece)
    progress(f"database: {size / 1024**2:.1f} MB")


def _add_keys(archive: tarfile.TarFile) -> None:
    for name in KEY_FILES:
        path = Path(settings.DATA) / name
        if path.exists():
            _add(archive, f"keys/{name}", path.read_bytes())


def _add(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size = len(content)
    archive.addfile(member, io.BytesIO(content))


def _add_evidence(archive: tarfile.TarFile, progress: Progress) -> list[str]:
    """Every sent file; returns where those should lie that are not there."""
    count = 0
    missing: list[str] = []
    for exhibit in each(Exhibit.objects.filter(expires_at=None), 1000):
        for path in exhibit.paths:
            try:
                reading = store.Reading(path)
            except ObjectMissing:
                missing.append(path)
                continue
            member = tarfile.TarInfo(f"evidence/{path}")
            member.size = reading.size
            archive.addfile(member, _Stored(reading))  # type: ignore[arg-type]  # only read from
        count += 1
    progress(f"evidence: {count} files")
    return missing


class _Stored:
    """A stored object as a file that tar reads from first to last."""

    def __init__(self, reading: store.Reading) -> None:
        self._reading = reading
        self._position = 0

    def read(self, length: int) -> bytes:
        data = self._reading(self._position, min(length, self._reading.size - self._position))
        self._position += len(data)
        return data
