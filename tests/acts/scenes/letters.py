"""Surat perintah: in force, entered, withdrawn, read, erased."""

from __future__ import annotations

from pimpasa.letters import opening
from pimpasa.letters.actions import letters, shredding
from pimpasa.letters.contents import LetterContents
from tests.acts.stage import Deed, scene
from tests.factories import letters as made
from tests.factories.people import Cast, keyring

CONTENTS = LetterContents("Hadi Contoh", made.TASK, [made.PLACE], [])


@scene(letters.write)
def a_letter_comes_into_force(office: Cast) -> Deed:
    """Whoever keeps the signed copy of its paper; the paper's rules decide who that is."""
    return lambda who: letters.write(
        unit=office.at.unit, facts=made.facts(), contents=CONTENTS, officers=[office.sari], keyring=keyring(who)
    )


@scene(letters.enter, may="hadi")
def entering_a_letter_from_outside(office: Cast) -> Deed:
    scan = made.scan()
    return lambda who: letters.enter(
        unit=office.at.unit,
        facts=made.facts(),
        contents=CONTENTS,
        officers=[office.sari],
        scan=scan,
        keyring=keyring(who),
    )


@scene(letters.withdraw, may="hadi")
def withdrawing_a_letter(office: Cast) -> Deed:
    letter = made.letter([office.sari])
    return lambda who: letters.withdraw(letter=letter, reason="Karangan: salah tanggal", keyring=keyring(who))


@scene(letters.replaced)
def a_letter_is_replaced(office: Cast) -> Deed:
    letter = made.letter([office.sari])
    return lambda who: letters.replaced(letter=letter, by=who)


@scene(opening.open_letter, may="sari dewi hadi")
def reading_a_letter(office: Cast) -> Deed:
    letter = made.letter([office.sari])
    return lambda who: opening.open_letter(letter=letter, keyring=keyring(who))


@scene(opening.take_out, may="sari dewi hadi")
def taking_out_a_scan(office: Cast) -> Deed:
    letter = made.entered(office.hadi, [office.sari])
    return lambda who: opening.take_out(letter=letter, keyring=keyring(who))


@scene(shredding.erase)
def erasing_a_letter(office: Cast) -> Deed:
    letter = made.letter([office.sari])
    return lambda who: shredding.erase(letter=letter)
