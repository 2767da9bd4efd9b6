from pimpasa.accounts.models import Officer
from pimpasa.accounts.rules import check_keep_shared


def check_bring_in(officer: Officer) -> None:
    """Raise Refused unless the officer may bring in the list of agencies, which all offices share."""
    check_keep_shared(officer)
