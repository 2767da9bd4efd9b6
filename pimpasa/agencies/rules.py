from pimpasa.accounts.models import Officer
from pimpasa.accounts.roles import Permission
from pimpasa.accounts.rules import check_permission


def check_bring_in(officer: Officer) -> None:
    """Raise Refused unless the officer may bring in the list of agencies."""
    check_permission(officer, Permission.KEEP_AGENCIES)
