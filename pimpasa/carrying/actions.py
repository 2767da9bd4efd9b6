"""Work is taken along on a phone, and erased from it."""

from __future__ import annotations

from uuid import UUID

from pimpasa.accounts.models import Officer
from pimpasa.carrying import rules
from pimpasa.carrying.models import Phone
from pimpasa.carrying.queries import own_open_reports, phone_by_id, phones_of, standing_of
from pimpasa.common import clock
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import act, record, unlogged


@act(Act.PHONE_FILLED, Act.REPORT_CARRIED)
def take_along(*, by: Officer) -> Phone:
    """Let an officer take their work along on a phone; the log names each report. Raises Refused.

    What they took along elsewhere stays there, but for phones that have erased it by now.
    """
    rules.check_take(by)
    now = clock.now()
    phones_of(by).filter(seen_at__lt=now - rules.LIFE).delete()
    phone = Phone(officer=by, standing=standing_of(by), taken_at=now, seen_at=now)
    phone.save(force_insert=True)
    record(by, by=by, act=Act.PHONE_FILLED, facts=phone.facts)
    for report in own_open_reports(by):
        record(report, by=by, act=Act.REPORT_CARRIED, facts={"phone": phone.pk})
    return phone


@act(Act.PHONE_ERASED)
def let_erase(*, phone: Phone, by: Officer) -> None:
    """Say that a phone erases what lies on it, at its next contact. Raises Refused."""
    rules.check_erase(by, phone)
    phone.erase_at = clock.now()
    phone.save(update_fields=["erase_at"])
    record(phone.officer, by=by, act=Act.PHONE_ERASED, facts=phone.facts)


@unlogged("a phone asks whether it may keep what the log says it took along")
def meet(*, pk: UUID) -> bool:
    """Whether a phone may keep what it has. It counts as contact; a phone that nobody knows may keep nothing."""
    phone = phone_by_id(pk)
    now = clock.now()
    if phone is None:
        return False
    if rules.must_erase(phone, standing=standing_of(phone.officer), at=now):
        phone.delete()
        return False
    phone.seen_at = now
    phone.save(update_fields=["seen_at"])
    return True


@unlogged("the phone has nothing any more")
def put_down(*, pk: UUID, officer: Officer) -> None:
    """An officer's phone says that it erased what it had."""
    phones_of(officer).filter(pk=pk).delete()
