"""A visit, written down on a phone entry by entry. Each entry carries an id of the phone's, so it is kept once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.common import clock
from pimpasa.evidence import actions as evidence
from pimpasa.evidence.models import Exhibit
from pimpasa.evidence.uploads import SealedUpload
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger import actions as ledger
from pimpasa.ledger.acts import Act
from pimpasa.reports.kinds import Obtained
from pimpasa.reports.models import Attachment
from pimpasa.reports.opening import report_key
from pimpasa.reports.rules import check_own
from pimpasa.sealing import envelopes
from pimpasa.sealing.derivation import derive
from pimpasa.verification import rules
from pimpasa.verification.kinds import CheckStep, EntryKind, VisitItem
from pimpasa.verification.models import FieldCheck, VisitEntry
from pimpasa.verification.papers import EntryContents
from pimpasa.verification.queries import plan_of_check
from pimpasa.verification.writing import LONGEST, check_room, moment_of, sound_place

BOX = (1000, 400)
MOST_POINTS = 5_000


def draft_key(check: FieldCheck, keyring: Keyring) -> bytes:
    """Under what the officer's phone seals entries that wait for a network: of this visit and officer alone."""
    return derive(report_key(check.report, keyring), f"visit drafts {check.pk} {keyring.officer.actor}", 32)


@transaction.atomic
def add_entry(
    *,
    check: FieldCheck,
    entry_id: UUID,
    kind: str,
    contents: EntryContents,
    keyring: Keyring,
    photo: SealedUpload | None = None,
) -> tuple[VisitEntry, bool]:
    """Keep an entry of a visit; True where it is new, False where the phone sent it before.

    Raises Refused by the rules, ExhibitGone for a photo that did not arrive.
    """
    officer = keyring.officer
    check = FieldCheck.objects.select_for_update(of=("self",)).select_related("report", "officer").get(pk=check.pk)
    check_own(officer, check.report)
    known = VisitEntry.objects.filter(pk=entry_id).first()
    if known is not None:
        return _same(known, check), False
    check_room(check.entries.count())
    key = report_key(check.report, keyring)
    is_signature = kind == EntryKind.SIGNATURE
    step = CheckStep.SIGN if is_signature else CheckStep.NOTE
    at = moment_of(contents.at)
    rules.check_enter(officer, check, plan_of_check(check, key), step=step, at=at)
    contents = _sound(kind, contents, photo)
    made = VisitEntry(id=entry_id, check_made=check, kind=kind, officer=officer, received_at=clock.now())
    made.envelope = envelopes.seal_json(asdict(contents), key=key, context=made.context)
    if photo is not None:
        made.exhibit = _keep(photo, check, key, keyring)
    made.save(force_insert=True)
    check.state = rules.next_check_state(check, step)
    if is_signature:
        check.visited_at = at
    check.save(update_fields=["state", "visited_at"])
    act = Act.VISIT_SIGNED if is_signature else Act.VISIT_NOTED
    digest = ledger.digest_of(made.envelope)
    ledger.append(act=act, subject=check.report.subject, actor=officer.actor, digest=digest)
    return made, True


def _same(known: VisitEntry, check: FieldCheck) -> VisitEntry:
    if known.check_made_id != check.pk:
        raise Refused(_("This entry belongs to another visit."))
    return known


def _sound(kind: str, contents: EntryContents, photo: SealedUpload | None) -> EntryContents:
    """The contents with nothing in them that their kind does not have. Raises Refused where something is missing."""
    if kind not in EntryKind.values or len(contents.text) > LONGEST:
        raise Refused(_("This entry cannot be read."))
    cleaned = EntryContents(at=contents.at, text=contents.text.strip(), place=sound_place(contents.place))
    match EntryKind(kind):
        case EntryKind.CHECKLIST:
            if not set(contents.items) <= set(VisitItem.values):
                raise Refused(_("This entry cannot be read."))
            return replace(cleaned, items=list(contents.items))
        case EntryKind.NOTE if not cleaned.text:
            raise Refused(_("Write something first."))
        case EntryKind.PHOTO if photo is None:
            raise Refused(_("Choose a photo."))
        case EntryKind.SIGNATURE:
            return replace(cleaned, strokes=_strokes(contents.strokes, cleaned.text))
        case _:
            return cleaned


def _strokes(strokes: Sequence[Sequence[Sequence[int]]], name: str) -> list[list[list[int]]]:
    """A drawn signature, or none where the officer typed their name instead."""
    width, height = BOX
    drawn = [[[int(x), int(y)] for x, y in stroke] for stroke in strokes if stroke]
    points = [point for stroke in drawn for point in stroke]
    if len(points) > MOST_POINTS or not all(0 <= x <= width and 0 <= y <= height for x, y in points):
        raise Refused(_("This signature cannot be read. Please sign again."))
    if not points and len(name) < 3:
        raise Refused(_("Sign with your finger, or type your name."))
    return drawn


def _keep(photo: SealedUpload, check: FieldCheck, key: bytes, keyring: Keyring) -> Exhibit:
    exhibit = evidence.keep(upload=photo, key=key, obtained=Obtained.OFFICER, expires_at=None)
    Attachment.objects.create(report=check.report, exhibit=exhibit, by_officer=True)
    actor, digest = keyring.officer.actor, bytes(exhibit.digest or b"")
    ledger.append(act=Act.EXHIBIT_RECEIVED, subject=exhibit.subject, actor=actor, digest=digest)
    return exhibit
