"""Acts without anything that they are about: what the log needs to have entries."""

from pimpasa.insights.actions.counting import follow
from pimpasa.ledger.acts import Act
from pimpasa.ledger.integration import integrate
from pimpasa.ledger.models import Entry
from pimpasa.ledger.publishing import publish
from pimpasa.ledger.verbs import REPORTER, act, record


@act(Act.REPORT_RECEIVED)
def written(subject: str, *, by: str) -> Entry:
    """An act about whatever, by whomever, as the log may hold it after what it is about is gone."""
    return record(subject, by=by, sealed=b"")


@act(Act.REPORT_RECEIVED)
def received(number: int) -> Entry:
    """A report of this number came in, or so it is written."""
    return record(f"report:{number}", by=REPORTER, sealed=b"")


def acts(count: int) -> None:
    for number in range(count):
        received(number)


def let_out() -> int:
    """Sign what waits and publish it, as after the next ten minutes; returns by how much the public log grew."""
    while integrate():
        pass
    return publish(at_once=True)


def count_on() -> None:
    """Let the counts follow what was done, as after the worker's next minute."""
    let_out()
    while follow():
        pass
