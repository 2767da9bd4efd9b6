"""How long an office lets each wait take."""

from __future__ import annotations

from pimpasa.accounts.models import Officer
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import act, record
from pimpasa.reports import rules
from pimpasa.reports.deadlines import Amounts
from pimpasa.reports.models import OfficeTerm
from pimpasa.territory.models import Office


@act(Act.OFFICE_CHANGED)
def set_terms(*, office: Office, amounts: Amounts, by: Officer) -> None:
    """Set hours or working days for waits; counts for what begins to wait from now on. Raises Refused by the rules."""
    rules.check_terms(by, office, amounts)
    for wait, amount in amounts.items():
        OfficeTerm.objects.update_or_create(office=office, wait=wait, defaults={"amount": amount})
    record(office, by=by, facts={"terms": {wait.value: amount for wait, amount in amounts.items()}})
