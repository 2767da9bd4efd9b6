"""A visit, written down on a phone entry by entry."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from pimpasa.common import clock
from pimpasa.evidence.uploads import SealedUpload
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import act, record
from pimpasa.logbook.actions import keep_entry
from pimpasa.logbook.queries import received_before
from pimpasa.logbook.rules import check_signature, check_written, moment_of
from pimpasa.reports.kinds import Obtained
from pimpasa.reports.models import Attachment
from pimpasa.reports.rules import check_own
from pimpasa.vault.opening import key_of
from pimpasa.verification import rules
from pimpasa.verification.contents import EntryContents
from pimpasa.verification.kinds import CheckStep, EntryKind, VisitItem
from pimpasa.verification.models import FieldCheck, VisitEntry
from pimpasa.verification.queries import locked_check, plan_of_check

MOST_ENTRIES = 500


@act(Act.VISIT_NOTED, Act.VISIT_SIGNED, idle="the phone sent it before")
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
    check = locked_check(check)
    check_own(officer, check.report)
    earlier = received_before(check.entries.all(), entry_id, most=MOST_ENTRIES)
    if earlier is not None:
        return earlier, False
    key = key_of(check.report, keyring)
    step = CheckStep.SIGN if kind == EntryKind.SIGNATURE else CheckStep.NOTE
    at = moment_of(contents.at)
    check.state = rules.check_enter(officer, check, plan_of_check(check, key), step=step, at=at)
    check_written(kind, contents, of=EntryKind.values, items=VisitItem.values, has_photo=photo is not None)
    contents = _of_its_kind(kind, replace(contents, at=at.isoformat()))
    entry = VisitEntry(id=entry_id, check_made=check, kind=kind, officer=officer, received_at=clock.now())
    keep_entry(entry=entry, contents=contents, key=key, photo=photo, obtained=Obtained.OFFICER)
    if entry.exhibit is not None:
        Attachment.objects.create(report=check.report, exhibit=entry.exhibit, by_officer=True)
    if step == CheckStep.SIGN:
        check.visited_at = at
    check.save(update_fields=["state", "visited_at"])
    record(check.report, by=officer, act=_ACTS[step], sealed=entry.envelope)
    return entry, True


_ACTS = {CheckStep.NOTE: Act.VISIT_NOTED, CheckStep.SIGN: Act.VISIT_SIGNED}


def _of_its_kind(kind: str, contents: EntryContents) -> EntryContents:
    """The contents with nothing in them that their kind does not have. Raises Refused for a signature that is none."""
    plain = EntryContents(at=contents.at, text=contents.text.strip(), place=contents.place)
    match EntryKind(kind):
        case EntryKind.CHECKLIST:
            return replace(plain, items=contents.items)
        case EntryKind.SIGNATURE:
            check_signature(contents.strokes, plain.text)
            return replace(plain, strokes=[stroke for stroke in contents.strokes if stroke])
        case _:
            return plain
