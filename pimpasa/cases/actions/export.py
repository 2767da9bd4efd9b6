"""A report or case as one file that proves itself: a signed bag in a ZIP (pimpasa.verifier), written as it is read."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from types import MappingProxyType
from typing import Any

from pimpasa.cases.dossier import case_of, report_of
from pimpasa.cases.models import Case
from pimpasa.cases.opening.cases import OpenCase
from pimpasa.cases.opening.cases import peek as peek_case
from pimpasa.common import clock
from pimpasa.evidence.contents import ExhibitFacts
from pimpasa.evidence.errors import NotViewable
from pimpasa.evidence.opening.files import facts_of, original
from pimpasa.evidence.opening.previews import changed_name, voice_of
from pimpasa.handling.actions.disclosing import disclose
from pimpasa.handling.queries.custody import custody_of
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger import queries as log
from pimpasa.ledger import signing
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import act, record
from pimpasa.reports.models import Report
from pimpasa.reports.opening import peek
from pimpasa.reports.queries.locks import lock
from pimpasa.reports.queries.opened import OpenReport
from pimpasa.verifier import bags


@act(Act.REPORT_EXPORTED)
def export_report(*, report: Report, keyring: Keyring, reason: str) -> Iterator[bytes]:
    """The bytes of a report's export; the act and its reason are written first. Raises Refused by the rules."""
    disclose(report=report, keyring=keyring, act=Act.REPORT_EXPORTED, reason=reason)
    opened = peek(report, keyring)
    return _Export(f"laporan-{report.reference}", report.office_id).stream([opened])


@act(Act.CASE_EXPORTED)
def export_case(
    *, case: Case, keyring: Keyring, reason: str, operations: Mapping[str, dict[str, Any]] | None = None
) -> Iterator[bytes]:
    """The bytes of a case's export with all its reports; `operations` are those of the case, by ledger subject.

    Raises Refused by the rules.
    """
    opened = peek_case(case, keyring)
    operations = operations or {}
    exported = [report.pk for report in opened.reports]
    record(case, by=keyring.officer, facts={"reports": exported, "operations": sorted(operations)})
    lock(*exported)
    for report in opened.reports:
        disclose(report=report, keyring=keyring, act=Act.REPORT_EXPORTED, reason=reason)
    reports = [peek(report, keyring) for report in opened.reports]
    bag = f"kasus-{case.number}-{case.year}"
    return _Export(bag, case.office_id).stream(reports, case=opened, operations=operations)


class _Sink:
    """What the ZIP is written to, taken away piece by piece."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, data: bytes) -> int:
        self._pieces.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """ZIP asks for it; there is nothing to wait for."""

    def take(self) -> bytes:
        pieces = b"".join(self._pieces)
        self._pieces.clear()
        return pieces


class _Export:
    def __init__(self, bag: str, office_id: int) -> None:
        self._bag = bag
        self._office_id = office_id
        self._sink = _Sink()
        self._zip = zipfile.ZipFile(self._sink, "w")  # type: ignore[call-overload]  # only written to, never sought
        self._payload: dict[str, str] = {}
        self._tags: dict[str, str] = {}
        self._bytes = 0

    def stream(
        self,
        reports: list[OpenReport],
        *,
        case: OpenCase | None = None,
        operations: Mapping[str, dict[str, Any]] = MappingProxyType({}),
    ) -> Iterator[bytes]:
        if case is not None:
            yield from self._add_json("data/kasus.json", case_of(case) | {"operations": list(operations.values())})
        for opened in reports:
            yield from self._add_report(opened, f"data/{opened.report.reference}/")
        yield from self._add_proofs([*_subjects(reports, case), *operations])
        yield from self._add_tags()
        self._zip.close()
        yield self._sink.take()

    def _add_report(self, opened: OpenReport, folder: str) -> Iterator[bytes]:
        yield from self._add_json(f"{folder}laporan.json", report_of(opened))
        steps = [asdict(step) | {"at": step.at.isoformat(), "act": step.act.value} for step in custody_of(opened)]
        yield from self._add_json(f"{folder}riwayat.json", {"steps": steps})
        for number, exhibit in enumerate(opened.all_exhibits, 1):
            facts = facts_of(exhibit, key=opened.key)
            name = changed_name(facts) if facts.hides_voice else facts.name
            yield from self._add(f"{folder}bukti/{number:02}-{name}", _content(facts, opened.key))

    def _add_proofs(self, subjects: list[str]) -> Iterator[bytes]:
        for number, entry in enumerate(log.entries_of(subjects), 1):
            if proof := log.prove(entry):
                yield from self._add(f"{bags.PROOFS}{number:04}.tlog-proof", [str(proof).encode()])
            elif pledge := log.pledge(entry):
                yield from self._add(f"{bags.PROOFS}{number:04}.tlog-pledge", [str(pledge).encode()])

    def _add_tags(self) -> Iterator[bytes]:
        name = signing.office_name(self._office_id)
        key = signing.office_key(self._office_id)
        yield from self._tag("bagit.txt", bags.DECLARATION)
        yield from self._tag("bag-info.txt", self._info(name))
        keys = f"{signing.public_verifier()}\n{signing.office_verifier(self._office_id)}\n"
        yield from self._tag(bags.KEYS, keys.encode())
        yield from self._tag(bags.MANIFEST, bags.manifest(self._payload))
        tags = bags.manifest(self._tags)
        yield from self._tag(bags.TAG_MANIFEST, tags)
        yield from self._tag(bags.SIGNATURE, bags.sign(self._bag, tags, name=name, key=key))

    def _info(self, name: str) -> bytes:
        return bags.info(
            [
                ("Source-Organization", name),
                ("External-Identifier", self._bag),
                ("Bagging-Date", clock.today().isoformat()),
                ("Payload-Oxum", f"{self._bytes}.{len(self._payload)}"),
            ]
        )

    def _add_json(self, path: str, value: dict[str, Any]) -> Iterator[bytes]:
        text = json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True)
        return self._add(path, [text.encode("utf-8", "replace")])

    def _add(self, path: str, pieces: Iterable[bytes]) -> Iterator[bytes]:
        digest = hashlib.sha256()
        with self._zip.open(self._entry(path), "w", force_zip64=True) as file:
            for piece in pieces:
                digest.update(piece)
                self._bytes += len(piece)
                file.write(piece)
                yield self._sink.take()
        self._payload[path] = digest.hexdigest()

    def _tag(self, path: str, content: bytes) -> Iterator[bytes]:
        self._tags[path] = hashlib.sha256(content).hexdigest()
        self._zip.writestr(self._entry(path), content)
        yield self._sink.take()

    def _entry(self, path: str) -> zipfile.ZipInfo:
        local = clock.now().astimezone(clock.JAKARTA)
        return zipfile.ZipInfo(f"{self._bag}/{path}", local.timetuple()[:6])


def _content(facts: ExhibitFacts, key: bytes) -> Iterable[bytes]:
    """The original; where its reporter wished another voice, that one, and nothing where none can be made."""
    if not facts.hides_voice:
        return original(facts.exhibit, key=key)
    try:
        return [voice_of(facts.exhibit, key=key)]
    except NotViewable:
        return []


def _subjects(reports: list[OpenReport], case: OpenCase | None) -> list[str]:
    subjects = [case.case.subject] if case else []
    for opened in reports:
        subjects += [opened.report.subject, *(exhibit.subject for exhibit in opened.all_exhibits)]
    return subjects
