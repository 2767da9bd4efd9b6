"""All that was done to a paper."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from pimpasa.accounts.roles import Permission
from pimpasa.papers.queries import by_id
from pimpasa.papers.rules import check_view
from pimpasa.sites.common.http import or_404
from pimpasa.sites.officers.http import OfficerRequest, officer_required
from pimpasa.sites.officers.timelines import timeline_page


@officer_required(Permission.LEAD_CASES)
def timeline(request: OfficerRequest, paper_id: UUID) -> HttpResponse:
    """As the log tells it; nothing of the paper is opened."""
    paper = or_404(by_id(paper_id))
    check_view(request.user, paper)
    back = reverse("officers:paper", args=[paper.pk])
    return timeline_page(request, [paper.subject], what=paper.number or paper.get_kind_display(), back=back)
