"""A case as data, by the standard of IOM."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from pimpasa.accounts.roles import Permission
from pimpasa.cases.rules.cases import check_view
from pimpasa.referrals.actions.export import export_htcds
from pimpasa.referrals.files import suffix
from pimpasa.referrals.kinds import ExportFormat
from pimpasa.sites.common.http import acting, as_file
from pimpasa.sites.officers.http import OfficerRequest, form_page, officer_required
from pimpasa.sites.officers.referrals.forms import DataForm
from pimpasa.sites.officers.referrals.views.referrals import case_or_404


@never_cache
@officer_required(Permission.LEAD_CASES, key=True)
def as_data(request: OfficerRequest, case_id: UUID) -> HttpResponse:
    """Ask what for, then give the case as a file."""
    case = case_or_404(case_id)
    check_view(request.user, case)
    form = DataForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        with acting(form, "reason"):
            data = export_htcds(
                case=case,
                form=values["format"],
                reason=values["reason"],
                with_identity=values["with_identity"],
                keyring=request.keyring,
            )
            name = f"kasus-{case.number}-{case.year}-htcds.{suffix(ExportFormat(values['format']))}"
            return as_file(data, name)
    back = reverse("officers:referrals_of_case", args=[case.pk])
    return form_page(request, form, _("This case as data (HTCDS 2.0)"), back=back)
