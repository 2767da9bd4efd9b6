"""A file is brought, looked through entry by entry, and gone. What comes of an entry is an act of its own kind."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.areas.actions import tell_area
from pimpasa.areas.contents import AreaContents
from pimpasa.areas.kinds import Happening
from pimpasa.areas.models import AreaNote
from pimpasa.common import clock
from pimpasa.evidence.uploads import SealedUpload
from pimpasa.handling.actions.telling import tell
from pimpasa.handling.models import Telling
from pimpasa.imports.columns import pieces_of
from pimpasa.imports.contents import Brought, Piece, Table, sealed_words
from pimpasa.imports.guessing import Surroundings, guess
from pimpasa.imports.kinds import Column, Guess
from pimpasa.imports.models import Entry, Import, Trace
from pimpasa.imports.opening import key_of_import
from pimpasa.imports.queries import import_of, trace_of, traces_over
from pimpasa.imports.reading import Reading
from pimpasa.imports.rules import LIFE, TRACED, check_bring, check_number, check_own, check_there
from pimpasa.keys.queries import officer_key
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger.acts import Act
from pimpasa.ledger.imprints import known
from pimpasa.ledger.verbs import act, unlogged
from pimpasa.outreach.actions.planning import Plan, note_held
from pimpasa.outreach.models import Dialogue
from pimpasa.outreach.queries.planning import kinds_in_use, villages_of
from pimpasa.reports.contents import Answers
from pimpasa.reports.models import Report
from pimpasa.sealing import envelopes, grants
from pimpasa.territory.models import Desk, Office, Village
from pimpasa.unsent.actions import forget_about

OWN = "an officer's own file, of which nobody else sees anything; what they make of it are acts"


@unlogged(OWN)
def bring(*, reading: Reading, name: str, by: Officer) -> Import:
    """Seal what was read of a file to its officer's own key; messages become entries at once. Raises Refused."""
    check_bring(by)
    holder = officer_key(by)
    if holder is None or not known([holder]):
        raise Refused("no_key_yet", _("Your key is not there yet."))
    within = Import(officer=by, ends_at=clock.now() + LIFE)
    key = envelopes.new_key()
    within.grant = grants.grant(key, to=bytes(holder.public), context=within.context)
    _seal(within, Brought(name, reading.tables, reading.formulas), key)
    within.save(force_insert=True)
    _add(within, reading.pieces, key)
    return within


@unlogged(OWN)
def match(
    *, within: Import, brought: Brought, table: Table, places: Mapping[Column, list[int]], keyring: Keyring
) -> int:
    """Make entries of a sheet's rows, by what the officer says of its columns; the sheets are dropped.

    Returns how many. Raises Refused by the rules, and where no row says anything.
    """
    key = key_of_import(within, keyring)
    pieces = list(pieces_of(table, places))
    check_number(len(pieces))
    _seal(within, Brought(brought.name), key)
    within.save(update_fields=["envelope"])
    return _add(within, pieces, key)


def _seal(within: Import, brought: Brought, key: bytes) -> None:
    within.envelope = envelopes.seal_json(brought.to_json(), key=key, context=within.context)


def _add(within: Import, pieces: Iterable[Piece], key: bytes) -> int:
    """What says the same of the same day twice is one entry."""
    office = within.officer.office
    surroundings = surroundings_of(office)
    by_trace = {trace_of(office, piece): piece for piece in pieces}
    entries = [
        Entry(within=within, position=place, guess=guess(piece, surroundings), trace=trace)
        for place, (trace, piece) in enumerate(by_trace.items())
    ]
    for entry, piece in zip(entries, by_trace.values(), strict=True):
        entry.envelope = envelopes.seal(sealed_words(piece), key=key, context=entry.context)
    return len(Entry.objects.bulk_create(entries, batch_size=500))


def surroundings_of(office: Office) -> Surroundings:
    """What an office calls things."""
    return Surroundings(list(kinds_in_use(office)), list(villages_of(office)))


@unlogged(OWN)
def throw_away(*, within: Import, entries: Sequence[UUID], by: Officer) -> int:
    """Erase some entries; returns how many. The file goes with its last."""
    check_own(by, within)
    number = Entry.objects.filter(within=within, pk__in=entries).delete()[0]
    for pk in entries:
        forget_about(thing=pk)
    _end_if_empty(within)
    return number


@unlogged(OWN)
def finish(*, within: Import, by: Officer) -> None:
    """Erase all that is left of a file."""
    check_own(by, within)
    _erase(within)


@unlogged("what nobody finished in its time is gone, and so is what only helps not to do the same twice")
def purge(*, at: datetime) -> int:
    """Erase files whose time is over, and traces of half a year ago; returns how many files."""
    over = list(Import.objects.filter(ends_at__lt=at))
    for within in over:
        _erase(within)
    traces_over((at - TRACED).date()).delete()
    return len(over)


@act(Act.REPORT_TOLD, Act.REPORT_RECEIVED, Act.REPORT_DIRECT, Act.EXHIBIT_RECEIVED)
def confirm_report(
    *, entry: Entry, answers: Answers, by: Officer, files: Sequence[SealedUpload] = ()
) -> tuple[Telling, str]:
    """Write an entry down as a report that was told; the entry is gone. Raises Refused, and as `tell`."""
    entry = _locked(entry, by)
    telling, code = tell(pk=entry.pk, answers=answers, by=by, files=files)
    _settle(entry, Guess.REPORT, by, telling.report)
    return telling, code


@act(Act.DIALOGUE_PLANNED, Act.DIALOGUE_ENDED)
def confirm_activity(*, entry: Entry, plan: Plan, desk: Desk, by: Officer) -> Dialogue:
    """Write an entry down as a dialogue that was held; the entry is gone. Raises Refused, and as `note_held`."""
    entry = _locked(entry, by)
    dialogue = note_held(plan=plan, desk=desk, by=by)
    _settle(entry, Guess.ACTIVITY, by)
    return dialogue


@act(Act.AREA_TOLD)
def confirm_area(
    *, entry: Entry, village: Village, happening: Happening, contents: AreaContents, by: Officer
) -> AreaNote:
    """Pass an entry on as told of an area; the entry is gone. Raises Refused, and as `tell_area`."""
    entry = _locked(entry, by)
    note = tell_area(village=village, happening=happening, contents=contents, by=by)
    _settle(entry, Guess.AREA, by)
    return note


def _locked(entry: Entry, by: Officer) -> Entry:
    """The entry, locked: of two thumbs that press at once, one takes it over. Raises Refused."""
    locked = check_there(Entry.objects.select_for_update().filter(pk=entry.pk).first())
    check_own(by, locked.within)
    return locked


def _settle(entry: Entry, became: Guess, by: Officer, report: Report | None = None) -> None:
    settled = {"officer": by, "became": became, "on": clock.today(), "report": report}
    Trace.objects.update_or_create(office=by.office, digest=bytes(entry.trace), defaults=settled)
    forget_about(thing=entry.pk)
    entry.delete()
    _end_if_empty(entry.within)


def _end_if_empty(within: Import) -> None:
    if import_of(within.officer, within.pk) is not None and not Entry.objects.filter(within=within).exists():
        _erase(within)


def _erase(within: Import) -> None:
    """With what was typed on its pages, whose addresses all name it."""
    forget_about(thing=within.pk)
    within.delete()
