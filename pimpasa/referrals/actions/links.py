"""The partner's door. It opens with what the partner holds, a link and a code, and with no key of an officer.

Once the code was right, the partner's browser holds the private seed for a while; the server keeps none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.common import clock
from pimpasa.evidence import parts as evidence
from pimpasa.evidence.models import Exhibit
from pimpasa.keys.queries import sealing_key
from pimpasa.ledger import actions as ledger
from pimpasa.ledger.acts import Act
from pimpasa.referrals import rules
from pimpasa.referrals.actions.ending import end
from pimpasa.referrals.contents import Parts, SharedFile
from pimpasa.referrals.errors import NoSuchReferral, WrongCode
from pimpasa.referrals.kinds import AnswerKind
from pimpasa.referrals.models import Referral, ReferralAnswer
from pimpasa.referrals.states import ReferralStep
from pimpasa.sealing import envelopes, grants, handovers
from pimpasa.sealing.errors import MalformedCode, SealingError
from pimpasa.vault.granting import grant_to

MOST_WRONG_CODES = 10
PARTNER = "partner"
LONGEST_ANSWER = 20_000


@dataclass(frozen=True)
class Door:
    """An open door: whose referral it is, and the private key that opens it."""

    referral: Referral
    private: grants.PrivateKey


def find(link: str) -> Referral:
    """The referral that a link leads to. Raises NoSuchReferral for one unknown, over, withdrawn or locked alike."""
    try:
        link_id = handovers.lookup_id(link)
    except MalformedCode as none:
        raise NoSuchReferral from none
    rows = Referral.objects.select_related("case__office", "case__unit", "partner")
    found = rows.filter(link_id=link_id, erased_at=None, expires_at__gt=clock.now()).first()
    if found is None:
        raise NoSuchReferral
    return found


def unlock(*, link: str, code: str) -> bytes:
    """The private seed, for the partner's browser to hold.

    Raises MalformedCode for what is no code, WrongCode, NoSuchReferral; after ten wrong codes the door is locked.
    """
    seed = _try(find(link), link, code)
    if seed is None:
        raise WrongCode
    return seed


@transaction.atomic
def _try(found: Referral, link: str, code: str) -> bytes | None:
    """One guess at a time: the row is locked while the slow hash runs, so that none goes uncounted."""
    referral = _locked(found.pk)
    try:
        seed = handovers.unlock(bytes(referral.locked_seed or b""), link=link, code=code)
    except MalformedCode:
        raise
    except SealingError:
        referral.wrong_codes += 1
        referral.save(update_fields=["wrong_codes"])
        if referral.wrong_codes >= MOST_WRONG_CODES:
            end(referral, ReferralStep.LOCK, act=Act.REFERRAL_LOCKED, actor=ledger.SYSTEM)
        return None
    referral.wrong_codes = 0
    referral.save(update_fields=["wrong_codes"])
    return seed


def through(link: str, seed: bytes) -> Door:
    """The door that a browser's seed opens. Raises NoSuchReferral, WrongCode where the two do not fit together."""
    referral = find(link)
    if len(seed) != 32:
        raise WrongCode
    private = grants.PrivateKey.from_seed(seed)
    if private.public != bytes(referral.public or b""):
        raise WrongCode
    return Door(referral, private)


@transaction.atomic
def look(door: Door) -> Parts:
    """What was handed over; each look is logged, and the office sees when. Raises Refused once it is over."""
    referral = _locked(door.referral.pk)
    referral.state = rules.check_step(referral, ReferralStep.OPEN)
    referral.save(update_fields=["state"])
    ledger.append(act=Act.REFERRAL_OPENED, subject=referral.subject, actor=PARTNER)
    return opened_parts(referral, _key_of(referral, door))


@transaction.atomic
def take_file(door: Door, number: int) -> tuple[SharedFile, Iterator[bytes]]:
    """A chosen file's bytes, chunk by chunk; taking it is logged. Raises Refused where there is none of this number."""
    referral = _locked(door.referral.pk)
    rules.check_step(referral, ReferralStep.OPEN)
    ledger.append(act=Act.REFERRAL_FILE_TAKEN, subject=referral.subject, actor=PARTNER)
    return file_of(opened_parts(referral, _key_of(referral, door)), number)


@transaction.atomic
def answer(door: Door, *, kind: AnswerKind, text: str) -> Referral:
    """Accept, refuse with a reason, or write; sealed to the unit. Raises Refused by the rules."""
    referral = _locked(door.referral.pk)
    step = {AnswerKind.ACCEPTED: ReferralStep.ACCEPT, AnswerKind.REFUSED: ReferralStep.REFUSE}.get(kind)
    to = rules.check_step(referral, step or ReferralStep.ANSWER)
    put_answer(referral, kind, text)
    if step == ReferralStep.REFUSE:
        return end(referral, step, act=Act.REFERRAL_REFUSED, actor=PARTNER)
    referral.state = to
    referral.save(update_fields=["state"])
    act = Act.REFERRAL_ACCEPTED if kind == AnswerKind.ACCEPTED else Act.REFERRAL_ANSWERED
    ledger.append(act=act, subject=referral.subject, actor=PARTNER)
    return referral


def put_answer(referral: Referral, kind: AnswerKind, text: str) -> ReferralAnswer:
    """The answer's row, sealed to the newest key of the unit that sent the referral. Raises Refused, NoDeskKey."""
    if kind != AnswerKind.ACCEPTED and len(text.strip()) < 3:
        raise Refused(_("Write a few words at least."))
    if len(text) > LONGEST_ANSWER:
        raise Refused(_("This is too long. Please write less."))
    made = ReferralAnswer(referral=referral, kind=kind, at=clock.now(), desk_key=sealing_key(referral.case.unit))
    key = envelopes.new_key()
    made.grant = grant_to(made.desk_key, key, context=made.key_context)
    made.envelope = envelopes.seal_json({"text": text.strip()}, key=key, context=made.context)
    made.save(force_insert=True)
    return made


def opened_parts(referral: Referral, key: bytes) -> Parts:
    """Raises WrongKey or Damaged of sealing."""
    return Parts.from_json(envelopes.open_json(bytes(referral.envelope), key=key, context=referral.context))


def _key_of(referral: Referral, door: Door) -> bytes:
    return grants.open_grant(bytes(referral.grant), private=door.private, context=referral.key_context)


def file_of(parts: Parts, number: int) -> tuple[SharedFile, Iterator[bytes]]:
    """The file of a number from 1, and its bytes. Raises Refused where there is none, Damaged, StoreUnavailable."""
    if not 1 <= number <= len(parts.files):
        raise Refused(_("There is no such file."))
    file = parts.files[number - 1]
    exhibit = Exhibit.objects.filter(pk=file.exhibit).first()
    if exhibit is None or not exhibit.parts:
        raise Refused(_("This file is no longer there: its time was over."))
    return file, evidence.opened(exhibit, file.parts, file_key=file.file_key, start=0, stop=file.size)


def _locked(pk: UUID) -> Referral:
    rows = Referral.objects.select_for_update(of=("self",)).select_related("case__office", "case__unit", "partner")
    referral = rows.get(pk=pk)
    if referral.erased_at is not None or referral.expires_at <= clock.now():
        raise NoSuchReferral
    return referral
