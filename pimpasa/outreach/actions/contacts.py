"""Whom to remind in an RW. Name, e-mail and phone are sealed; the server opens them to send the reminder."""

from __future__ import annotations

from dataclasses import asdict

from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import act, record
from pimpasa.outreach import rules
from pimpasa.outreach.contents import Contact
from pimpasa.outreach.models import RwContact
from pimpasa.outreach.opening import contact_key
from pimpasa.sealing.envelopes import seal_json
from pimpasa.territory.models import Village


@act(Act.CONTACT_KEPT)
def keep_contact(*, village: Village, rw: str, contact: Contact, by: Officer) -> RwContact:
    """Keep the one contact of an RW, in the place of the one before. Raises Refused."""
    rules.check_keep(by)
    rules.check_place(by.office, village, [rw])
    rules.check_contact(contact)
    context = RwContact(office=by.office, village=village, rw=rw).context
    envelope = seal_json(asdict(contact), key=contact_key(), context=context)
    row, _is_new = RwContact.objects.update_or_create(
        office=by.office,
        village=village,
        rw=rw,
        defaults={"envelope": envelope, "kept_by": by, "kept_at": clock.now()},
    )
    record(row, by=by, sealed=row.envelope)
    return row


@act(Act.CONTACT_REMOVED)
def remove_contact(*, contact: RwContact, by: Officer) -> None:
    """Forget a contact. Raises Refused."""
    rules.check_keep(by)
    rules.check_own_contact(by, contact)
    record(contact, by=by, sealed=contact.envelope)
    contact.delete()
