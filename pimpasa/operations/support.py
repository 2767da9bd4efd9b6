"""A Pimpasa asks the office for support, for a report or a place; the unit answers within working days."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace

from django.db import transaction
from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.accounts.queries import desks_of
from pimpasa.accounts.roles import Permission
from pimpasa.accounts.rules import check_permission
from pimpasa.common import clock
from pimpasa.keys.queries import officer_key, sealing_key
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger import actions as ledger
from pimpasa.ledger.acts import Act
from pimpasa.operations import rules
from pimpasa.operations.kinds import SupportKind
from pimpasa.operations.models import SupportRequest
from pimpasa.operations.papers import SupportAsked
from pimpasa.operations.states import SUPPORT_TRANSITIONS, SupportState, SupportStep
from pimpasa.reports.deadlines import after_working_days
from pimpasa.reports.models import Report
from pimpasa.reports.rules import check_own
from pimpasa.sealing import envelopes
from pimpasa.territory.models import Desk
from pimpasa.vault.granting import grant_to
from pimpasa.vault.opening import key_of

ANSWER_WORKING_DAYS = 2  # this program's proposal; no rule was found that sets a term
ANSWERS = (SupportStep.GRANT, SupportStep.REFUSE, SupportStep.ASK_BACK)


@dataclass(frozen=True)
class OpenSupport:
    request: SupportRequest
    asked: SupportAsked


@transaction.atomic
def ask_support(*, asked: SupportAsked, keyring: Keyring, report: Report | None = None) -> SupportRequest:
    """Ask the unit of one's office, or of the report's. Raises Refused by the rules."""
    officer = keyring.officer
    check_permission(officer, Permission.VERIFY)
    if report is not None:
        check_own(officer, report)
    if asked.kind not in SupportKind.values or len(asked.text.strip()) < 10:
        raise Refused(_("Choose what you need, and say in a sentence what for."))
    if report is None and not asked.place.strip():
        raise Refused(_("Say where."))
    unit = report.unit if report is not None else _unit_of(officer)
    unit_key, own_key = sealing_key(unit), officer_key(officer)
    if own_key is None:
        raise Refused(_("%(name)s has to sign in once first.") % {"name": officer.name})
    made = SupportRequest(
        unit=unit, report=report, asked_by=officer, asked_at=clock.now(), unit_key=unit_key, asker_key=own_key
    )
    made.due_at = after_working_days(made.asked_at, ANSWER_WORKING_DAYS)
    key = envelopes.new_key()
    made.unit_grant = grant_to(unit_key, key, context=made.key_context)
    made.asker_grant = grant_to(own_key, key, context=made.key_context)
    _seal(made, asked, key)
    made.save(force_insert=True)
    _log(Act.SUPPORT_ASKED, made, keyring)
    return made


@transaction.atomic
def open_support(*, request: SupportRequest, keyring: Keyring) -> OpenSupport:
    """Open a request for reading; the opening is logged. Raises Refused, NotGranted."""
    check_see(keyring.officer, request)
    opened = OpenSupport(request, _contents(request, key_of(request, keyring)))
    ledger.append(act=Act.SUPPORT_READ, subject=request.subject, actor=keyring.officer.actor)
    return opened


@transaction.atomic
def answer_support(*, request: SupportRequest, step: SupportStep, words: str, keyring: Keyring) -> SupportRequest:
    """Grant it, refuse it, or ask for more; the last two need words. Raises Refused by the rules."""
    request = _locked(request)
    rules.check_unit(keyring.officer, request.unit)
    if request.asked_by_id == keyring.officer.pk:
        raise Refused(_("Somebody else has to answer."))
    request.state = _next(request, step)
    if step not in ANSWERS:
        raise Refused(_("Choose from the list."))
    if step != SupportStep.GRANT and len(words.strip()) < 10:
        raise Refused(_("Say in a few words why not, or what is missing."))
    key = key_of(request, keyring)
    request.answered_by, request.answered_at, request.due_at = keyring.officer, clock.now(), None
    _seal(request, replace(_contents(request, key), answer=words.strip()), key)
    request.save()
    _log(Act.SUPPORT_ANSWERED, request, keyring)
    return request


@transaction.atomic
def add_to_support(*, request: SupportRequest, words: str, keyring: Keyring) -> SupportRequest:
    """Say more, as the unit asked; its term begins anew. Raises Refused by the rules."""
    request = _locked(request)
    if request.asked_by_id != keyring.officer.pk:
        raise Refused(_("Who asked for it says more."))
    request.state = _next(request, SupportStep.ADD)
    if len(words.strip()) < 5:
        raise Refused(_("Write something first."))
    key = key_of(request, keyring)
    asked = _contents(request, key)
    more = "\n".join(part for part in (asked.more, words.strip()) if part)
    request.due_at = after_working_days(clock.now(), ANSWER_WORKING_DAYS)
    _seal(request, replace(asked, more=more), key)
    request.save()
    _log(Act.SUPPORT_ADDED, request, keyring)
    return request


def check_see(officer: Officer, request: SupportRequest) -> None:
    """Raise Refused unless the officer asked for it, or sits at the unit that was asked."""
    if request.asked_by_id == officer.pk:
        check_permission(officer, Permission.READ_REPORTS)
    else:
        rules.check_unit(officer, request.unit)


def _unit_of(officer: Officer) -> Desk:
    if not desks_of(officer, on=clock.today()).exists():
        raise Refused(_("You sit at no desk today. Your administrator assigns you."))
    unit = Desk.objects.filter(office=officer.office, kind=Desk.Kind.UNIT, closed_on=None).first()
    if unit is None:
        raise Refused(_("Your office has no unit that could answer."))
    return unit


def _next(request: SupportRequest, step: SupportStep) -> SupportState:
    to = SUPPORT_TRANSITIONS[SupportState(request.state)].get(step)
    if to is None:
        raise Refused(
            _("A request in the state “%(state)s” does not allow this: %(step)s.")
            % {"state": SupportState(request.state).label, "step": step.label}
        )
    return to


def _locked(request: SupportRequest) -> SupportRequest:
    rows = SupportRequest.objects.select_for_update(of=("self",)).select_related("unit", "unit_key", "asker_key")
    return rows.get(pk=request.pk)


def _contents(request: SupportRequest, key: bytes) -> SupportAsked:
    return SupportAsked(**envelopes.open_json(bytes(request.envelope), key=key, context=request.context))


def _seal(request: SupportRequest, asked: SupportAsked, key: bytes) -> None:
    request.envelope = envelopes.seal_json(asdict(asked), key=key, context=request.context)


def _log(act: Act, request: SupportRequest, keyring: Keyring) -> None:
    digest = ledger.digest_of(request.envelope)
    ledger.append(act=act, subject=request.subject, actor=keyring.officer.actor, digest=digest)
