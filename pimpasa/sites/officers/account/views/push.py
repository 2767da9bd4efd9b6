"""Being told in this browser: switching it on and off."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pimpasa.accounts.models import Officer
from pimpasa.accounts.roles import Permission
from pimpasa.push import actions, rules
from pimpasa.push.queries import browsers_of
from pimpasa.push.secret import public_key
from pimpasa.sites.common.http import saying_why
from pimpasa.sites.officers.http import OfficerRequest, officer_required

PAGE = "officers:security"


def push_of(officer: Officer) -> dict[str, Any] | None:
    """What `officers/account/push.html` needs; None for who is told of nothing."""
    if not rules.is_told(officer):
        return None
    return {"key": public_key(), "browsers": browsers_of(officer), "most": rules.MOST}


@require_POST
@officer_required(Permission.READ_REPORTS)
def switch_on(request: OfficerRequest) -> HttpResponse:
    subscription = {name: request.POST.get(name, "") for name in ("endpoint", "key", "auth")}
    with saying_why(request):
        actions.switch_on(**subscription, by=request.user)
        messages.success(request, _("You are told in this browser from now on."))
    return redirect(PAGE)


@require_POST
@officer_required(Permission.READ_REPORTS)
def switch_off(request: OfficerRequest, pk: int) -> HttpResponse:
    actions.switch_off(pk=pk, by=request.user)
    messages.success(request, _("Switched off. You are told by e-mail as before."))
    return redirect(PAGE)
