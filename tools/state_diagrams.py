"""Prints docs/states.md: a diagram of every state table, drawn from the table itself.

    python tools/state_diagrams.py > docs/states.md

A further table is one more line of TABLES.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pimpasa.cases.states import CASE_TRANSITIONS, CaseState
from pimpasa.operations.states import OPERATION_TRANSITIONS, SUPPORT_TRANSITIONS, OperationState, SupportState
from pimpasa.outreach.states import DIALOGUE_TRANSITIONS, QUESTION_TRANSITIONS, DialogueState, QuestionState
from pimpasa.papers.states import PAPER_TRANSITIONS, PaperState
from pimpasa.referrals.states import REFERRAL_TRANSITIONS, ReferralState
from pimpasa.reports.states import TRANSITIONS, State
from pimpasa.verification.kinds import CheckState
from pimpasa.verification.states import CHECK_TRANSITIONS

# What it is of, the table (state to step to the state or states it leads to), and the states in which it begins.
TABLES: list[tuple[str, Mapping[Any, Mapping[Any, Any]], list[Any]]] = [
    ("Report", TRANSITIONS, [State.RECEIVED]),
    ("Field check", CHECK_TRANSITIONS, [CheckState.READY, CheckState.ASKED]),
    ("Case", CASE_TRANSITIONS, [CaseState.OPEN]),
    ("Operation", OPERATION_TRANSITIONS, [OperationState.PLANNED, OperationState.ASKED]),
    ("Paper", PAPER_TRANSITIONS, [PaperState.DRAFT]),
    ("Referral", REFERRAL_TRANSITIONS, [ReferralState.SENT]),
    ("Dialogue", DIALOGUE_TRANSITIONS, [DialogueState.PLANNED]),
    ("Question of a dialogue", QUESTION_TRANSITIONS, [QuestionState.WAITING]),
    ("Request for support", SUPPORT_TRANSITIONS, [SupportState.ASKED]),
]
HEAD = """# States

Drawn by `python tools/state_diagrams.py` from the tables that the program itself goes by; a test compares.
What stays in its state is left out of the picture and named below it.
"""


def page() -> str:
    """The whole document, as Markdown with Mermaid."""
    return "\n".join([HEAD, *(section(*table) for table in TABLES)])


def section(name: str, table: Mapping[Any, Mapping[Any, Any]], begins: list[Any]) -> str:
    lines = [f"## {name}", "", "```mermaid", "stateDiagram-v2"]
    lines += [f"    [*] --> {state.value}" for state in begins]
    lines += [f"    {one} --> {to}: {step}" for one, step, to in _arrows(table) if one != to]
    lines += [f"    {state.value} --> [*]" for state in _states(table) if not table[state]]
    lines += ["```", ""]
    lines += [f"- `{state}` stays through: {', '.join(steps)}" for state, steps in _loops(table).items()]
    return "\n".join(lines).rstrip() + "\n"


def _states(table: Mapping[Any, Mapping[Any, Any]]) -> list[Any]:
    """In the order in which they are declared: a table may be built from a set, which has none."""
    return [state for state in type(next(iter(table))) if state in table]


def _arrows(table: Mapping[Any, Mapping[Any, Any]]) -> Iterator[tuple[str, str, str]]:
    for state in _states(table):
        for step, to in table[state].items():
            reached = sorted(to) if isinstance(to, frozenset) else [to]
            yield from ((state.value, step.value, str(one.value)) for one in reached)


def _loops(table: Mapping[Any, Mapping[Any, Any]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for one, step, to in _arrows(table):
        if one == to:
            found.setdefault(one, []).append(step)
    return found


if __name__ == "__main__":
    print(page(), end="")
