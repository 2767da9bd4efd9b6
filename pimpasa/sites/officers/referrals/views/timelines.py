"""All that was done to a referral."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from pimpasa.accounts.roles import Permission
from pimpasa.cases.rules.cases import check_view
from pimpasa.referrals.queries import referral_by_id
from pimpasa.sites.common.http import or_404
from pimpasa.sites.officers.http import OfficerRequest, officer_required
from pimpasa.sites.officers.timelines import timeline_page


@officer_required(Permission.LEAD_CASES)
def timeline(request: OfficerRequest, referral_id: UUID) -> HttpResponse:
    """As the log tells it; nothing that was handed over is opened."""
    referral = or_404(referral_by_id(referral_id))
    check_view(request.user, referral.case)
    back = reverse("officers:referral", args=[referral.pk])
    what = f"{_('Referral')} {referral.case}"
    return timeline_page(request, [referral.subject], what=what, back=back, others=_("The recipient"))
