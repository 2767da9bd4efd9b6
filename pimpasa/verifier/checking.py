"""Says of an export or a proof, in plain words, what holds and what does not."""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from pimpasa.ledger import notes, pledges
from pimpasa.ledger.errors import Unproved
from pimpasa.ledger.pledges import Pledge
from pimpasa.ledger.proofs import Proof, ShownAct
from pimpasa.verifier import archives, bags

PIECE = 1024**2


@dataclass(frozen=True)
class Verdict:
    """One thing that was checked."""

    holds: bool
    words: str


def check(path: Path, *, keys: list[notes.Verifier]) -> Iterator[Verdict]:
    """Everything that can be said of a file. `keys` are those of log and office, known from elsewhere."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive, path.open("rb") as file:
            yield from _Bag(archive, keys, file).check()
    else:
        yield _proof(path.read_text(errors="replace"), keys, path.name)


def _proof(text: str, keys: list[notes.Verifier], what: str) -> Verdict:
    try:
        return Verdict(True, _pledged(text, keys) if text.startswith(pledges.HEADER) else _proved(text, keys))
    except Unproved as wrong:
        return Verdict(False, f"{what}: {wrong}")


def _proved(text: str, keys: list[notes.Verifier]) -> str:
    proof = Proof.parse(text)
    log = _log_key(notes.Checkpoint.parse(notes.split_note(proof.note)[0]).origin, keys)
    entry = proof.check(log)
    return f"{_act(entry)} is number {entry.index} in {log.name}"


def _pledged(text: str, keys: list[notes.Verifier]) -> str:
    pledge = Pledge.parse(text)
    log = _log_key(pledge.log, keys)
    entry, due = pledge.check(log)
    return f"{_act(entry)} is to be in {log.name} by {_moment(due)}, which its proof shows from then on"


def _act(entry: ShownAct) -> str:
    return f"{entry.act} of {entry.subject} on {_moment(entry.at)}"


def _moment(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S} UTC"


def _log_key(origin: str, keys: list[notes.Verifier]) -> notes.Verifier:
    for key in keys:
        if key.name == origin:
            return key
    raise Unproved(f"no key of {origin} was given: get it from the office's transparency page, and use --key")


class _Bag:
    def __init__(self, archive: zipfile.ZipFile, keys: list[notes.Verifier], file: IO[bytes]) -> None:
        self._archive = archive
        self._file = file
        self._keys = keys
        self._names = {name for name in archive.namelist() if not name.endswith("/")}
        self._bag = next((name.partition("/")[0] for name in archive.namelist() if _is_manifest(name)), "")

    def check(self) -> Iterator[Verdict]:
        try:
            yield self._files(bags.MANIFEST, "file of the export is", payload=True)
            yield self._files(bags.TAG_MANIFEST, "list that describes it is", payload=False)
            yield self._signature()
            yield self._nothing_else()
        except (Unproved, KeyError, zipfile.BadZipFile) as wrong:
            yield Verdict(False, f"this is no whole export: {wrong}")
            return
        yield from self._proofs()

    def _nothing_else(self) -> Verdict:
        """Every byte and every name of the archive is one that the export lists."""
        listed = bags.parse_manifest(self._read(bags.MANIFEST)).keys()
        tags = bags.parse_manifest(self._read(bags.TAG_MANIFEST)).keys()
        bag_files = {f"{self._bag}/{name}" for name in (*listed, *tags, bags.TAG_MANIFEST, bags.SIGNATURE, bags.KEYS)}
        faults = list(archives.faults(self._archive, self._file))
        faults += [f"{name} was put in" for name in sorted(set(self._archive.namelist()) - bag_files)]
        return Verdict(False, "; ".join(faults)) if faults else Verdict(True, "nothing is in it that it does not list")

    def _files(self, manifest: str, what: str, *, payload: bool) -> Verdict:
        listed = bags.parse_manifest(self._read(manifest))
        there = {name.removeprefix(f"{self._bag}/") for name in self._names}
        unlisted = {name for name in there if name.startswith("data/")} - listed.keys() if payload else set()
        missing = listed.keys() - there
        wrong = [name for name in sorted(listed.keys() & there) if self._digest(name) != listed[name]]
        faults = [f"{n} is missing" for n in sorted(missing)] + [f"{n} was changed" for n in wrong]
        faults += [f"{n} was put in" for n in sorted(unlisted)]
        return Verdict(False, "; ".join(faults)) if faults else Verdict(True, f"every {what} as it was: {len(listed)}")

    def _signature(self) -> Verdict:
        note = self._read(bags.SIGNATURE)
        tags = self._read(bags.TAG_MANIFEST)
        names = [line.split(" ")[1] for line in notes.split_note(note.decode("utf-8", "replace"))[1]]
        signers = [key for key in self._keys if key.name in names]
        if not signers:
            return Verdict(
                False, f"signed by {', '.join(names)}, whose key was not given: use --key with the office's key"
            )
        try:
            bags.check_signature(note, self._bag, tags, signers[0])
        except Unproved as wrong:
            return Verdict(False, str(wrong))
        return Verdict(True, f"signed by {signers[0].name}")

    def _proofs(self) -> Iterator[Verdict]:
        for name in sorted(self._names):
            if name.startswith(f"{self._bag}/{bags.PROOFS}"):
                yield _proof(self._archive.read(name).decode("utf-8", "replace"), self._keys, name)

    def _read(self, name: str) -> bytes:
        return self._archive.read(f"{self._bag}/{name}")

    def _digest(self, name: str) -> str:
        with self._archive.open(f"{self._bag}/{name}") as file:
            return _sha256(file)


def _is_manifest(name: str) -> bool:
    return name.partition("/")[2] == bags.MANIFEST


def keys_inside(path: Path) -> list[notes.Verifier]:
    """The keys that an export brings along: convenient, and worth no more than the file itself."""
    if not zipfile.is_zipfile(path):
        return []
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.endswith(f"/{bags.KEYS}") and name.count("/") == 1:
                return [notes.Verifier.parse(line) for line in archive.read(name).decode().split()]
    return []


def _sha256(file: IO[bytes]) -> str:
    state = hashlib.sha256()
    while piece := file.read(PIECE):
        state.update(piece)
    return state.hexdigest()
