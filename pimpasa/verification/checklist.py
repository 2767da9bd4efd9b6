"""The three parts of trafficking (UU 21/2007 art. 1): process, means and purpose; of a child no means is needed."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from pimpasa.reports.kinds import Kind
from pimpasa.reports.states import State
from pimpasa.verification.contents import FindingContents


class Known(TextChoices):
    """An honest third answer beside yes and no."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    UNKNOWN = "unknown", _("Not known")


class Part(TextChoices):
    PROCESS = "process", _("Process: recruited, carried, sheltered, sent, moved or received")
    MEANS = "means", _("Means: threat, force, fraud, abuse of power or need, debt bondage, payment")
    PURPOSE = "purpose", _("Purpose: to exploit, or so that people are exploited")


def needs_parts(kind: str) -> bool:
    return kind == Kind.TPPO


def contradicts(contents: FindingContents) -> bool:
    """True where trafficking is called substantiated though process or purpose is answered with no."""
    return contents.outcome == State.SUBSTANTIATED and Known.NO in {
        contents.parts.get(Part.PROCESS),
        contents.parts.get(Part.PURPOSE),
    }
