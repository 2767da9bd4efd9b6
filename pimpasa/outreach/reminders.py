"""Reminding an RW's contact the day before, once."""

from __future__ import annotations

import logging
from datetime import timedelta
from smtplib import SMTPException, SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.db.models import QuerySet

from pimpasa.common import clock
from pimpasa.ledger.acts import Act
from pimpasa.outreach import contacts, inviting
from pimpasa.outreach.contacts import Contact
from pimpasa.outreach.models import Dialogue, RwContact
from pimpasa.outreach.planning import locked, log
from pimpasa.outreach.states import DialogueState

logger = logging.getLogger(__name__)
AHEAD = timedelta(hours=24)
STOP = (
    "Anda mendapat surat ini karena menjadi narahubung RW. Kalau tidak mau lagi, beri tahu petugas di atas; "
    "nama dan alamat Anda akan dihapus."
)


def remind_due() -> int:
    """Mail the contacts of what begins within a day; returns how many messages. One's fault stops no other's."""
    sent = 0
    for dialogue in _due():
        try:
            sent += remind(dialogue=dialogue)
        except (OSError, SMTPException) as fault:
            logger.warning("%s: its RW was not reminded: %s", dialogue, fault)
    return sent


def _due() -> QuerySet[Dialogue]:
    now = clock.now()
    return Dialogue.objects.filter(
        state=DialogueState.PLANNED, reminded_at=None, starts_at__gt=now, starts_at__lte=now + AHEAD
    ).order_by("starts_at")


@transaction.atomic
def remind(*, dialogue: Dialogue) -> int:
    """Mail the contacts of its RW; what the mail server does not take is tried the next time. Returns how many."""
    dialogue = locked(dialogue)
    if dialogue.state != DialogueState.PLANNED or dialogue.reminded_at is not None:
        return 0
    people = [opened for row in _contacts(dialogue) if (opened := contacts.open_contact(row))]
    if not people:
        return 0
    Dialogue.objects.filter(pk=dialogue.pk).update(reminded_at=clock.now())
    log(Act.DIALOGUE_REMINDED, dialogue, None)
    return sum(_sent(_message(dialogue, person)) for person in people)


def _sent(message: EmailMessage) -> int:
    """An address that the mail server refuses for good keeps no neighbour's reminder back."""
    try:
        return message.send()
    except SMTPRecipientsRefused as refused:
        logger.warning(
            "the contact of an RW was not reminded: the mail server refuses the address (%d)", len(refused.recipients)
        )
        return 0


def _contacts(dialogue: Dialogue) -> list[RwContact]:
    return list(contacts.of_rws(dialogue.office, dialogue.village, dialogue.rws))


def _message(dialogue: Dialogue, person: Contact) -> EmailMessage:
    """Always in Indonesian, each to one person, so that nobody sees who else is written to."""
    name, when = dialogue.title or dialogue.kind.name_id, f"{inviting.day_of(dialogue)}, {inviting.hours_of(dialogue)}"
    link = f"{settings.ADDRESS}/ngopi/{dialogue.pk}/" if settings.ADDRESS and dialogue.is_public else ""
    lines = [
        f"Yth. {person.name},",
        f"Mengingatkan: {name} untuk warga {inviting.residents(dialogue)}.",
        f"Kapan: {when}\nDi mana: {', '.join(inviting.place_of(dialogue))}",
        f"Keterangan: {link}" if link else "",
        "Mohon bantu mengingatkan warga. Terima kasih.",
        f"{dialogue.organiser.name}, {dialogue.office.name}",
        STOP,
    ]
    subject = f"Pengingat: {name}, {inviting.day_of(dialogue)}"
    body = "\n\n".join(line for line in lines if line)
    return EmailMessage(" ".join(subject.split()), body, settings.DEFAULT_FROM_EMAIL, [person.email])
