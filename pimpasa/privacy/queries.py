from uuid import UUID

from django.db.models import F, QuerySet

from pimpasa.privacy.models import Breach, SubjectRequest
from pimpasa.territory.models import Office


def requests_of(office: Office) -> QuerySet[SubjectRequest]:
    """An office's requests: those that wait by their term, then the answered ones."""
    return SubjectRequest.objects.filter(office=office).order_by(F("answered_at").desc(nulls_first=True), "due_at")


def breaches_of(office: Office) -> QuerySet[Breach]:
    return Breach.objects.filter(office=office).order_by(F("told_at").desc(nulls_first=True), "due_at")


def request_by_id(request_id: UUID) -> SubjectRequest | None:
    return SubjectRequest.objects.filter(pk=request_id).select_related("office", "desk_key", "answered_by").first()


def breach_by_id(breach_id: UUID) -> Breach | None:
    return Breach.objects.filter(pk=breach_id).select_related("office", "desk_key", "recorded_by", "told_by").first()
