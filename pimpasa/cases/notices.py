"""Telling a unit every morning that terms of its cases are overdue: where and how many, never what."""

from __future__ import annotations

import logging
from smtplib import SMTPException

from django.utils.translation import ngettext, override

from pimpasa.cases.queries import overdue_by_unit
from pimpasa.reports.actions.telling import nothing_else, send
from pimpasa.territory.models import Desk

logger = logging.getLogger(__name__)


def tell_of_terms() -> int:
    """Send what is overdue today; returns how many messages. One unit's fault stops no other's."""
    numbers, sent = overdue_by_unit(), 0
    for unit in Desk.objects.filter(pk__in=numbers, closed_on=None).order_by("pk"):
        try:
            sent += _tell(unit, numbers[unit.pk])
        except (OSError, SMTPException) as fault:
            logger.warning("unit %s was not told of overdue terms: %s", unit.pk, fault)
    return sent


def _tell(unit: Desk, number: int) -> int:
    with override("id"):
        words = ngettext(
            "%(n)d term of a case is overdue at %(desk)s", "%(n)d terms of cases are overdue at %(desk)s", number
        )
        return send(unit, words % {"n": number, "desk": unit.name}, nothing_else())
