"""The public log over HTTP, read as a stranger's tool reads it, and cosigned as a witness does it."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.test import Client

from pimpasa.common import clock
from pimpasa.insights.actions.publishing import published
from pimpasa.ledger import actions, notes, queries, tree
from pimpasa.ledger.models import Cosignature
from pimpasa.ledger.pledges import Pledge
from pimpasa.ledger.proofs import Proof
from tests.factories import reports as given
from tests.factories.acts import acts, count_on, let_out
from tests.factories.people import cast
from tests.factories.witnesses import KEY, WITNESS

pytestmark = pytest.mark.django_db


def log_of(count: int) -> None:
    """A public log in which so many acts have come out."""
    acts(count)
    let_out()


def newest() -> notes.Checkpoint:
    note = Client().get("/transparansi/checkpoint").content.decode()
    return notes.open_note(note, notes.Verifier.parse(queries.public_vkey()))


def entries(path: str) -> list[bytes]:
    """A bundle as the standard lays it out: two bytes of length, then the entry."""
    bundle, found = Client().get(f"/transparansi/tile/entries/{path}").content, []
    while bundle:
        length = int.from_bytes(bundle[:2], "big")
        found.append(bundle[2 : 2 + length])
        bundle = bundle[2 + length :]
    return found


def test_a_stranger_rebuilds_the_log_from_its_files_alone() -> None:
    log_of(30)
    log_of(270)
    leaves = [tree.leaf_hash(entry) for path in ("000", "001", "002.p/64") for entry in entries(path)]
    tiles = [Client().get(f"/transparansi/tile/0/{path}").content for path in ("000", "001", "002.p/64")]
    assert b"".join(tiles) == b"".join(leaves)
    assert newest() == notes.Checkpoint(newest().origin, 576, root_of(leaves))


def root_of(leaves: list[bytes]) -> bytes:
    if len(leaves) == 1:
        return leaves[0]
    middle = 1 << (len(leaves) - 1).bit_length() - 1
    return hashlib.sha256(b"\x01" + root_of(leaves[:middle]) + root_of(leaves[middle:])).digest()


def test_tiles_may_be_kept_for_good_and_the_checkpoint_may_not() -> None:
    log_of(3)
    assert Client().get("/transparansi/tile/0/000.p/64")["Cache-Control"] == "public, max-age=31536000, immutable"
    assert Client().get("/transparansi/checkpoint")["Cache-Control"] == "public, max-age=1"


NOWHERE = """
0/000 0/000.p/65 0/000.p/0 0/000.p/256 0/001.p/1 1/000.p/1 00/000.p/3 99/000.p/1 -1/000.p/1 0/000.p/3/ 0/%00
entries/000 entries/000.p/65 0/0 0/x000/000.p/3 0 x
"""


@pytest.mark.parametrize("path", NOWHERE.split())
def test_what_is_not_there_is_not_found(path: str) -> None:
    log_of(3)
    assert Client().get(f"/transparansi/tile/{path}").status_code == 404


def test_an_empty_log_has_no_checkpoint() -> None:
    assert Client().get("/transparansi/checkpoint").status_code == 404
    assert "Catatan masih kosong." in Client().get("/transparansi/").content.decode()


def asked(old: int) -> tuple[list[bytes], str]:
    head, _, note = Client().get(f"/transparansi/saksi/?old={old}").content.decode().partition("\n\n")
    first, *path = head.split("\n")
    assert first == f"old {old}"
    return [notes.decode(step) for step in path], note


def test_a_witness_checks_and_cosigns() -> None:
    actions.admit_witness(vkey=str(WITNESS))
    let_out()
    before = newest()
    log_of(40)
    path, note = asked(before.size)
    after = notes.open_note(note, notes.Verifier.parse(queries.public_vkey()))
    tree.check_consistency(before.size, after.size, before.root, after.root, path)
    line = notes.cosign(after, name="saksi.example", key=KEY, at=1_790_000_000)
    statuses = [post(note + line).status_code for _ in range(2)]
    assert statuses == [201, 200]
    assert Client().get("/transparansi/checkpoint").content.decode() == note + line


def post(note: str | bytes) -> object:
    return Client().post("/transparansi/saksi/", note, content_type="text/plain")  # type: ignore[return-value]


def test_a_stranger_may_not_cosign() -> None:
    log_of(2)
    _path, note = asked(0)
    line = notes.cosign(newest(), name="saksi.example", key=KEY, at=1)
    assert post(note + line).status_code == 403  # type: ignore[attr-defined]
    assert Cosignature.objects.count() == 0


@pytest.mark.parametrize("body", [b"", b"\x00" * 100, b"\xff\xfe", b"x" * 20_000, "a\n1\nb\n\n\u2014 x y\n".encode()])
def test_rubbish_is_refused_in_words(body: bytes) -> None:
    actions.admit_witness(vkey=str(WITNESS))
    log_of(2)
    answer = post(body)
    assert answer.status_code in {413, 422}  # type: ignore[attr-defined]
    assert answer.content  # type: ignore[attr-defined]


def test_a_checkpoint_of_another_log_is_refused() -> None:
    actions.admit_witness(vkey=str(WITNESS))
    log_of(2)
    other = notes.Checkpoint(newest().origin, newest().size, b"x" * 32)
    forged = notes.sign(other, Ed25519PrivateKey.generate())
    answer = post(forged + notes.cosign(other, name="saksi.example", key=KEY, at=1))
    assert answer.content.decode() == "this checkpoint is none of ours\n"  # type: ignore[attr-defined]


@pytest.mark.parametrize("old", ["-1", "x", "9" * 30, "65", "1e3", "\x00"])
def test_a_witness_that_claims_a_longer_log_is_told_so(old: str) -> None:
    log_of(2)
    assert Client().get("/transparansi/saksi/", {"old": old}).status_code == 400


def test_the_reporter_saves_a_proof_that_holds_without_us() -> None:
    cast()
    report, code = given.received()
    let_out()
    resident = Client()
    resident.post("/lacak/", {"code": code})
    page = resident.get("/lacak/laporan/").content.decode()
    assert "Ada di catatan umum sejak" in page
    answer = resident.get("/lacak/laporan/bukti/")
    shown = Proof.parse(answer.content.decode()).check(notes.Verifier.parse(queries.public_vkey()))
    assert (shown.act, shown.subject) == ("report.received", report.subject)
    assert shown.digest == hashlib.sha256(bytes(report.envelope)).digest()


def test_before_it_comes_out_the_reporter_has_the_log_s_word_at_once() -> None:
    cast()
    resident = Client()
    report, code = given.received()
    resident.post("/lacak/", {"code": code})
    assert "Kami sudah berjanji dengan tanda tangan" in resident.get("/lacak/laporan/").content.decode()
    answer = resident.get("/lacak/laporan/bukti/")
    assert answer["Content-Disposition"] == 'attachment; filename="janji-laporan.tlog-pledge"'
    shown, _due = Pledge.parse(answer.content.decode()).check(notes.Verifier.parse(queries.public_vkey()))
    assert (shown.act, shown.subject) == ("report.received", report.subject)
    assert shown.digest == hashlib.sha256(bytes(report.envelope)).digest()


def test_without_the_code_there_is_no_proof() -> None:
    assert Client().get("/lacak/laporan/bukti/").headers["Location"] == "/lacak/"


def tomorrow() -> date:
    """The next day, once the worker counted what was done."""
    count_on()
    return clock.today() + timedelta(days=1)


def test_no_number_under_ten_is_published() -> None:
    cast()
    for _ in range(3):
        given.report()
    counts = published(on=tomorrow())
    assert counts.total == 0
    assert {count for _state, count in counts.by_state} == {None}
    assert {count for _day, count in counts.by_day} == {None}
    assert len(counts.by_day) == 30


def test_from_ten_on_they_are_in_full_tens() -> None:
    office = cast()
    given.concluded(office.sari)
    for _ in range(10):
        given.report()
    counts = published(on=tomorrow())
    assert counts.total == 10
    assert counts.until_found is None  # one finding's time would be somebody's
    assert dict(counts.by_day)[clock.today()] == 10
    for _ in range(9):
        given.concluded(office.sari)
    assert published(on=tomorrow() + timedelta(days=1)).until_found is not None


def test_who_polls_sees_nothing_change_all_day() -> None:
    cast()
    for _ in range(12):
        given.report()
    first = published(on=tomorrow())
    for _ in range(20):
        given.report()
    assert published(on=tomorrow()) == first
    assert published(on=tomorrow() + timedelta(days=1)).total == 30


def test_today_s_are_of_what_came_before_today() -> None:
    cast()
    for _ in range(12):
        given.report()
    assert published(on=clock.today()).total == 0
