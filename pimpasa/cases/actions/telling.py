"""Telling a unit every morning that terms of its cases are overdue: where and how many, never what."""

from __future__ import annotations

from django.utils.translation import ngettext

from pimpasa.accounts.queries import members_of
from pimpasa.cases.queries import overdue_by_unit
from pimpasa.common import clock
from pimpasa.notices.actions import mail_officers, send_each
from pimpasa.territory.models import Desk


def tell_of_terms() -> int:
    """Mail what is overdue today; returns how many messages."""
    numbers = overdue_by_unit()
    units = Desk.objects.filter(pk__in=numbers, closed_on=None).order_by("pk")
    return send_each(units, lambda unit: _tell(unit, numbers[unit.pk]), what="overdue terms")


def _tell(unit: Desk, number: int) -> int:
    members = members_of(unit, on=clock.today())
    return mail_officers(officers=members, sentence=lambda: _sentence(unit, number))


def _sentence(unit: Desk, number: int) -> str:
    of_so_many = ngettext(
        "%(n)d term of a case is overdue at %(desk)s", "%(n)d terms of cases are overdue at %(desk)s", number
    )
    return of_so_many % {"n": number, "desk": unit.name}
