"""Signed letters, as a signed paper or the head of office writes them down."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import count
from typing import Any

from pimpasa.accounts.models import Officer
from pimpasa.accounts.queries import units_of
from pimpasa.common import clock
from pimpasa.evidence.uploads import SealedUpload
from pimpasa.letters.actions import letters
from pimpasa.letters.contents import LetterContents, LetterFacts
from pimpasa.letters.models import Letter
from pimpasa.letters.queries import villages_in
from pimpasa.territory.models import Desk
from tests.factories.evidence import sealed_upload
from tests.factories.people import keyring

PLACE = "Rusunami City Park"
TASK = "Karangan: melakukan pengawasan dan pemeriksaan keimigrasian."
SCAN = b"%PDF-1.7\nKarangan: surat dari luar, dipindai\n"
_numbers = count(1)


def facts(number: str = "", *, first: date | None = None, last: date | None = None) -> LetterFacts:
    """In force from yesterday to a week from now, under a number of its own."""
    today = clock.today()
    of = number or f"W.0/KARANGAN/{next(_numbers)}"
    return LetterFacts(of, first or today - timedelta(days=1), last or today + timedelta(days=7))


def letter(
    officers: Sequence[Officer],
    *,
    unit: Desk | None = None,
    of: LetterFacts | None = None,
    task: str = TASK,
    place: str = PLACE,
    signer: str = "Hadi Contoh",
) -> Letter:
    """One whose paper was signed, naming these officers; of the unit of their office."""
    desk = unit or Desk.objects.filter(office=officers[0].office, kind="unit", closed_on=None).order_by("pk")[0]
    writer = Officer.objects.filter(office=desk.office, role="head").order_by("pk").first() or officers[0]
    contents = LetterContents(signer, task, [place], [village.pk for village in villages_in(place, desk.office)])
    return letters.write(unit=desk, facts=of or facts(), contents=contents, officers=officers, keyring=keyring(writer))


def scan() -> SealedUpload:
    return sealed_upload(SCAN, name="surat.pdf", declared="application/pdf")


def entered(by: Officer, officers: Sequence[Officer], **changes: Any) -> Letter:
    """One from outside."""
    unit = units_of(by, on=clock.today())[0]
    contents = LetterContents("Hadi Contoh", TASK, [PLACE], [])
    options = {"facts": facts(), "contents": contents, "scan": scan()} | changes
    return letters.enter(unit=unit, officers=officers, keyring=keyring(by), **options)
