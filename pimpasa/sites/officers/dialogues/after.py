"""What the page of a dialogue tells of what came after it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import get_language

from pimpasa.insights.queries.effects import effects
from pimpasa.outreach.models import Dialogue
from pimpasa.outreach.queries.after import photos_of, promises_of
from pimpasa.outreach.states import HELD, DialogueState


def after(dialogue: Dialogue) -> dict[str, Any]:
    """Nothing before it began; the effects once it is over."""
    if dialogue.state not in (DialogueState.UNDER_WAY, *HELD):
        return {}
    return {
        "is_over": dialogue.state in HELD,
        "promises": promises_of(dialogue),
        "photos": list(photos_of(dialogue)),
        "effects": effects(dialogue, get_language() or "id") if dialogue.state in HELD else None,
    }
