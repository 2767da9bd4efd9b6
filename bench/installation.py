"""An installation of its own for a benchmark: embedded PostgreSQL, an office with desk and unit, the real server."""

from __future__ import annotations

import base64
import os
import secrets
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pimpasa.reports.contents import Answers, PersonAnswer

if TYPE_CHECKING:
    from pimpasa.accounts.models import Officer
    from pimpasa.accounts.roles import Role
    from pimpasa.territory.models import Desk, Office

VILLAGE = "31.73.01.1006"
PASSWORD = "kopi-pagi-di-teras"

ANSWERS = Answers(
    danger=True,
    kind="tppo",
    narrative="Tetangga saya dijanjikan kerja di luar negeri. " * 20,
    indicators=[1, 3, 9, 14, 20, 24],
    village=VILLAGE,
    rw="017",
    rt="003",
    place="Rusun Cinta Kasih Tzu Chi",
    address="Blok contoh, lantai 3",
    persons=[PersonAnswer("name", "Orang Karangan"), PersonAnswer("phone", "0812-0000-0000")],
    mode="anonymous",
)


@dataclass(frozen=True)
class Installation:
    """A running server's address and process, and the facts that bare inserts need."""

    address: str
    facts: dict[str, Any]
    server: int

    def drafts(self, count: int) -> list[str]:
        """Cookies of `count` finished drafts, ready to be sent."""
        from django.db import transaction

        from pimpasa.reports.actions.drafting import save_draft

        keys = [secrets.token_bytes(32) for _ in range(count)]
        with transaction.atomic():
            for key in keys:
                save_draft(browser_key=key, answers=ANSWERS)
        return [base64.urlsafe_b64encode(key).decode() for key in keys]

    def seat(self, name: str, role: Role, desk: Desk) -> Officer:
        """Somebody new at a desk, who opens its keys with the office's recovery kit."""
        from pimpasa.accounts.actions import assign
        from pimpasa.common import clock
        from pimpasa.keys.actions.kits import open_with_kit
        from pimpasa.keys.unlocking import Keyring, open_with_passphrase

        officer = self.member(name, role, desk.office)
        assign(officer=officer, desk=desk, starts_on=clock.today(), by=None)
        open_with_kit(code=self.facts["kit"], keyring=Keyring(officer, open_with_passphrase(officer, PASSWORD)))
        return officer

    def member(self, name: str, role: Role, office: Office) -> Officer:
        """Somebody new at an office, without a desk."""
        from pimpasa.accounts.actions import add_officer
        from pimpasa.keys.actions.officer_keys import make_officer_key

        email = f"{name}@contoh.invalid"
        officer = add_officer(office=office, email=email, name=f"{name.title()} Contoh", role=role, by=None)
        officer.set_password(PASSWORD)
        officer.save()
        make_officer_key(officer=officer, passphrase=PASSWORD)
        return officer


@contextmanager
def fresh_installation(folder: Path) -> Iterator[Installation]:
    """Everything started, and ended again whatever happens."""
    os.environ |= {"PIMPASA_DATA": str(folder), "PIMPASA_REPORTS_PER_ADDRESS": "10000000"}
    os.environ.pop("PIMPASA_DEMO", None)
    from pimpasa.config import processes, startup

    with startup.database():
        from pimpasa.config import static

        static.collect()
        facts = _found()
        port = _free_port()
        server = processes.server("127.0.0.1", port, os.cpu_count() or 1)
        try:
            processes.wait_for_answer("127.0.0.1", port, [server])
            yield Installation(f"http://127.0.0.1:{port}", facts, server.process.pid)
        finally:
            processes.stop([server])


def _found() -> dict[str, Any]:
    from django.conf import settings
    from django.core.management import call_command

    from pimpasa.keys.queries import sealing_keys

    call_command("migrate", verbosity=0)
    desk, unit, kit = _office()
    keys = [(key.pk, bytes(key.public)) for key in sealing_keys([desk, unit])]
    database = settings.DATABASES["default"]
    dsn = f"dbname={database['NAME']} user={database['USER']} host={database['HOST']}"
    return {
        "dsn": dsn, "keys": keys, "village": VILLAGE, "office": desk.office_id, "desk": desk.pk, "unit": unit.pk,
        "link_key": settings.LINK_KEY, "kit": kit,
    }  # fmt: skip


def _office() -> tuple[Desk, Desk, str]:
    """A kelurahan's desk and its unit, with their first keys, and the recovery kit's code."""
    from pimpasa.keys.actions.desk_keys import make_desk_key
    from pimpasa.keys.actions.kits import make_recovery_kit
    from pimpasa.territory.models import Desk, District, Jurisdiction, Office, Province, Regency, Village

    province = Province.objects.create(code="31", name="DKI Jakarta")
    regency = Regency.objects.create(code="31.73", name="Kota Jakarta Barat", province=province)
    district = District.objects.create(code="31.73.01", name="Cengkareng", regency=regency)
    village = Village.objects.create(code=VILLAGE, name="Cengkareng Timur", district=district, centroid="none")
    office = Office.objects.create(name="Kantor Imigrasi Uji", is_fallback=True, one_step_is_enough=True)
    Jurisdiction.objects.create(office=office, district=district)
    unit = Desk.objects.create(office=office, kind=Desk.Kind.UNIT, name="Bidang Inteldakim")
    desk = Desk.objects.create(office=office, kind=Desk.Kind.VILLAGE, name="Cengkareng Timur", village=village)
    kit = make_recovery_kit(office=office)
    make_desk_key(desk=unit, by=None)
    make_desk_key(desk=desk, by=None)
    return desk, unit, kit


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
