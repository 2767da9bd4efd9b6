"""Telling who owes a promise that it is due: that one is, and where to sign in. Never what was promised."""

from __future__ import annotations

import logging
from datetime import date, timedelta
from smtplib import SMTPException
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import override

from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from pimpasa.outreach.models import Promise

logger = logging.getLogger(__name__)

BEFORE = timedelta(days=7)


def remind() -> int:
    """Mail for each promise that is due in a week or today; returns how many. One fault stops no other's."""
    sent = 0
    for pk in list(_to_remind(clock.today()).values_list("pk", flat=True)):
        try:
            sent += _remind_one(pk)
        except (OSError, SMTPException) as fault:
            logger.warning("promise %s was not reminded of: %s", pk, fault)
    return sent


def _to_remind(today: date) -> QuerySet[Promise]:
    """Open ones whose week has begun and that nobody was told of, or whose day has come since they were told.

    A server that slept on the very day reminds on the next one.
    """
    owed = Promise.objects.filter(kept_on=None, dropped_on=None)
    soon = Q(due_on__gt=today, due_on__lte=today + BEFORE, reminded_on=None)
    due = Q(due_on__lte=today) & (Q(reminded_on=None) | Q(reminded_on__lt=F("due_on")))
    return owed.filter(soon | due)


@transaction.atomic
def _remind_one(pk: UUID) -> int:
    """The row is locked until the mail server took the message, so that two workers do not send the same."""
    today = clock.today()
    promise = (
        _to_remind(today)
        .select_for_update(of=["self"], skip_locked=True)
        .select_related("owner", "dialogue__organiser")
        .filter(pk=pk)
        .first()
    )
    if promise is None:
        return 0
    Promise.objects.filter(pk=pk).update(reminded_on=today)
    return _mail(_whom(promise), is_due=promise.due_on <= today)


def _whom(promise: Promise) -> Officer:
    """The owner; the organiser where that is somebody elsewhere, or has left."""
    owner = promise.owner
    return owner if owner is not None and owner.is_active else promise.dialogue.organiser


def _mail(officer: Officer, *, is_due: bool) -> int:
    if not officer.is_active:
        return 0
    with override("id"):
        subject = _("A promise is due today") if is_due else _("A promise is due within a week")
        where = f"{settings.ADDRESS}/petugas/dialog/janji/" if settings.ADDRESS else _("the address you know")
        body = _("Please sign in at %(where)s. For safety nothing else stands in this message.") % {"where": where}
    message = EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [officer.email])
    get_connection().send_messages([message])
    return 1
