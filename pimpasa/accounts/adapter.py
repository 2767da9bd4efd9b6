from typing import Any

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Officers are added by their administrator; nobody signs up."""

    def is_open_for_signup(self, request: Any) -> bool:
        return False
