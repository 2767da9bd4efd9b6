"""What a monitor saw last of each log, and what contradicted it, as files in one folder."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Seen:
    """A log's newest checkpoint that fitted, as its signed note, and since when no newer one came (Unix seconds)."""

    note: str
    since: int


class Memory:
    """One file a log; written beside and moved into its place, so that a power cut leaves one or the other."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder

    def last(self, log: str) -> Seen | None:
        """Raises ValueError where the file is damaged."""
        path = self._path(log)
        if not path.exists():
            return None
        try:
            return Seen(**json.loads(path.read_text()))
        except (ValueError, TypeError) as wrong:
            raise ValueError(f"{path} is damaged; move it away, and the monitor begins anew") from wrong

    def keep(self, log: str, seen: Seen) -> None:
        path = self._path(log)
        beside = path.with_suffix(".new")
        with beside.open("w") as file:
            file.write(json.dumps(asdict(seen)))
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

    def _path(self, log: str) -> Path:
        return self.folder / f"{hashlib.sha256(log.encode()).hexdigest()[:16]}.json"
