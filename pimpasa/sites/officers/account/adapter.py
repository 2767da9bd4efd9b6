"""Where django-allauth asks us: who signs in, by which address, and how often somebody may try."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from django import forms
from django.http import HttpRequest

from pimpasa.sites.common.allowances import address
from pimpasa.sites.officers.account import tries


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Officers are added by their administrator; nobody signs up. Its own limits, which count apart, are off."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return address(request).networks[0]

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        if tries.too_many_wrong(request, credentials.get("email", "")):
            raise self.validation_error("too_many_login_attempts")

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        tries.count_wrong(request, credentials.get("email", ""))


class _CountedCode(forms.Form):
    """A second step's code: wrong ones are counted, a right one never."""

    user: Any

    def clean_code(self) -> str:
        request: HttpRequest = context.request
        if tries.too_many_wrong_factors(request, self.user):
            raise AccountAdapter().validation_error("too_many_login_attempts")
        try:
            return str(super().clean_code())  # type: ignore[misc]  # of the form that it is mixed into
        except forms.ValidationError:
            tries.count_wrong_factor(request, self.user)
            raise


class SecondStepForm(_CountedCode, AuthenticateForm):  # type: ignore[misc]  # allauth ships no types
    pass


class SecondStepAgainForm(_CountedCode, ReauthenticateForm):  # type: ignore[misc]  # allauth ships no types
    pass
