"""Reports that officers wrote down, told by word of mouth: by whom, never what."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from pimpasa.handling.models import Telling
from pimpasa.reports.models import Report


def telling_by_id(pk: UUID) -> Telling | None:
    return Telling.objects.select_related("report__village", "report__desk", "report__unit").filter(pk=pk).first()


def telling_of(report: Report) -> Telling | None:
    """Who wrote a report down; None where its reporter wrote it."""
    return Telling.objects.select_related("officer").filter(report=report).first()


def tellings_of(officer: Officer) -> QuerySet[Telling]:
    """What an officer wrote down, the newest first."""
    return Telling.objects.filter(officer=officer).select_related("report__village", "report__desk", "report__unit")


def told_today(officer: Officer) -> int:
    return Telling.objects.filter(officer=officer, at__gte=clock.midnight(clock.today())).count()
