from collections.abc import Iterable

from django.db.models import QuerySet

from pimpasa.ledger.models import Entry


def entries() -> QuerySet[Entry]:
    """Every act, newest first."""
    return Entry.objects.order_by("-id")


def entries_of(subjects: Iterable[str]) -> QuerySet[Entry]:
    """What was done to these subjects, oldest first."""
    return Entry.objects.filter(subject__in=list(subjects)).order_by("id")
