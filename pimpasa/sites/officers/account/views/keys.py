"""Handing a desk's key to a colleague who was assigned to it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Assignment
from pimpasa.accounts.roles import Permission
from pimpasa.keys import actions
from pimpasa.sites.officers.http import OfficerRequest, officer_required


@require_POST
@officer_required(Permission.HAND_OVER_KEYS, key=True)
def hand_over(request: OfficerRequest, assignment_id: int) -> HttpResponse:
    assignment = Assignment.objects.filter(pk=assignment_id).select_related("officer", "desk").first()
    if assignment is None:
        raise Http404
    try:
        actions.hand_over(desk=assignment.desk, to=assignment.officer, keyring=request.keyring)
    except Refused as refused:
        messages.error(request, str(refused.reason))
    else:
        messages.success(request, _("%(name)s can now read this desk's reports.") % {"name": assignment.officer.name})
    return redirect("officers:workplace")
