"""The phases of a dialogue's day, in their order."""

from __future__ import annotations

from pimpasa.outreach.kinds import Round
from pimpasa.outreach.models import Dialogue
from pimpasa.outreach.states import Phase

ROUND_OF = {Phase.BEFORE: Round.BEFORE, Phase.AFTER: Round.AFTER}


def phases_of(dialogue: Dialogue) -> list[Phase]:
    """Those of this day; one without questions has no rounds of them."""
    return [phase for phase in Phase if dialogue.quiz or phase not in ROUND_OF]


def neighbours_of(dialogue: Dialogue) -> tuple[Phase | None, Phase | None]:
    """The phases before and after the one that is on."""
    phases = phases_of(dialogue)
    here = phases.index(Phase(dialogue.phase))
    before = phases[here - 1] if here else None
    after = phases[here + 1] if here + 1 < len(phases) else None
    return before, after
