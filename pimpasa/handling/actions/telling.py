"""An officer writes down, as a report, what somebody told them by word of mouth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from pimpasa.evidence.actions import exhibits as evidence
from pimpasa.evidence.uploads import SealedUpload
from pimpasa.handling import rules
from pimpasa.handling.models import Telling
from pimpasa.handling.queries.tellings import telling_by_id, told_today
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import act, record
from pimpasa.reports.actions.submitting import receive
from pimpasa.reports.contents import Answers
from pimpasa.reports.kinds import Card, Channel, Mode, Obtained, Source
from pimpasa.sealing import envelopes, receipts

# A file belongs to nothing until its report stands, in the same transaction.
_UNTIL_RECEIVED = timedelta(hours=1)


@act(Act.REPORT_TOLD, Act.REPORT_RECEIVED, Act.REPORT_DIRECT, Act.EXHIBIT_RECEIVED)
def tell(*, pk: UUID, answers: Answers, by: Officer, files: Sequence[SealedUpload] = ()) -> tuple[Telling, str]:
    """Make a report of it, sealed to who reads any report from there; `pk` is the form's, taken once.

    Returns who wrote it, and the code for who told it: empty where they get none, and then nobody has it.
    Raises Refused by the rules and for a form that came before, NoOffice or NoDeskKey where nobody could read it,
    ExhibitGone for a file that did not arrive.
    """
    # Two of one officer's at once: the second sees the first. Nobody who only names the officer waits for it.
    Officer.objects.select_for_update(no_key=True).get(pk=by.pk)
    if telling_by_id(pk) is not None:
        raise Refused("told_already", _("This was sent already."))
    rules.check_tell(by, answers, told_today=told_today(by))
    code = receipts.new_code()
    key = envelopes.new_key()
    stored = replace(_as_stored(answers), exhibits=_handed_over(files, key))
    report = receive(answers=stored, code=code, draft_key=key, by=by)
    telling = Telling.objects.create(pk=pk, report=report, officer=by, at=report.received_at)
    record(report, by=by, act=Act.REPORT_TOLD, facts={"telling": str(telling.pk), "officer": by.pk})
    return telling, code if answers.card == Card.GIVEN else ""


def _handed_over(files: Sequence[SealedUpload], key: bytes) -> list[str]:
    """The ids of the files, kept under a key of this moment: the report's takes its place."""
    expires_at = clock.now() + _UNTIL_RECEIVED
    exhibits = [
        evidence.keep(upload=upload, key=key, obtained=Obtained.HANDED, expires_at=expires_at) for upload in files
    ]
    return [str(exhibit.pk) for exhibit in exhibits]


def _as_stored(answers: Answers) -> Answers:
    """An official of a village is one of few, so that one told it is sealed with who they are (Mode.LIAISON)."""
    stored = replace(answers, channel=Channel.ORAL)
    return replace(stored, source=Source.MET, mode=Mode.LIAISON) if answers.source == Source.OFFICIAL else stored
