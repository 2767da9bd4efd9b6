"""The lines at the foot of a document, read for a page while they are typed."""

from __future__ import annotations

from django.http import JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from pimpasa.accounts.roles import Permission
from pimpasa.operations import mrz
from pimpasa.sites.common.http import Refusable
from pimpasa.sites.officers.http import OfficerRequest, officer_required

FILLED_IN = ("name", "document", "number", "nationality", "born_on", "sex", "expires_on")


@require_POST
@never_cache
@officer_required(Permission.READ_REPORTS)
def lines(request: OfficerRequest) -> JsonResponse:
    """What the lines say, and the fields that they fill in; nothing is kept."""
    reading = ""
    fields: dict[str, str] = {}
    with Refusable() as refusal:
        zone = mrz.read(request.POST.get("mrz", ""))
        reading = " ".join(zone.problems) or _("All check digits fit.")
        fields = {name: getattr(zone, name) for name in FILLED_IN}
    return JsonResponse({"said": refusal.reason or reading, "fields": fields})
