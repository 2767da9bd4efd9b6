"""A verb records what it declares, commits to what it did, and stays not at all otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest

from pimpasa.ledger import verbs
from pimpasa.ledger.acts import Act
from pimpasa.ledger.commitments import digest_of, digest_of_facts
from pimpasa.ledger.errors import NotAsDeclared, OutsideTransaction
from pimpasa.ledger.models import Entry, Witness
from pimpasa.ledger.verbs import SYSTEM, act, record, unlogged

pytestmark = pytest.mark.django_db
NOON = datetime(2025, 9, 23, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _only_the_program_s_verbs() -> Iterator[None]:
    """What a test declares is no verb of the program."""
    before = dict(verbs.VERBS)
    yield
    verbs.VERBS.clear()
    verbs.VERBS.update(before)


def changes() -> None:
    Witness.objects.create(vkey="karangan+0+A", added_at=NOON)


def leaves_nothing(verb: Callable[[], object], error: type[Exception]) -> None:
    with pytest.raises(error):
        verb()
    assert [Entry.objects.count(), Witness.objects.count()] == [0, 0]


def test_it_works() -> None:
    @act(Act.OFFICE_CHANGED)
    def verb() -> str:
        changes()
        record("office:1", by=None, facts={"two_conclude": True})
        return "done"

    assert verb() == "done"
    entry = Entry.objects.get()
    assert (entry.act, entry.subject, entry.actor) == (Act.OFFICE_CHANGED, "office:1", SYSTEM)
    assert bytes(entry.digest) == digest_of_facts({"two_conclude": True})


def test_sealed_bytes_alone_are_found_by_their_hash() -> None:
    @act(Act.OFFICE_CHANGED)
    def verb() -> None:
        record("office:1", by=SYSTEM, sealed=b"karangan")

    verb()
    assert bytes(Entry.objects.get().digest) == digest_of(b"karangan")


def test_what_is_not_declared_is_not_recorded() -> None:
    @act(Act.OFFICE_CHANGED, Act.DESK_OPENED)
    def another() -> None:
        changes()
        record("office:1", by=SYSTEM, act=Act.CASE_CLOSED, facts={"a": 1})

    @act(Act.OFFICE_CHANGED, Act.DESK_OPENED)
    def neither() -> None:
        changes()
        record("office:1", by=SYSTEM, facts={"a": 1})

    leaves_nothing(another, NotAsDeclared)
    leaves_nothing(neither, NotAsDeclared)


def test_what_records_nothing_is_undone() -> None:
    @act(Act.OFFICE_CHANGED)
    def silent() -> None:
        changes()

    leaves_nothing(silent, NotAsDeclared)


def test_what_may_find_nothing_to_do_says_when() -> None:
    @act(Act.OFFICE_CHANGED, idle="nothing changed")
    def idle() -> None:
        pass

    idle()
    assert not Entry.objects.exists()


def test_an_act_commits_to_something_and_a_look_need_not() -> None:
    @act(Act.OFFICE_CHANGED)
    def empty() -> None:
        changes()
        record("office:1", by=SYSTEM)

    @act(Act.CASE_VIEWED)
    def look() -> None:
        record("case:1", by=SYSTEM)

    leaves_nothing(empty, NotAsDeclared)
    look()
    assert Entry.objects.get().act == Act.CASE_VIEWED


def test_what_an_inner_verb_records_counts_for_the_outer_one() -> None:
    @act(Act.DESK_KEYED)
    def inner() -> None:
        record("desk:1", by=SYSTEM, sealed=b"k")

    @act(Act.DESK_KEYED)
    def outer() -> None:
        inner()

    outer()
    assert Entry.objects.count() == 1


def test_nothing_is_recorded_outside_a_verb() -> None:
    leaves_nothing(lambda: record("office:1", by=SYSTEM, facts={"a": 1}), OutsideTransaction)

    @unlogged("a draft is nobody else's")
    def draft() -> None:
        changes()
        record("office:1", by=SYSTEM, facts={"a": 1})

    leaves_nothing(draft, OutsideTransaction)


class TestFacts:
    def test_their_order_and_kind_make_no_difference(self) -> None:
        jakarta = NOON.astimezone(timezone(timedelta(hours=7)))
        one = {"at": NOON, "names": {"b", "a"}, "id": UUID(int=7), "of": Act.CASE_CLOSED, "key": b"k"}
        same = {
            "key": memoryview(b"k"),
            "of": "case.closed",
            "id": str(UUID(int=7)),
            "names": ["a", "b"],
            "at": jakarta,
        }
        assert digest_of_facts(one) == digest_of_facts(same)

    @pytest.mark.parametrize("fact", [1.5, datetime(2025, 9, 23), object()])  # noqa: DTZ001 - a moment without a zone
    def test_what_has_no_one_form_is_refused(self, fact: object) -> None:
        with pytest.raises(TypeError, match="no canonical form"):
            digest_of_facts({"fact": fact})  # type: ignore[dict-item]  # that is the test
