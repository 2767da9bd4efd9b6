"""How an office verifies."""

from __future__ import annotations

from collections.abc import Sequence

from pimpasa.accounts.models import Officer
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import act, record
from pimpasa.territory.models import Office
from pimpasa.verification import rules
from pimpasa.verification.models import PlanItem


@act(Act.OFFICE_CHANGED)
def set_plan(*, office: Office, kind: str, steps: Sequence[tuple[str, str]], by: Officer) -> None:
    """Set an office's steps (StepKind, words) for a kind of report; none bring back the default.

    A step that stays keeps its key, so that what was done of it stays beside it. Raises Refused by the rules.
    """
    rules.check_set_plan(by, office, kind, steps)
    plan = PlanItem.objects.filter(office=office, report_kind=kind)
    before = {(item.kind, item.text): item for item in plan}
    items = [
        before.get((step, text)) or PlanItem(office=office, report_kind=kind, kind=step, text=text)
        for step, text in steps
    ]
    for position, item in enumerate(items):
        item.position = position
        item.save()
    plan.exclude(pk__in=[item.pk for item in items]).delete()
    record(office, by=by, facts={"kind": kind, "steps": [list(step) for step in steps]})


@act(Act.OFFICE_CHANGED)
def set_second_review(*, office: Office, is_wanted: bool, by: Officer) -> None:
    """Whether a second officer reads each finding before it counts. Raises Refused by the rules."""
    rules.check_settings(by, office)
    Office.objects.filter(pk=office.pk).update(two_conclude=is_wanted)
    record(office, by=by, facts={"two_conclude": is_wanted})
