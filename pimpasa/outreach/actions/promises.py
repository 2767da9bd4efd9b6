"""Promises made aloud in a dialogue: who keeps them, by when, and what became of them."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import act, record
from pimpasa.outreach import rules
from pimpasa.outreach.models import Dialogue, Promise
from pimpasa.outreach.queries.dialogues import locked_dialogue
from pimpasa.outreach.states import DialogueStep


@act(Act.PROMISE_MADE)
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
    dialogue = locked_dialogue(dialogue)
    rules.check_lead(by, dialogue)
    rules.next_state(dialogue, DialogueStep.FOLLOW_UP)
    promise = Promise(dialogue=dialogue, owner=owner, due_on=due_on, made_at=clock.now())
    promise.text = _in_one_line(text)
    promise.owner_elsewhere = " ".join(owner_elsewhere.split())[:120]
    if len(promise.text) < rules.FEWEST_LETTERS:
        raise Refused("no_promise", _("Write what was promised."))
    rules.check_promise(promise)
    promise.save(force_insert=True)
    record(promise, by=by, facts=promise.facts)
    return promise


@act(Act.PROMISE_KEPT)
def keep_promise(*, promise: Promise, how: str, by: Officer) -> Promise:
    """Say that it was kept, and how: everybody reads it. Raises Refused."""
    promise = _open_promise(promise, by)
    promise.kept_on = clock.today()
    promise.kept_how = _in_one_line(how)
    if len(promise.kept_how) < rules.FEWEST_LETTERS:
        raise Refused("not_said_how", _("Say in a few words how it was kept."))
    promise.save(update_fields=["kept_on", "kept_how"])
    record(promise, by=by, facts=promise.facts)
    return promise


@act(Act.PROMISE_DROPPED)
def drop_promise(*, promise: Promise, reason: str, by: Officer) -> Promise:
    """Give it up, with the reason that is told to who asks. Raises Refused."""
    promise = _open_promise(promise, by)
    promise.dropped_on = clock.today()
    promise.dropped_because = _in_one_line(reason)
    if len(promise.dropped_because) < rules.FEWEST_LETTERS:
        raise Refused("no_reason", _("Say in a few words why."))
    promise.save(update_fields=["dropped_on", "dropped_because"])
    record(promise, by=by, facts=promise.facts)
    return promise


def _open_promise(promise: Promise, by: Officer) -> Promise:
    """As it is now, locked. Raises Refused."""
    rows = Promise.objects.select_for_update(of=["self"]).select_related("dialogue__office", "dialogue__desk")
    promise = rows.get(pk=promise.pk)
    rules.check_follow(by, promise)
    rules.check_open(promise)
    return promise


def _in_one_line(text: str) -> str:
    return " ".join(text.split())[:300]
