"""What an office itself says of the villages of its area: decisions and other programmes, and that they ended."""

from __future__ import annotations

from datetime import date

from pimpasa.accounts.models import Officer
from pimpasa.coverage import rules
from pimpasa.coverage.actions.placing import kept
from pimpasa.coverage.models import Decision, Programme
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import act, record
from pimpasa.territory.models import Village


@act(Act.DECISION_RECORDED)
def record_decision(
    *,
    village: Village,
    number: str,
    decided_on: date,
    ended_on: date | None,
    officer: Officer | None,
    content: bytes,
    by: Officer,
) -> Decision:
    """A village is a Desa Binaan by this decision. Raises Refused by the rules."""
    rules.check_keep(by, village)
    rules.check_decision(village, number, decided_on, ended_on)
    if content:
        rules.check_pdf(number, content)
    decision = Decision.objects.create(
        village=village,
        office=by.office,
        number=number,
        decided_on=decided_on,
        ended_on=ended_on,
        officer=officer,
        file=kept(content) if content else None,
    )
    record(decision, by=by, facts=decision.facts)
    return decision


@act(Act.DECISION_ENDED)
def end_decision(*, decision: Decision, ended_on: date, by: Officer) -> None:
    """It holds no longer from a day on; what it was stays in the village's history. Raises Refused by the rules."""
    decision = Decision.objects.select_for_update(of=["self"]).select_related("village").get(pk=decision.pk)
    rules.check_keep(by, decision.village)
    rules.check_end_decision(decision, ended_on)
    decision.ended_on = ended_on
    decision.save(update_fields=["ended_on"])
    record(decision, by=by, facts=decision.facts)


@act(Act.PROGRAMME_KEPT)
def enter_programme(*, village: Village, name: str, contact: str, begun_on: date | None, by: Officer) -> Programme:
    """Another programme runs in a village. Raises Refused by the rules."""
    rules.check_keep(by, village)
    rules.check_programme(village, name, begun_on)
    programme = Programme.objects.create(
        village=village, office=by.office, name=name, contact=contact, begun_on=begun_on
    )
    record(programme, by=by, facts=programme.facts)
    return programme


@act(Act.PROGRAMME_ENDED)
def end_programme(*, programme: Programme, ended_on: date, by: Officer) -> None:
    """Another programme runs there no longer. Raises Refused by the rules."""
    programme = Programme.objects.select_for_update(of=["self"]).select_related("village").get(pk=programme.pk)
    rules.check_keep(by, programme.village)
    rules.check_end_programme(programme, ended_on)
    programme.ended_on = ended_on
    programme.save(update_fields=["ended_on"])
    record(programme, by=by, facts=programme.facts)
