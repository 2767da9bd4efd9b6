"""A letter goes out after the act that it follows from is written, whatever verb sends it."""

from __future__ import annotations

import ast
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core import mail as mailbox

from pimpasa.ledger.acts import Act
from pimpasa.ledger.errors import NotAsDeclared
from pimpasa.ledger.models import Entry
from pimpasa.ledger.verbs import act, record, unlogged, write_now
from pimpasa.notices.actions import mail
from pimpasa.notices.letters import Letter
from pimpasa.push.actions import tell

pytestmark = pytest.mark.django_db
PACKAGE = Path(__file__).resolve().parents[2] / "pimpasa"
LETTER = Letter("sari@contoh.invalid", "Judul", "Isi")


def entries() -> int:
    return Entry.objects.filter(act=Act.KIT_DRILLED).count()


@act(Act.KIT_DRILLED)
def sends_first() -> None:
    mail(letters=[LETTER])
    record("uji", by=None)


@act(Act.KIT_DRILLED)
def sends_before_it_is_written() -> None:
    record("uji", by=None)
    mail(letters=[LETTER])


@act(Act.KIT_DRILLED)
def pushes_before_it_is_written() -> None:
    record("uji", by=None)
    tell({})


@act(Act.KIT_DRILLED, idle="there was nothing to do")
def sends_without_an_act() -> None:
    mail(letters=[LETTER])


@act(Act.KIT_DRILLED)
def records_again_afterwards() -> None:
    sends_when_it_is_written()
    record("uji", by=None)


@act(Act.KIT_DRILLED)
def wraps_one_that_has_not_recorded() -> None:
    helper()
    record("uji", by=None)


@unlogged("a test's own")
def helper() -> None:
    mail(letters=[LETTER])


@act(Act.KIT_DRILLED)
def sends_when_it_is_written() -> None:
    record("uji", by=None)
    write_now()
    mail(letters=[LETTER])


@pytest.mark.parametrize(
    "verb",
    [
        sends_first,
        sends_before_it_is_written,
        pushes_before_it_is_written,
        sends_without_an_act,
        records_again_afterwards,
        wraps_one_that_has_not_recorded,
    ],
)
def test_a_letter_before_its_act_is_refused(verb: Callable[[], None]) -> None:
    with pytest.raises(NotAsDeclared):
        verb()
    assert entries() == 0


def test_after_its_act_it_goes_out() -> None:
    sends_when_it_is_written()
    assert (entries(), len(mailbox.outbox)) == (1, 1)


def test_what_is_no_act_may_be_sent() -> None:
    helper()
    mail(letters=[LETTER])
    assert (entries(), len(mailbox.outbox)) == (0, 2)


def test_nothing_else_sends_mail() -> None:
    """The rule stands in the one sender: no other file knows how mail is sent, but what tries the server."""
    modules = {"smtplib", "django.core.mail"}
    senders = {
        path.relative_to(PACKAGE).as_posix()
        for path in PACKAGE.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if (isinstance(node, ast.ImportFrom) and node.module in modules)
        or (isinstance(node, ast.Import) and modules & {name.name for name in node.names})
    }
    assert senders == {"notices/actions.py", "notices/trying.py"}
