"""Opening one's key, the first sign-in, a new password and a lost one."""

from __future__ import annotations

from typing import cast

from allauth.mfa.webauthn.views import login_webauthn
from django.contrib import messages
from django.contrib.auth import login, update_session_auth_hash
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from pimpasa.accounts.invitations import Way, is_second_half, way_of
from pimpasa.accounts.models import Officer
from pimpasa.accounts.queries import has_second_step, officer_by_email, officer_by_id
from pimpasa.allowances.actions import take
from pimpasa.common.shares import Full
from pimpasa.keys import unlocking
from pimpasa.keys.actions import officer_keys
from pimpasa.keys.errors import Locked, WrongPassphrase, WrongRecoveryCode
from pimpasa.keys.queries import key_history
from pimpasa.sealing.errors import MalformedCode
from pimpasa.sites.common.allowances import PASSKEYS, WRONG_RECOVERY_CODES, WRONG_SECOND_HALVES, address
from pimpasa.sites.common.http import Refusable, render_form
from pimpasa.sites.officers.account.forms import ChangePasswordForm, InvitedForm, RecoverForm, UnlockForm
from pimpasa.sites.officers.account.sheets import recovery_sheet
from pimpasa.sites.officers.account.tries import count_wrong, too_many_wrong
from pimpasa.sites.officers.account.views.push import push_of
from pimpasa.sites.officers.http import OfficerRequest, signed_in

# Whom an address belongs to that nobody signs in with; no row has this number.
NOBODY = Officer(pk=-1)
BACKEND = "pimpasa.accounts.backend.OfficerBackend"


def passkey(request: HttpRequest) -> HttpResponse:
    """Signing in with a passkey, as django-allauth does it. Raises Full."""
    if not take(PASSKEYS, address(request)):
        raise Full
    return cast(HttpResponse, login_webauthn(request))


@signed_in
@never_cache
def unlock(request: OfficerRequest) -> HttpResponse:
    """Ask for the password again where the key is not open, as after signing in with a passkey."""
    form = UnlockForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _unlock(request, form):
        return HttpResponseRedirect(_next(request))
    status = 422 if form.errors else 200
    return render(request, "officers/account/unlock.html", {"form": form, "next": _next(request)}, status=status)


def _unlock(request: OfficerRequest, form: UnlockForm) -> bool:
    if too_many_wrong(request, request.user.email):
        form.add_error("passphrase", _("Too many tries. Wait a few minutes."))
        return False
    try:
        private = unlocking.open_with_passphrase(request.user, form.cleaned_data["passphrase"])
    except WrongPassphrase:
        count_wrong(request, request.user.email)
        form.add_error("passphrase", _("This password does not open your key."))
        return False
    except Locked:
        form.add_error("passphrase", _("You have no key yet. Ask your administrator for a new invitation."))
        return False
    request.unlock_cookie = unlocking.keep_open(request.session, request.user, private)
    return True


def _next(request: HttpRequest) -> str:
    target = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()})
    return target if safe else reverse("officers:workplace")


@signed_in
def security(request: OfficerRequest) -> HttpResponse:
    """Second factors, the password, the keys one had, and the browsers in which one is told."""
    context = {"keys": key_history(request.user), "push": push_of(request.user)}
    return render(request, "officers/account/security.html", context)


@signed_in
def second_step(request: OfficerRequest) -> HttpResponse:
    """Where the office asks for a second step: how to set one up, before anything else."""
    if request.user.office.one_step_is_enough or has_second_step(request.user):
        return redirect("officers:workplace")
    return render(request, "officers/account/second_step.html")


@signed_in
@never_cache
def change_password(request: OfficerRequest) -> HttpResponse:
    """A new password; it opens the same key."""
    form = ChangePasswordForm(request.POST or None, officer=request.user)
    if request.method == "POST" and form.is_valid() and _change_password(request, form):
        messages.success(request, _("Your password is changed. Other devices have to sign in again."))
        return redirect("officers:security")
    return render_form(request, "officers/account/change_password.html", {"form": form})


def _change_password(request: OfficerRequest, form: ChangePasswordForm) -> bool:
    if too_many_wrong(request, request.user.email):
        form.add_error("old", _("Too many tries. Wait a few minutes."))
        return False
    values = form.cleaned_data
    try:
        officer_keys.change_passphrase(officer=request.user, old=values["old"], new=values["first"])
    except (WrongPassphrase, Locked):
        count_wrong(request, request.user.email)
        form.add_error("old", _("This password does not open your key."))
        return False
    update_session_auth_hash(request, request.user)
    return True


@never_cache
def recover(request: HttpRequest) -> HttpResponse:
    """Forgotten password: the printed code opens the key; the second step of signing in stays what it was."""
    form = RecoverForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        officer = officer_by_email(form.cleaned_data["email"])
        code = _recover(request, form, officer)
        if officer is not None and code:
            return _show_code(request, officer, code)
    return render_form(request, "officers/account/recover.html", {"form": form})


def _recover(request: HttpRequest, form: RecoverForm, officer: Officer | None) -> str:
    values = form.cleaned_data
    try:
        return officer_keys.recover_key(officer=officer or NOBODY, code=values["code"], new=values["first"])
    except MalformedCode:
        reason = _("A recovery code has 33 letters and digits. One is missing or not right.")
    except WrongRecoveryCode:
        reason = _("This address and this code do not belong together.")
    if not take(WRONG_RECOVERY_CODES, address(request).at(values["email"])):
        reason = _("Too many tries. Wait a few minutes.")
    form.add_error("code", reason)
    return ""


def _show_code(request: HttpRequest, officer: Officer, code: str) -> HttpResponse:
    context = {"code": code, "officer": officer, "pdf": recovery_sheet(officer, code)}
    return render(request, "officers/account/recovery_code.html", context)


@never_cache
def invitation(request: HttpRequest, officer_id: int, token: str) -> HttpResponse:
    """An officer's first sign-in: they choose a password, get a key, and see their recovery code once."""
    officer = officer_by_id(officer_id)
    way = way_of(officer, token) if officer else None
    if officer is None or way is None:
        return render(request, "officers/account/invitation_over.html", status=410)
    form = InvitedForm(request.POST or None, officer=officer, has_second_half=way == Way.SHEET)
    if request.method == "POST" and form.is_valid() and _has_second_half(request, form, officer, way):
        with Refusable() as refusal:
            return _show_code(request, officer, _accept(request, officer, form.cleaned_data["first"]))
        if refusal.reason:
            return render(request, "officers/account/invitation_over.html", status=410)
    return render_form(request, "officers/account/invitation.html", {"form": form, "officer": officer})


def _has_second_half(request: HttpRequest, form: InvitedForm, officer: Officer, way: Way) -> bool:
    if way == Way.ALONE or is_second_half(form.cleaned_data["second_half"], officer):
        return True
    reason = _("This code does not belong to your sheet. Ask your colleague once more.")
    if not take(WRONG_SECOND_HALVES, address(request).at(officer.actor)):
        reason = _("Too many tries. Wait a few minutes.")
    form.add_error("second_half", reason)
    return False


def _accept(request: HttpRequest, officer: Officer, password: str) -> str:
    code = officer_keys.accept_invitation(officer=officer, passphrase=password)
    login(request, officer, backend=BACKEND)
    private = unlocking.open_with_passphrase(officer, password)
    cast(OfficerRequest, request).unlock_cookie = unlocking.keep_open(request.session, officer, private)
    return code
