from procrastinate.contrib.django import app

from pimpasa.ledger import actions
from pimpasa.ledger.row_audit import audit_parts


@app.periodic(cron="30 19 * * *")  # UTC: half past two at night in Jakarta
@app.task
def begin_audit(timestamp: int) -> None:
    """Audit the log and every table that it vouches for, one after another, so that nothing else waits long."""
    for part in audit_parts():
        audit.defer(part=part)


@app.task
def audit(part: str) -> int:
    return actions.keep_audit(part=part)
