"""Reminding an RW's contact of a dialogue, once; and whoever owes a promise that it is due, never what was promised."""

from __future__ import annotations

import logging
from datetime import date
from functools import partial

from django.conf import settings
from django.utils.translation import gettext as _

from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import act, record, unlogged, write_now
from pimpasa.notices.actions import mail, mail_officers
from pimpasa.notices.errors import AddressRefused
from pimpasa.notices.letters import Letter
from pimpasa.outreach import invitation
from pimpasa.outreach.contents import Contact
from pimpasa.outreach.models import Dialogue, Promise
from pimpasa.outreach.opening import open_contact
from pimpasa.outreach.queries.after import promises_to_remind_of
from pimpasa.outreach.queries.dialogues import locked_dialogue
from pimpasa.outreach.queries.planning import contacts_of_rws
from pimpasa.outreach.states import DialogueState

logger = logging.getLogger(__name__)
PROMISES = "/petugas/dialog/janji/"
STOP = (
    "Anda mendapat surat ini karena menjadi narahubung RW. Kalau tidak mau lagi, beri tahu petugas di atas; "
    "nama dan alamat Anda akan dihapus."
)


@act(Act.DIALOGUE_REMINDED, idle="it was called off or reminded of meanwhile, or its RW have no contact")
def remind_rws(*, dialogue: Dialogue) -> int:
    """Mail the contacts of its RW; returns how many messages. Raises NotSent; then it is tried the next time."""
    dialogue = locked_dialogue(dialogue)
    if dialogue.state != DialogueState.PLANNED or dialogue.reminded_at is not None:
        return 0
    rows = contacts_of_rws(dialogue.office, dialogue.village, dialogue.rws)
    contacts = [contact for row in rows if (contact := open_contact(row))]
    if not contacts:
        return 0
    dialogue.reminded_at = clock.now()
    dialogue.save(update_fields=["reminded_at"])
    record(dialogue, by=None, facts={"reminded_at": dialogue.reminded_at, "contacts": len(contacts)})
    write_now()
    return sum(_sent(_letter(dialogue, contact)) for contact in contacts)


@unlogged("a message that something is due changes nothing but when it was last sent")
def remind_owner(*, promise: Promise) -> int:
    """Mail who keeps a promise, or its organiser; returns how many messages. Raises NotSent; then it is tried again.

    The row is locked until the mail server took the message, so that two workers do not send the same.
    """
    today = clock.today()
    rows = promises_to_remind_of(today).select_for_update(of=["self"], skip_locked=True)
    owed = rows.select_related("owner", "dialogue__organiser").filter(pk=promise.pk).first()
    if owed is None:
        return 0
    owed.reminded_on = today
    owed.save(update_fields=["reminded_on"])
    officer = _answerable(owed)
    recipients = [officer] if officer.is_active else []
    return mail_officers(officers=recipients, sentence=partial(_sentence, owed.due_on, today), page=PROMISES)


def _answerable(promise: Promise) -> Officer:
    """The owner; the organiser where that is somebody elsewhere, or has left."""
    owner = promise.owner
    return owner if owner is not None and owner.is_active else promise.dialogue.organiser


def _sentence(due_on: date, today: date) -> str:
    return _("A promise is due today") if due_on <= today else _("A promise is due within a week")


def _sent(letter: Letter) -> int:
    """An address that the mail server refuses for good keeps no neighbour's reminder back."""
    try:
        return mail(letters=[letter])
    except AddressRefused as refused:
        logger.warning("the contact of an RW was not reminded: %s", refused)
        return 0


def _letter(dialogue: Dialogue, contact: Contact) -> Letter:
    """Always in Indonesian, as the invitation is."""
    name = dialogue.title or dialogue.kind.name_id
    day = invitation.day_of(dialogue)
    link = f"{settings.ADDRESS}/ngopi/{dialogue.pk}/" if settings.ADDRESS and dialogue.is_public else ""
    lines = [
        f"Yth. {contact.name},",
        f"Mengingatkan: {name} untuk warga {invitation.residents(dialogue)}.",
        f"Kapan: {day}, {invitation.hours_of(dialogue)}\nDi mana: {', '.join(invitation.place_of(dialogue))}",
        f"Keterangan: {link}" if link else "",
        "Mohon bantu mengingatkan warga. Terima kasih.",
        f"{dialogue.organiser.name}, {dialogue.office.name}",
        STOP,
    ]
    body = "\n\n".join(line for line in lines if line)
    return Letter(contact.email, f"Pengingat: {name}, {day}", body)
