"""A report that its sender's browser sealed to nothing, which nobody can ever open."""

from __future__ import annotations

from contextlib import suppress

from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger.acts import Act
from pimpasa.ledger.imprints import known
from pimpasa.ledger.verbs import act, record
from pimpasa.reports.actions.alarming import hear
from pimpasa.reports.actions.keeping import count_from_today
from pimpasa.reports.actions.moving import move
from pimpasa.reports.models import Report, ReportGrant
from pimpasa.reports.queries.locks import locked
from pimpasa.reports.queries.opened import contents_of
from pimpasa.reports.rules import check_own
from pimpasa.reports.states import State
from pimpasa.sealing import grants
from pimpasa.sealing.errors import SealingError


@act(Act.REPORT_CONCLUDED, idle="it opens for somebody, is not as it came, or has its outcome already")
def give_up(*, report: Report, keyring: Keyring) -> Report:
    """End a report that opens for nobody, so that it rings and waits no more.

    Only who holds every key that it was sealed to can say so, and only while the log vouches that every byte is as it
    came: what was damaged here is no sender's doing. It is kept as long as any that was not substantiated. Raises
    Refused for who only reads it, NotGranted for who lacks one of the keys, and SealingError where theirs is damaged.
    """
    officer = keyring.officer
    report = locked(report, "desk", "unit")
    check_own(officer, report)
    if report.sealed_on_phone and report.is_open and _opens_for_nobody(report, keyring):
        hear(report=report, by=officer)
        move(report=report, state=State.NOT_SUBSTANTIATED)
        count_from_today(reports=[report])
        record(report, by=officer, facts={"state": report.state})
    return report


def _opens_for_nobody(report: Report, keyring: Keyring) -> bool:
    content_grants = list(report.grants.select_related("desk_key").filter(purpose=ReportGrant.Purpose.CONTENTS))
    private_keys = [keyring.desk_private(grant.desk_key) for grant in content_grants]
    is_as_it_came = bool(content_grants) and known([report]) == [report] and known(content_grants) == content_grants
    return is_as_it_came and not any(map(_opens, content_grants, private_keys))


def _opens(grant: ReportGrant, private: grants.PrivateKey) -> bool:
    sealed = grant.sealed_key()
    with suppress(SealingError):
        contents_of(grant.report, grants.open_grant(sealed.grant, private=private, context=sealed.context))
        return True
    return False
