"""The steps by which a kind of report is verified: ours, until an office sets its own."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from pimpasa.reports.kinds import Kind
from pimpasa.verification.kinds import StepKind

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


def default_plan(kind: str) -> list[Planned]:
    """Our own steps for a kind of report."""
    return [Planned(f"default-{step.value}", step, str(text)) for step, text in _DEFAULT[Kind(kind)]]
