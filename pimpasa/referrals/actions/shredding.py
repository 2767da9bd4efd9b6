"""What the night does: doors whose time is over are erased, and everything about cases that were erased themselves."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction

from pimpasa.cases.models import Case
from pimpasa.ledger import actions as ledger
from pimpasa.ledger.acts import Act
from pimpasa.referrals.actions.ending import end
from pimpasa.referrals.models import HtcdsExport, Referral, ReferralAnswer
from pimpasa.referrals.queries import to_erase
from pimpasa.referrals.states import ReferralStep
from pimpasa.vault.models import GONE


def erase_due(*, at: datetime) -> int:
    """Erase what is over at this moment (aware); returns how many referrals. Each is a transaction of its own."""
    due = list(to_erase(at=at).values_list("pk", flat=True))
    for pk in due:
        _expire(pk)
    shredded = Referral.objects.filter(case__shredded_at__isnull=False).exclude(copy=GONE)
    for case in Case.objects.filter(pk__in=shredded.values("case")):
        _forget(case)
    _forget_exports()
    return len(due)


@transaction.atomic
def _expire(pk: UUID) -> None:
    referral = Referral.objects.select_for_update().get(pk=pk)
    if referral.erased_at is None:
        end(referral, ReferralStep.EXPIRE, act=Act.REFERRAL_EXPIRED, actor=ledger.SYSTEM)


@transaction.atomic
def _forget(case: Case) -> None:
    """A case's own key is gone; so goes what was sealed under it, and the answers that a desk's key would open."""
    for referral in Referral.objects.select_for_update().filter(case=case):
        referral.copy = GONE
        referral.receipt = GONE if referral.receipt is not None else None
        referral.save(update_fields=["copy", "receipt"])
        ReferralAnswer.objects.filter(referral=referral).update(envelope=GONE, grant=GONE)
        ledger.append(act=Act.REFERRAL_SHREDDED, subject=referral.subject, actor=ledger.SYSTEM)


def _forget_exports() -> None:
    """Reasons of exports, which nothing opens any more: the case's key is gone."""
    HtcdsExport.objects.filter(case__shredded_at__isnull=False).exclude(reason=GONE).update(reason=GONE)
