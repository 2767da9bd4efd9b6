"""How something is done: a verb declares its acts, and gets its transaction, its entries and their digests from here.

    @act(Act.CASE_CLOSED)
    def close(*, case: Case, closure: str, keyring: Keyring) -> None:
        ...
        record(case, by=keyring.officer, sealed=case.envelope, facts={"closure": closure})

What is not declared cannot be recorded, and a verb that records nothing fails: no change of the program's can stay
without its entry. `VERBS` lists them all, so that one test walks every verb with the ledger broken and as every role.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import nullcontext
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import wraps
from typing import ParamSpec, Protocol, TypeVar

from django.db import transaction
from django.db.models import Model

from pimpasa.common import clock
from pimpasa.ledger import imprints
from pimpasa.ledger.acts import LOOKS, Act
from pimpasa.ledger.commitments import EMPTY, Fact, Sealed, digest_of, digest_of_facts
from pimpasa.ledger.errors import NotAsDeclared, OutsideTransaction
from pimpasa.ledger.imprints import Written
from pimpasa.ledger.models import Entry, Imprint

P = ParamSpec("P")
R = TypeVar("R")

SYSTEM = "system"
REPORTER = "reporter"


class Actor(Protocol):
    """Who acts, as the ledger names them: `officer:7`."""

    @property
    def actor(self) -> str: ...


class Subject(Protocol):
    """What is acted on, as the ledger names it: `case:…`."""

    @property
    def subject(self) -> str: ...


@dataclass(frozen=True)
class Verb:
    """A declared verb; `idle` says when it rightly does nothing, `unlogged` why what it does is no act."""

    name: str
    acts: frozenset[Act]
    idle: str = ""
    unlogged: str = ""


@dataclass
class _Doing:
    """A verb under way; what an inner verb records counts for the outer one, too."""

    verb: Verb
    outer: _Doing | None
    has_recorded: bool = field(default=False)
    has_sent: bool = field(default=False)
    acts: list[Written] = field(default_factory=list)

    def note(self) -> None:
        self.has_recorded = True
        if self.outer is not None:
            self.outer.note()

    def keep(self, written: Written) -> None:
        """Write it at the end of the outermost verb, when everything that the act changes is changed."""
        if self.outer is not None:
            self.outer.keep(written)
        elif self.has_sent:
            raise NotAsDeclared(f"{self.verb.name} records an act of what it sent before")
        else:
            self.acts.append(written)


VERBS: dict[str, Verb] = {}
_doing: ContextVar[_Doing | None] = ContextVar("doing", default=None)


def act(*acts: Act, idle: str = "") -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Declare a verb by the acts that it may record. It runs in one transaction: all of it stays, or nothing.

    A verb that may find nothing to do says in `idle` when that is; any other that records nothing raises
    NotAsDeclared, and its change is rolled back.
    """

    def declare(function: Callable[P, R]) -> Callable[P, R]:
        verb = Verb(_name(function), frozenset(acts), idle=idle)

        @wraps(function)
        def done(*args: P.args, **kwargs: P.kwargs) -> R:
            doing = _Doing(verb, outer=_doing.get())
            with _atomic(doing):
                result = _run(doing, function, *args, **kwargs)
                if not doing.has_recorded and not verb.idle:
                    raise NotAsDeclared(f"{verb.name} recorded nothing")
                if doing.acts:
                    imprints.write(doing.acts)
            return result

        VERBS[verb.name] = verb
        return done

    return declare


def unlogged(why: str, *, whole: bool = True) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Declare a verb that is no act of anybody's, with the reason. It still runs in one transaction.

    Where it is not `whole` it opens none: it waits for a sender or a store, or goes from one act to the next.
    """

    def declare(function: Callable[P, R]) -> Callable[P, R]:
        verb = Verb(_name(function), frozenset(), idle=why, unlogged=why)

        @wraps(function)
        def done(*args: P.args, **kwargs: P.kwargs) -> R:
            with _atomic(_Doing(verb, outer=_doing.get())) if whole else nullcontext():
                return function(*args, **kwargs)

        VERBS[verb.name] = verb
        return done

    return declare


def record(
    subject: Subject | str,
    *,
    by: Actor | str | None,
    act: Act | None = None,
    sealed: Sealed | None = None,
    digest: bytes | None = None,
    facts: Mapping[str, Fact] | None = None,
    rows: Sequence[Imprint] = (),
) -> Entry:
    """Write an act of the verb under way into the ledger, in the verb's transaction and at its end.

    `act` may be left out where the verb declares one only; `by` None is the program itself. `sealed` are the sealed
    bytes that the act is about, or `digest` the SHA-256 of a file's; `facts` are what else it decided. Facts are stored
    as a digest only, which keeps no secret: what is sealed never goes in as a fact, a short text could be guessed.
    The rows that the verb changed need not be named: the last of its entries commits to what it left of them; `rows`
    are rows that it vouches for without changing them.

    Raises NotAsDeclared for an act that the verb does not declare, or which commits to nothing though it is no look.
    """
    doing = _under_way(subject)
    entry = _entry(doing, subject, by=by, act=act, digest=digest, sealed=sealed, facts=facts)
    doing.keep(Written(entry, rows))
    return entry


def write_now() -> None:
    """Write what the verb under way has recorded, before it does what no transaction takes back, such as a mail."""
    doing = _outermost()
    if doing is not None and doing.acts:
        imprints.write(doing.acts)
        doing.acts.clear()


def require_written() -> None:
    """For who sends what nobody calls back: raise NotAsDeclared within a verb whose act is not written yet.

    Nor may the verb record anything afterwards.
    """
    doing = _outermost()
    if doing is None:
        return
    if doing.acts or (doing.verb.acts and not doing.has_recorded):
        raise NotAsDeclared(f"{doing.verb.name} sends before its act is written: write_now()")
    doing.has_sent = True


def _outermost() -> _Doing | None:
    doing = _doing.get()
    while doing is not None and doing.outer is not None:
        doing = doing.outer
    return doing


def received(
    subject: Subject, *, act: Act, sealed: Sealed, rows: Iterable[Model], by: Actor | str = REPORTER
) -> list[Model]:
    """As `record`, not yet written: the entry, and what it says of new rows, to be inserted with them."""
    entry = _entry(_under_way(subject), subject, by=by, act=act, digest=None, sealed=sealed, facts=None)
    return [entry, *imprints.of_new(entry, rows)]


def _run(doing: _Doing, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    token = _doing.set(doing)
    try:
        return function(*args, **kwargs)
    finally:
        _doing.reset(token)


def _atomic(doing: _Doing) -> transaction.Atomic:
    """A verb within a verb needs no savepoint of its own: where it fails, the whole fails."""
    return transaction.atomic(savepoint=doing.outer is None)


def _name(function: Callable[..., object]) -> str:
    return f"{function.__module__}.{function.__qualname__}"


def _declared(verb: Verb, act: Act | None) -> Act:
    if act is None and len(verb.acts) == 1:
        return next(iter(verb.acts))
    if act is None or act not in verb.acts:
        raise NotAsDeclared(f"{verb.name} declares {sorted(verb.acts)}, not {act}")
    return act


def _digest(sealed: Sealed | None, facts: Mapping[str, Fact] | None) -> bytes:
    """Of sealed bytes alone their SHA-256, by which they are found again; else of all facts in their one form."""
    if facts:
        return digest_of_facts(facts if sealed is None else {**facts, "sealed": sealed})
    return EMPTY if sealed is None else digest_of(sealed)


def _subject(subject: Subject | str) -> str:
    return subject if isinstance(subject, str) else subject.subject


def _actor(by: Actor | str | None) -> str:
    if by is None:
        return SYSTEM
    return by if isinstance(by, str) else by.actor


def _under_way(subject: Subject | str) -> _Doing:
    doing = _doing.get()
    if doing is None or not transaction.get_connection().in_atomic_block:
        raise OutsideTransaction(f"an act of {subject} outside a verb")
    return doing


def _entry(
    doing: _Doing,
    subject: Subject | str,
    *,
    by: Actor | str | None,
    act: Act | None,
    digest: bytes | None,
    sealed: Sealed | None,
    facts: Mapping[str, Fact] | None,
) -> Entry:
    act = _declared(doing.verb, act)
    if act not in LOOKS and sealed is None and digest is None and not facts:
        raise NotAsDeclared(f"{doing.verb.name} commits to nothing by {act}")
    doing.note()
    return Entry(
        act=act, subject=_subject(subject), actor=_actor(by), at=clock.now(), digest=digest or _digest(sealed, facts)
    )
