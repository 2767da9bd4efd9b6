"""Whom to remind in an RW. Name, e-mail and phone are sealed; the server opens them to send the reminder."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from pimpasa.ledger import actions as ledger
from pimpasa.ledger.acts import Act
from pimpasa.outreach import rules
from pimpasa.outreach.models import RwContact
from pimpasa.outreach.secret import contact_key
from pimpasa.sealing.envelopes import open_json, seal_json
from pimpasa.sealing.errors import SealingError
from pimpasa.territory.models import Office, Village


@dataclass(frozen=True)
class Contact:
    """Somebody of an RW who agreed to be written to."""

    name: str
    email: str
    phone: str = ""


@transaction.atomic
def keep(*, village: Village, rw: str, contact: Contact, by: Officer) -> RwContact:
    """Keep the one contact of an RW, in the place of the one before. Raises Refused."""
    rules.check_keep(by)
    rules.check_place(by.office, village, [rw])
    try:
        validate_email(contact.email)
    except ValidationError as wrong:
        raise Refused(_("This is no e-mail address.")) from wrong
    if not contact.name.strip():
        raise Refused(_("Give the name."))
    row = RwContact(office=by.office, village=village, rw=rw)
    envelope = seal_json(asdict(contact), key=contact_key(), context=row.context)
    kept, _is_new = RwContact.objects.update_or_create(
        office=by.office,
        village=village,
        rw=rw,
        defaults={"envelope": envelope, "kept_by": by, "kept_at": clock.now()},
    )
    _log(Act.CONTACT_KEPT, kept, by)
    return kept


@transaction.atomic
def remove(*, contact: RwContact, by: Officer) -> None:
    """Forget a contact. Raises Refused."""
    rules.check_keep(by)
    if contact.office_id != by.office_id:
        raise Refused(_("This contact is another office's."))
    _log(Act.CONTACT_REMOVED, contact, by)
    contact.delete()


def open_contact(row: RwContact) -> Contact | None:
    """What was kept; None where it was sealed under another signing key, and is to be asked for anew."""
    try:
        return Contact(**open_json(bytes(row.envelope), key=contact_key(), context=row.context))
    except SealingError:
        return None


def of_office(office: Office) -> QuerySet[RwContact]:
    return RwContact.objects.filter(office=office).select_related("village").order_by("village__name", "rw")


def of_rws(office: Office, village: Village, rws: Iterable[str]) -> QuerySet[RwContact]:
    """The contacts of these RW; without any RW, of all the kelurahan's, since all of it is invited."""
    rows = RwContact.objects.filter(office=office, village=village)
    wanted = list(rws)
    return rows.filter(rw__in=wanted) if wanted else rows


def _log(act: Act, contact: RwContact, by: Officer) -> None:
    ledger.append(act=act, subject=contact.subject, actor=by.actor, digest=ledger.digest_of(bytes(contact.envelope)))
