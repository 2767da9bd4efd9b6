"""The office at the airport with everybody in it, made by the same actions that people use.

Hadi leads it, Agus administers it, Dewi analyses for Inteldakim, Sari is Pimpasa of Cengkareng Timur, Bayu of
Pegadungan, Rina audits. Fani analyses at another office. Nobody here exists.
"""

from __future__ import annotations

from dataclasses import dataclass

from pimpasa.accounts.actions import add_officer, assign
from pimpasa.accounts.models import Officer
from pimpasa.accounts.roles import Role
from pimpasa.common import clock
from pimpasa.keys.actions.kits import make_recovery_kit, open_with_kit
from pimpasa.keys.actions.letting_in import admit, hand_over
from pimpasa.keys.actions.officer_keys import agree_new_key, ask_new_key, make_officer_key
from pimpasa.keys.codes import code_of
from pimpasa.keys.models import Admission, OfficerKey
from pimpasa.keys.rules import can_vouch
from pimpasa.keys.unlocking import Keyring, open_with_passphrase
from pimpasa.reports.queries import readers
from pimpasa.territory.kinds import Level
from pimpasa.territory.models import Desk, Office
from pimpasa.territory.queries import places
from tests.factories.remembered import remembered
from tests.factories.territory import Slice, cengkareng

PASSPHRASE = "kopi-pagi-di-teras"


@dataclass(frozen=True)
class Cast:
    """Everyone, and where they work. `kit` is the recovery kit's code."""

    at: Slice
    kit: str
    hadi: Officer
    agus: Officer
    dewi: Officer
    sari: Officer
    bayu: Officer
    rina: Officer
    fani: Officer

    @property
    def everyone(self) -> list[Officer]:
        """Of the office itself."""
        return [self.hadi, self.agus, self.dewi, self.sari, self.bayu, self.rina]


def cast() -> Cast:
    """Everyone with an open-able key; Sari and Bayu at their desks, Dewi and Hadi at the unit."""
    made = remembered(_cast)
    readers.forget()
    places.forget()
    return made


def _cast() -> Cast:
    at = cengkareng()
    kit = make_recovery_kit(office=at.office)
    hadi = officer("hadi", Role.HEAD, at.office, desk=at.unit, kit=kit)
    agus = officer("agus", Role.ADMINISTRATOR, at.office)
    fallback_kit = make_recovery_kit(office=at.fallback)
    fani = officer("fani", Role.ANALYST, at.fallback, desk=at.fallback_unit, kit=fallback_kit)
    return Cast(
        at=at,
        kit=kit,
        hadi=hadi,
        agus=agus,
        dewi=officer("dewi", Role.ANALYST, at.office, desk=at.unit, giver=hadi),
        sari=officer("sari", Role.PIMPASA, at.office, desk=at.cengkareng_timur, giver=hadi),
        bayu=officer("bayu", Role.PIMPASA, at.office, desk=at.pegadungan, giver=hadi),
        rina=officer("rina", Role.AUDITOR, at.office, giver=hadi),
        fani=fani,
    )


@dataclass(frozen=True)
class Above:
    """Who stands above the offices: Kartika at the Kanwil, Damar at the Directorate, Indah at the inspectorate.

    `gita` keeps the Kanwil's officers.
    """

    kanwil: Office
    nation: Office
    kartika: Officer
    damar: Officer
    indah: Officer
    gita: Officer

    @property
    def everyone(self) -> list[Officer]:
        return [self.kartika, self.damar, self.indah, self.gita]


def above(office: Cast) -> Above:
    """The levels above the office of a cast, with somebody at each who signed in once."""
    nation = Office.objects.create(name="Direktorat Jenderal Imigrasi", level=Level.NATION, one_step_is_enough=True)
    kanwil = Office.objects.create(name="Kanwil Contoh", level=Level.KANWIL, above=nation, one_step_is_enough=True)
    Office.objects.filter(pk=office.at.office.pk).update(above=kanwil)
    return Above(
        kanwil=kanwil,
        nation=nation,
        kartika=officer("kartika", Role.KANWIL, kanwil),
        damar=officer("damar", Role.DIRECTORATE, nation),
        indah=officer("indah", Role.INSPECTORATE, nation),
        gita=officer("gita", Role.ADMINISTRATOR, kanwil),
    )


def officer(
    name: str, role: Role, office: Office, *, desk: Desk | None = None, giver: Officer | None = None, kit: str = ""
) -> Officer:
    """Somebody who signed in once; seated at `desk`, whose key `giver` hands over, or they open it with the kit."""
    made = add_officer(office=office, email=f"{name}@contoh.invalid", name=f"{name.title()} Contoh", role=role, by=None)
    made.set_password(PASSPHRASE)
    made.save(update_fields=["password"])
    make_officer_key(officer=made, passphrase=PASSPHRASE)
    if desk is not None:
        assign(officer=made, desk=desk, starts_on=clock.today(), by=None)
    if kit:
        open_with_kit(code=kit, keyring=keyring(made))
    if desk is not None and giver is not None:
        hand_over(desk=desk, to=made, code=read_out(made, desk.subject), keyring=keyring(giver))
    if role == Role.AUDITOR and giver is not None:
        admit(officer=made, code=read_out(made, Admission.circle_of(office)), keyring=keyring(giver))
    made.refresh_from_db()
    return made


def entrusted(office: Cast) -> Cast:
    """The office looks after what all offices share, as the first of an installation does; Fani's does not."""
    Office.objects.update(is_fallback=False)
    Office.objects.filter(pk=office.at.office.pk).update(is_fallback=True)
    for somebody in [*office.everyone, office.fani]:
        somebody.office = Office.objects.get(pk=somebody.office_id)
    return office


def withdrawn(office: Cast, officer: Officer) -> None:
    """Agus asks for a new key for them, and somebody of the office who has been met agrees."""
    ask_new_key(officer=officer, by=office.agus)
    second = next(one for one in (office.hadi, office.rina) if one != officer and can_vouch(one))
    agree_new_key(officer=officer, by=second)
    officer.refresh_from_db()


def read_out(officer: Officer, circle: str) -> str:
    """The code that an officer's own screen shows to who is let in to a circle, such as a desk's subject."""
    return code_of(bytes(OfficerKey.objects.get(officer=officer, retired_at=None).public), circle=circle)


def keyring(officer: Officer) -> Keyring:
    """The officer's open key, as after their passphrase."""
    return Keyring(officer, open_with_passphrase(officer, PASSPHRASE))
