"""Somebody asks about the data that an office keeps about them."""

from __future__ import annotations

from dataclasses import asdict

from pimpasa.common import clock
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import REPORTER, act, record
from pimpasa.privacy.contents import Asked
from pimpasa.privacy.kinds import TERM, Right
from pimpasa.privacy.models import SubjectRequest
from pimpasa.privacy.sealed import seal_to_unit
from pimpasa.territory.models import Office


@act(Act.SUBJECT_ASKED)
def ask(*, office: Office, right: Right, asked: Asked) -> SubjectRequest:
    """Somebody asks about their data; sealed to the office's unit. Raises NoDeskKey where nobody could read it."""
    now = clock.now()
    request = SubjectRequest(office=office, right=right, received_at=now, due_at=now + TERM)
    seal_to_unit(request, asdict(asked))
    request.save(force_insert=True)
    record(request, by=REPORTER, sealed=request.envelope)
    return request
