"""Promises made aloud in a dialogue: who keeps them, by when, and what became of them."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.accounts.roles import Permission
from pimpasa.common import clock
from pimpasa.ledger import actions as ledger
from pimpasa.ledger.acts import Act
from pimpasa.outreach import rules
from pimpasa.outreach.models import Dialogue, Promise
from pimpasa.outreach.planning import locked
from pimpasa.outreach.states import DialogueStep

LONGEST = timedelta(days=2 * 366)  # later than that nobody who heard it waits any more
FEWEST_LETTERS = 5


@transaction.atomic
def make_promise(
    *,
    dialogue: Dialogue,
    text: str,
    due_on: date,
    by: Officer,
    owner: Officer | None = None,
    owner_elsewhere: str = "",
) -> Promise:
    """Write down what was promised; either an officer of the office owns it, or an office or post elsewhere.

    Raises Refused: before the dialogue began, without words, for a day that nobody could mean.
    """
    dialogue = locked(dialogue)
    rules.check_lead(by, dialogue)
    rules.next_state(dialogue, DialogueStep.FOLLOW_UP)
    promise = Promise(dialogue=dialogue, owner=owner, due_on=due_on, made_at=clock.now())
    promise.text = _words(text, _("Write what was promised."))
    promise.owner_elsewhere = " ".join(owner_elsewhere.split())[:120]
    _check_owner(promise, dialogue)
    _check_due(dialogue, due_on)
    promise.save(force_insert=True)
    _log(Act.PROMISE_MADE, promise, by, promise.text)
    return promise


@transaction.atomic
def keep(*, promise: Promise, how: str, by: Officer) -> Promise:
    """Say that it was kept, and how: everybody reads it. Raises Refused."""
    promise = _open(promise, by)
    promise.kept_on, promise.kept_how = clock.today(), _words(how, _("Say in a few words how it was kept."))
    promise.save(update_fields=["kept_on", "kept_how"])
    _log(Act.PROMISE_KEPT, promise, by, promise.kept_how)
    return promise


@transaction.atomic
def drop(*, promise: Promise, reason: str, by: Officer) -> Promise:
    """Give it up, with the reason that is told to who asks. Raises Refused."""
    promise = _open(promise, by)
    promise.dropped_on, promise.dropped_because = clock.today(), _words(reason, _("Say in a few words why."))
    promise.save(update_fields=["dropped_on", "dropped_because"])
    _log(Act.PROMISE_DROPPED, promise, by, promise.dropped_because)
    return promise


def check_follow(officer: Officer, promise: Promise) -> None:
    """Raise Refused unless the officer owns the promise, or leads its dialogue."""
    if promise.owner_id == officer.pk:
        rules.check_see(officer, promise.dialogue.office)
    else:
        rules.check_lead(officer, promise.dialogue)


def _open(promise: Promise, by: Officer) -> Promise:
    rows = Promise.objects.select_for_update(of=["self"]).select_related("dialogue__office", "dialogue__desk")
    promise = rows.get(pk=promise.pk)
    check_follow(by, promise)
    if not promise.is_open:
        raise Refused(_("This promise is closed already."))
    return promise


def _check_owner(promise: Promise, dialogue: Dialogue) -> None:
    owner = promise.owner
    if (owner is None) == (not promise.owner_elsewhere):
        raise Refused(_("Choose one who keeps the promise: an officer of your office, or an office elsewhere."))
    if owner is not None and (owner.office_id != dialogue.office_id or not owner.may(Permission.HOLD_DIALOGUES)):
        raise Refused(_("Only an officer of your office who holds dialogues can own a promise here."))


def _check_due(dialogue: Dialogue, due_on: date) -> None:
    held_on = dialogue.starts_at.astimezone(clock.JAKARTA).date()
    if not held_on <= due_on <= held_on + LONGEST:
        raise Refused(_("Choose a day after the dialogue, at most two years later."))


def _words(text: str, missing: str) -> str:
    words = " ".join(text.split())[:300]
    if len(words) < FEWEST_LETTERS:
        raise Refused(missing)
    return words


def _log(act: Act, promise: Promise, by: Officer, told: str) -> None:
    ledger.append(act=act, subject=promise.subject, actor=by.actor, digest=ledger.digest_of(told.encode()))
