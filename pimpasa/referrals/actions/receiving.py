"""What a unit does with what another office sent to it."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _

from pimpasa.cases.actions.cases import open_own_case
from pimpasa.cases.models import Case
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import act, record
from pimpasa.referrals import queries, rules
from pimpasa.referrals.actions.answers import put_answer
from pimpasa.referrals.actions.shredding import end
from pimpasa.referrals.contents import Parts, SharedFile
from pimpasa.referrals.kinds import AnswerKind
from pimpasa.referrals.labels import as_text
from pimpasa.referrals.models import Referral
from pimpasa.referrals.states import ReferralStep
from pimpasa.vault.opening import key_of


@act(Act.REFERRAL_OPENED)
def open_incoming(*, referral: Referral, keyring: Keyring) -> Parts:
    """Read what another office sent to one's unit; reading it is logged. Raises Refused by the rules, NotGranted."""
    referral = queries.locked_referral(referral)
    rules.check_inbox(keyring.officer, referral)
    referral.state = rules.check_step(referral, ReferralStep.OPEN)
    referral.save(update_fields=["state"])
    record(referral, by=keyring.officer)
    return queries.parts_of(referral, key_of(referral, keyring))


@act(Act.REFERRAL_FILE_TAKEN)
def take_incoming_file(*, referral: Referral, number: int, keyring: Keyring) -> tuple[SharedFile, Iterator[bytes]]:
    """A file of what another office sent; taking it is logged. Raises Refused by the rules."""
    referral = queries.locked_referral(referral)
    rules.check_inbox(keyring.officer, referral)
    record(referral, by=keyring.officer)
    return queries.file_of(queries.parts_of(referral, key_of(referral, keyring)), number)


@act(Act.REFERRAL_ACCEPTED)
def accept_incoming(*, referral: Referral, title: str, keyring: Keyring) -> Case:
    """Take over what another office sent, as a case of one's own. Raises Refused by the rules."""
    referral = queries.locked_referral(referral)
    rules.check_inbox(keyring.officer, referral)
    to = rules.check_step(referral, ReferralStep.ACCEPT)
    assert referral.to_unit is not None  # noqa: S101 - check_inbox refuses it
    finding = as_text(queries.parts_of(referral, key_of(referral, keyring)))
    case = open_own_case(unit=referral.to_unit, title=title, finding=finding, keyring=keyring)
    referral.state = to
    referral.new_case = case
    referral.save(update_fields=["state", "new_case"])
    put_answer(referral, AnswerKind.ACCEPTED, _("Case %(case)s") % {"case": case})
    record(referral, by=keyring.officer, facts={"case": case.pk})
    return case


@act(Act.REFERRAL_REFUSED)
def refuse_incoming(*, referral: Referral, reason: str, keyring: Keyring) -> Referral:
    """Say no to what another office sent, and why; its sealed bytes are erased. Raises Refused by the rules."""
    referral = queries.locked_referral(referral)
    rules.check_inbox(keyring.officer, referral)
    put_answer(referral, AnswerKind.REFUSED, reason)
    return end(referral, ReferralStep.REFUSE, act=Act.REFERRAL_REFUSED, by=keyring.officer.actor)
