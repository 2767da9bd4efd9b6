"""The three parts of trafficking (UU 21/2007 art. 1): process, means and purpose; of a child no means is needed."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from pimpasa.reports.kinds import Kind
from pimpasa.reports.states import State


class Known(TextChoices):
    """An honest third answer beside yes and no."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    UNKNOWN = "unknown", _("Not known")


class Part(TextChoices):
    PROCESS = "process", _("Process: recruited, carried, sheltered, sent, moved or received")
    MEANS = "means", _("Means: threat, force, fraud, abuse of power or need, debt bondage, payment")
    PURPOSE = "purpose", _("Purpose: to exploit, or so that people are exploited")


@dataclass(frozen=True)
class FindingContents:
    """What a finding's envelope holds.

    `parts` answers each Part for TPPO and is empty for the other kinds; `controls` and `exploitation` are codes of
    HTCDS; `source` names what there is beyond the report itself; `duplicate_of` is another report's reference.
    """

    outcome: str
    reason: str
    notes: str
    parts: dict[str, str]
    controls: list[str] = field(default_factory=list)
    exploitation: list[str] = field(default_factory=list)
    confidence: str = ""
    speaks_for: str = ""
    speaks_against: str = ""
    source_kind: str = ""
    source: str = ""
    duplicate_of: str = ""

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> FindingContents:
        """Read back what `to_json` wrote, now or in an older version."""
        known = {one.name for one in fields(cls)}
        return cls(**{name: value for name, value in data.items() if name in known})


def needs_parts(kind: str) -> bool:
    return kind == Kind.TPPO


def contradicts(contents: FindingContents) -> bool:
    """True where trafficking is called substantiated though process or purpose is answered with no."""
    return contents.outcome == State.SUBSTANTIATED and Known.NO in {
        contents.parts.get(Part.PROCESS),
        contents.parts.get(Part.PURPOSE),
    }
