from contextlib import suppress

from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from pimpasa.ledger import actions
from pimpasa.ledger.asking import ask_witnesses
from pimpasa.ledger.row_audit import audit_parts


@app.periodic(cron="30 19 * * *")  # UTC: half past two at night in Jakarta
@app.task(queue="checks", queueing_lock="begin_audit")
def begin_audit(timestamp: int) -> None:
    """Audit the log and every table that it vouches for, one after another, so that nothing else waits long."""
    for part in audit_parts():
        with suppress(AlreadyEnqueued):  # last night's is not done yet
            audit.configure(queueing_lock=f"audit {part}").defer(part=part)


@app.periodic(cron="* * * * *")
@app.task(queue="witnesses", queueing_lock="gather_cosignatures")
def gather_cosignatures(timestamp: int) -> int:
    """Of the newest public checkpoint, from every witness whose line is missing under it."""
    return ask_witnesses()


@app.task(queue="checks")
def audit(part: str) -> int:
    return actions.keep_audit(part=part)
