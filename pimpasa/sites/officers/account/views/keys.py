"""Handing a desk's key to a colleague who was assigned to it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pimpasa.accounts.queries import assignment_by_id
from pimpasa.accounts.roles import Permission
from pimpasa.keys import actions
from pimpasa.sites.common.http import or_404, saying_why
from pimpasa.sites.officers.http import OfficerRequest, officer_required


@require_POST
@officer_required(Permission.HAND_OVER_KEYS, key=True)
def hand_over(request: OfficerRequest, assignment_id: int) -> HttpResponse:
    assignment = or_404(assignment_by_id(assignment_id))
    with saying_why(request):
        actions.hand_over(desk=assignment.desk, to=assignment.officer, keyring=request.keyring)
        messages.success(request, _("%(name)s can now read this desk's reports.") % {"name": assignment.officer.name})
    return redirect("officers:workplace")
