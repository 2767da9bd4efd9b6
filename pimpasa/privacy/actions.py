"""What people ask and what offices write down. One transaction holds each change and its ledger entry."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction

from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from pimpasa.keys.queries import sealing_key
from pimpasa.ledger import actions as ledger
from pimpasa.ledger.acts import Act
from pimpasa.privacy import rules
from pimpasa.privacy.kinds import TERM, Right
from pimpasa.privacy.models import Breach, SubjectRequest
from pimpasa.privacy.papers import Asked, BreachFacts
from pimpasa.sealing import envelopes
from pimpasa.territory.models import Desk, Office
from pimpasa.vault.granting import grant_to


@transaction.atomic
def ask(*, office: Office, right: Right, asked: Asked) -> SubjectRequest:
    """Somebody asks about their data; sealed to the office's unit. Raises NoDeskKey where nobody could read it."""
    now = clock.now()
    made = SubjectRequest(office=office, right=right, received_at=now, due_at=now + TERM)
    _seal(made, asdict(asked))
    made.save(force_insert=True)
    _log(Act.SUBJECT_ASKED, made, ledger.REPORTER)
    return made


@transaction.atomic
def record_breach(*, office: Office, discovered_at: datetime, facts: BreachFacts, by: Officer) -> Breach:
    """Write down a breach; the term counts from when it was discovered (aware). Raises Refused by the rules."""
    rules.check_record(by, office, discovered_at)
    made = Breach(office=office, discovered_at=discovered_at, due_at=discovered_at + TERM, recorded_by=by)
    _seal(made, asdict(facts))
    made.save(force_insert=True)
    _log(Act.BREACH_RECORDED, made, by.actor)
    return made


@transaction.atomic
def mark_told(*, breach: Breach, by: Officer) -> None:
    """The people and the authority were told in writing. Raises Refused by the rules."""
    breach = Breach.objects.select_for_update(of=("self",)).select_related("office").get(pk=breach.pk)
    rules.check_told(by, breach)
    breach.told_at, breach.told_by = clock.now(), by
    breach.save(update_fields=["told_at", "told_by"])
    _log(Act.BREACH_TOLD, breach, by.actor)


def _seal(made: SubjectRequest | Breach, contents: dict[str, Any]) -> None:
    key = envelopes.new_key()
    made.desk_key = sealing_key(Desk.objects.get(office=made.office, kind=Desk.Kind.UNIT, closed_on=None))
    made.grant = grant_to(made.desk_key, key, context=made.key_context)
    made.envelope = envelopes.seal_json(contents, key=key, context=made.context)


def _log(act: Act, about: SubjectRequest | Breach, actor: str) -> None:
    ledger.append(act=act, subject=about.subject, actor=actor, digest=ledger.digest_of(about.envelope))
