"""What is said to everybody of keys and code, as it stands in the public log and as a monitor reads it."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client

from pimpasa.common.integrity import HEADER
from pimpasa.keys.actions.desk_keys import make_desk_key
from pimpasa.keys.models import DeskKey
from pimpasa.ledger import audit, queries, signing
from pimpasa.ledger.actions import serve_code
from pimpasa.ledger.commitments import digest_of
from pimpasa.ledger.models import Entry
from pimpasa.ledger.statements import Statement, leaf_of
from pimpasa.ledger.telling import served_code
from pimpasa.monitor.fetching import Unreachable
from pimpasa.monitor.looking import Watch, look
from pimpasa.monitor.memory import Memory
from pimpasa.monitor.saying import Heard, hear
from tests.factories.acts import let_out
from tests.factories.people import Cast

pytestmark = pytest.mark.django_db
CODE = f"{HEADER}\nsha256-x  /static/a.js\n"


def fetch(address: str) -> bytes:
    answer = Client().get(address.removeprefix("https://kantor.example"))
    if answer.status_code != 200:
        raise Unreachable(f"{address}: {answer.status_code}")
    return answer.content


def said() -> Statement:
    batch = queries.newest_batch()
    assert batch is not None
    return Statement.parse(batch.statement)


def heard(memory: Memory) -> Heard:
    watch = Watch("https://kantor.example", signing.public_verifier())
    assert look(watch, memory, fetch, now=0) == []
    return hear(watch, memory, fetch)


def line(key: DeskKey) -> str:
    return f"desk-key:{key.desk_id}.{key.version} {digest_of(bytes(key.public)).hex()} {key.desk.name}"


def test_every_desk_s_key_is_said(office: Cast) -> None:
    let_out()
    keys = DeskKey.objects.order_by("desk_id").select_related("desk")
    assert queries.told(said().keys) == "".join(f"{line(key)}\n" for key in keys)
    batch = queries.newest_batch()
    assert batch is not None
    assert queries.public_leaves(batch.size - 1, batch.size) == [leaf_of(batch.statement)]


def test_a_new_key_is_said_with_the_next_batch_and_the_one_before_no_longer(office: Cast) -> None:
    let_out()
    first = said()
    key = make_desk_key(desk=office.at.unit, by=None)
    let_out()
    second = said()
    assert second.before == queries.newest_batch().start  # type: ignore[union-attr]
    assert second.keys != first.keys
    lines = (queries.told(second.keys) or "").splitlines()
    assert [text for text in lines if text.startswith(f"desk-key:{office.at.unit.pk}.")] == [line(key)]


def test_code_is_said_while_it_is_among_the_newest(office: Cast) -> None:
    lists = [f"{CODE}sha256-{number}  /static/b.js\n" for number in range(5)]
    digests = []
    for text in (*lists, lists[3], lists[3]):
        serve_code(listed=text)
        digests = served_code()
    names = [queries.told(digest) for digest in digests]
    assert names == [lists[3], lists[4], lists[2]]
    assert Entry.objects.filter(act="code.served").count() == 6


def test_a_monitor_reads_it_from_the_pages(office: Cast, tmp_path: Path) -> None:
    memory = Memory(tmp_path / "pemantau")
    serve_code(listed=CODE)
    let_out()
    assert heard(memory) == Heard(code=[{"/static/a.js": "sha256-x"}])
    let_out()
    make_desk_key(desk=office.at.unit, by=None)
    let_out()
    again = heard(memory)
    assert again.surprises == []
    assert [news.split(":")[0] for news in again.news] == ["new key desk-key"]
    assert list(audit.faults()) == []


@pytest.mark.parametrize("path", ["pernyataan/1", "pernyataan/99999999999999999999999", "daftar/abc"])
def test_what_was_never_said(office: Cast, path: str) -> None:
    assert Client().get(f"/transparansi/{path}").status_code == 404


@pytest.mark.parametrize("change", ["UPDATE ledger_told SET text = ''", "DELETE FROM ledger_told"])
def test_what_was_said_stays(office: Cast, change: str) -> None:
    let_out()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)
