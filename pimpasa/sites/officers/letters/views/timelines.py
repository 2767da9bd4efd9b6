"""All that was done to a surat perintah."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse

from pimpasa.accounts.roles import Permission
from pimpasa.letters.queries import by_id
from pimpasa.letters.rules import check_view
from pimpasa.sites.common.http import or_404
from pimpasa.sites.officers.http import OfficerRequest, officer_required
from pimpasa.sites.officers.timelines import timeline_page


@officer_required(Permission.READ_REPORTS)
def timeline(request: OfficerRequest, letter_id: UUID) -> HttpResponse:
    """As the log tells it; nothing of the letter is opened."""
    letter = or_404(by_id(letter_id))
    check_view(request.user, letter)
    back = reverse("officers:order", args=[letter.pk])
    return timeline_page(request, [letter.subject], what=letter.number, back=back)
