"""The steps by which a kind of report is verified: ours, until an office sets its own."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.ledger import actions as ledger
from pimpasa.ledger.acts import Act
from pimpasa.reports.kinds import Kind
from pimpasa.territory.models import Office
from pimpasa.verification import rules
from pimpasa.verification.kinds import StepKind
from pimpasa.verification.models import PlanItem

MOST_STEPS = 20
_TALK = (StepKind.TALK, gettext_lazy("Ask the reporter what is unclear, gently"))
_EVIDENCE = (StepKind.EVIDENCE, gettext_lazy("Compare what is told with the photos, chats and papers"))
_AGENCY = (StepKind.AGENCY, gettext_lazy("Look up the placement company on the official list"))
_FIELD = (StepKind.FIELD, gettext_lazy("Go and see, with a surat perintah"))
_DEFAULT: dict[Kind, tuple[tuple[StepKind, str | Promise], ...]] = {
    Kind.TPPO: (
        _TALK,
        _EVIDENCE,
        _AGENCY,
        (StepKind.LOOKUP, gettext_lazy("Look up crossings and travel documents")),
        _FIELD,
    ),
    Kind.PMI: (
        _TALK,
        _AGENCY,
        (StepKind.LOOKUP, gettext_lazy("Look up whether the work order and the placement are registered")),
        _EVIDENCE,
    ),
    Kind.FOREIGNER: (
        _TALK,
        (StepKind.LOOKUP, gettext_lazy("Look up stay permit and sponsor")),
        _EVIDENCE,
        _FIELD,
    ),
}


@dataclass(frozen=True)
class Planned:
    """A step of the plan; `key` names it in records for as long as the office keeps it."""

    key: str
    kind: StepKind
    text: str


def plan_of(office: Office, kind: str) -> list[Planned]:
    """The office's own steps for a kind of report, else the default ones."""
    own = PlanItem.objects.filter(office=office, report_kind=kind)
    if own:
        return [Planned(f"item-{item.pk}", StepKind(item.kind), item.text) for item in own]
    return [Planned(f"default-{step.value}", step, str(text)) for step, text in _DEFAULT[Kind(kind)]]


@transaction.atomic
def set_plan(*, office: Office, kind: str, steps: Sequence[tuple[str, str]], by: Officer) -> None:
    """Set an office's steps (StepKind, words) for a kind of report; none bring back the default.

    A step that stays keeps its key, so that what was done of it stays beside it. Raises Refused by the rules.
    """
    rules.check_set_ways(by, office)
    if kind not in Kind.values or len(steps) > MOST_STEPS or not all(step in StepKind.values for step, _text in steps):
        raise Refused(_("At most %(most)d steps.") % {"most": MOST_STEPS})
    own = PlanItem.objects.filter(office=office, report_kind=kind)
    before = {(item.kind, item.text): item for item in own}
    kept = []
    for position, (step, text) in enumerate(steps):
        row = before.get((step, text)) or PlanItem(office=office, report_kind=kind, kind=step, text=text)
        row.position = position
        row.save()
        kept.append(row.pk)
    own.exclude(pk__in=kept).delete()
    _log(office, by, {"kind": kind, "steps": [list(step) for step in steps]})


@transaction.atomic
def set_second_review(*, office: Office, is_wanted: bool, by: Officer) -> None:
    """Whether a second officer reads each finding before it counts. Raises Refused by the rules."""
    rules.check_set_ways(by, office)
    Office.objects.filter(pk=office.pk).update(two_conclude=is_wanted)
    _log(office, by, {"two_conclude": is_wanted})


def _log(office: Office, by: Officer, told: dict[str, object]) -> None:
    digest = ledger.digest_of(json.dumps(told, sort_keys=True).encode())
    ledger.append(act=Act.OFFICE_CHANGED, subject=f"office:{office.pk}", actor=by.actor, digest=digest)
