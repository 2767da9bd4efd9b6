"""A Pimpasa asks the office for support, for a report or a place; the unit answers within working days."""

from __future__ import annotations

from dataclasses import asdict, replace

from pimpasa.common import clock
from pimpasa.keys.queries import sealing_key
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import act, record
from pimpasa.operations import rules
from pimpasa.operations.contents import SupportAsked
from pimpasa.operations.models import SupportRequest
from pimpasa.operations.queries import locked_support, support_contents
from pimpasa.operations.states import SupportStep
from pimpasa.reports.deadlines import after_working_days
from pimpasa.reports.models import Report
from pimpasa.sealing import envelopes
from pimpasa.vault.granting import grant_to
from pimpasa.vault.opening import key_of

ANSWER_WORKING_DAYS = 2  # this program's proposal; no rule was found that sets a term


@act(Act.SUPPORT_ASKED)
def ask_support(*, asked: SupportAsked, keyring: Keyring, report: Report | None = None) -> SupportRequest:
    """Ask the unit of one's office, or of the report's. Raises Refused by the rules."""
    officer = keyring.officer
    rules.check_ask_support(officer, asked, report)
    unit = report.unit if report is not None else rules.unit_to_ask(officer)
    unit_key = sealing_key(unit)
    asker_key = rules.check_keyed(officer)
    request = SupportRequest(
        unit=unit, report=report, asked_by=officer, asked_at=clock.now(), unit_key=unit_key, asker_key=asker_key
    )
    request.due_at = after_working_days(request.asked_at, ANSWER_WORKING_DAYS, area=_area(request))
    key = envelopes.new_key()
    request.unit_grant = grant_to(unit_key, key, context=request.key_context)
    request.asker_grant = grant_to(asker_key, key, context=request.key_context)
    _seal(request, asked, key)
    request.save(force_insert=True)
    record(request, by=officer, sealed=request.envelope)
    return request


@act(Act.SUPPORT_ANSWERED)
def answer_support(*, request: SupportRequest, step: SupportStep, words: str, keyring: Keyring) -> SupportRequest:
    """Grant it, refuse it, or ask for more; the last two need words. Raises Refused by the rules."""
    request = locked_support(request)
    request.state = rules.check_answer_support(keyring.officer, request, step, words)
    key = key_of(request, keyring)
    request.answered_by = keyring.officer
    request.answered_at = clock.now()
    request.due_at = None
    _seal(request, replace(support_contents(request, key), answer=words.strip()), key)
    request.save()
    record(request, by=keyring.officer, sealed=request.envelope)
    return request


@act(Act.SUPPORT_ADDED)
def add_to_support(*, request: SupportRequest, words: str, keyring: Keyring) -> SupportRequest:
    """Say more, as the unit asked; its term begins anew. Raises Refused by the rules."""
    request = locked_support(request)
    request.state = rules.check_add_to_support(keyring.officer, request, words)
    key = key_of(request, keyring)
    contents = support_contents(request, key)
    more = "\n".join(part for part in (contents.more, words.strip()) if part)
    request.due_at = after_working_days(clock.now(), ANSWER_WORKING_DAYS, area=_area(request))
    _seal(request, replace(contents, more=more), key)
    request.save()
    record(request, by=keyring.officer, sealed=request.envelope)
    return request


def _seal(request: SupportRequest, contents: SupportAsked, key: bytes) -> None:
    request.envelope = envelopes.seal_json(asdict(contents), key=key, context=request.context)


def _area(request: SupportRequest) -> str:
    """Whose days count: of the report's kelurahan, else those of who asks."""
    return request.report.village_id if request.report else ""
