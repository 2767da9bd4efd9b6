"""What a monitor saw last of each log, and what contradicted it, as files in one folder."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TypeVar

Kept = TypeVar("Kept", "Seen", "Said")


@dataclass(frozen=True)
class Seen:
    """A log's newest checkpoint that fitted, as its signed note, and since when no newer one came (Unix seconds)."""

    note: str
    since: int


@dataclass(frozen=True)
class Said:
    """Under which size a statement was seen last, and the keys of then: each with its digest and its desk."""

    size: int = 0
    keys: dict[str, str] = field(default_factory=dict)


class Memory:
    """One file a log; written beside and moved into its place, so that a power cut leaves one or the other."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder

    def last(self, log: str) -> Seen | None:
        """Raises ValueError where the file is damaged."""
        return self._read(self._path(log), Seen)

    def said(self, log: str) -> Said:
        """Raises ValueError where the file is damaged."""
        return self._read(self._said_path(log), Said) or Said()

    def keep(self, log: str, seen: Seen) -> None:
        self._write(self._path(log), seen)

    def keep_said(self, log: str, said: Said) -> None:
        self._write(self._said_path(log), said)

    def _read(self, path: Path, kind: type[Kept]) -> Kept | None:
        if not path.exists():
            return None
        try:
            return kind(**json.loads(path.read_text()))
        except (ValueError, TypeError) as wrong:
            raise ValueError(f"{path} is damaged; move it away, and the monitor begins anew") from wrong

    def _write(self, path: Path, kept: Seen | Said) -> None:
        beside = path.with_suffix(".new")
        with beside.open("w") as file:
            file.write(json.dumps(asdict(kept)))
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)

    def keep_evidence(self, log: str, earlier: str, later: str) -> Path:
        """Two signed notes that do not fit together, in a file named by their contents."""
        text = f"{earlier}\n{'=' * 20}\n\n{later}"
        name = hashlib.sha256(text.encode()).hexdigest()[:16]
        path = self.folder / f"{self._path(log).stem}-contradiction-{name}.txt"
        path.write_text(text)
        return path

    def _said_path(self, log: str) -> Path:
        return self._path(log).with_suffix(".said.json")

    def _path(self, log: str) -> Path:
        return self.folder / f"{hashlib.sha256(log.encode()).hexdigest()[:16]}.json"
