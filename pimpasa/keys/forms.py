from typing import Any

from allauth.account.forms import LoginForm

from pimpasa.keys import unlocking
from pimpasa.keys.errors import Locked, WrongPassphrase


class SignInForm(LoginForm):  # type: ignore[misc]  # allauth ships no types
    """Signing in with a password also opens the officer's key: one secret to remember."""

    def login(self, request: Any, redirect_url: str | None = None) -> Any:
        response = super().login(request, redirect_url=redirect_url)
        if self.user is not None:
            self._open_key(request)
        return response

    def _open_key(self, request: Any) -> None:
        try:
            private = unlocking.open_with_passphrase(self.user, self.cleaned_data["password"])
        except (Locked, WrongPassphrase):
            return  # the workplace asks for the passphrase on its own page
        request.unlock_cookie = unlocking.keep_open(request.session, self.user, private)
