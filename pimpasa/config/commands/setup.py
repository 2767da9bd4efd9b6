"""`pimpasa setup`: an office of one's own, instead of the demonstration."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from pimpasa.config.commands.base import Commands, add_command, say
from pimpasa.config.commands.keys import page_of_backup_kit
from pimpasa.config.errors import Fault
from pimpasa.config.startup import database

if TYPE_CHECKING:
    from pimpasa.accounts.models import Officer
    from pimpasa.config.setup import Founded, Person
    from pimpasa.territory.models import District

Answer = TypeVar("Answer")


def add_to(commands: Commands) -> None:
    add_command(
        commands,
        "setup",
        does="ask for an office, its head and its administrator; print its recovery kit and the backup kit",
        example="PIMPASA_DATA=/srv/pimpasa pimpasa setup",
        act=set_up,
    )


def set_up(arguments: Namespace) -> int:
    with database():
        from pimpasa.accounts.errors import Refused
        from pimpasa.config import binding, installation

        with installation.alone():
            installation.migrate(say)
            binding.bind()
            installation.load_territory(say)
        try:
            _print(_found())
            _print_backup_kit()
        except Refused as refusal:
            raise Fault(f"nothing was set up: {refusal}") from refusal
    return 0


def _found() -> Founded:
    from pimpasa.config.setup import found_office

    return found_office(
        name=_ask("Name of the office", _new_office_name),
        unit=_ask("Name of its unit that reads every report (such as Bidang Inteldakim)", _text),
        districts=_ask("Codes of its kecamatan, with spaces between (such as 31.73.01 31.73.06)", _districts),
        head=_person("head of office"),
        administrator=_person("administrator"),
        is_fallback=_is_fallback(),
    )


def _is_fallback() -> bool:
    """Asked while nobody is chosen; afterwards `pimpasa offices fallback` chooses another."""
    from pimpasa.territory.queries.offices import steward

    if steward() is not None:
        return False
    return _ask("Is it to read reports from outside every office's area, and look after what all share (y/n)", _yes)


def _yes(answer: str) -> bool:
    if answer.lower() not in {"y", "n"}:
        raise ValueError("Answer y or n.")
    return answer.lower() == "y"


def _person(role: str) -> Person:
    from pimpasa.config.setup import Person

    return Person(name=_ask(f"Name of the {role}", _text), email=_ask(f"E-mail address of the {role}", _email))


def _ask(question: str, read: Callable[[str], Answer]) -> Answer:
    while True:
        try:
            return read(input(f"{question}: ").strip())
        except ValueError as wrong:
            say(f"  {wrong}")
        except EOFError as end:
            raise Fault(f"nothing was set up: no answer to “{question}”") from end


def _text(answer: str) -> str:
    if not 0 < len(answer) <= 120:
        raise ValueError("Write 1 to 120 characters.")
    return answer


def _new_office_name(answer: str) -> str:
    from pimpasa.territory.models import Office

    if Office.objects.filter(name=_text(answer)).exists():
        raise ValueError("This office is set up already.")
    return answer


def _email(answer: str) -> str:
    from django.core.exceptions import ValidationError
    from django.core.validators import validate_email

    try:
        validate_email(answer)
    except ValidationError as wrong:
        raise ValueError("This is no e-mail address.") from wrong
    return answer


def _districts(answer: str) -> list[District]:
    from pimpasa.territory.models import District

    districts = []
    for code in answer.replace(",", " ").split():
        district = District.objects.filter(pk=code).select_related("jurisdiction__office").first()
        if district is None:
            raise ValueError(f"{code} is no kecamatan's code: write it like 31.73.01.")
        if hasattr(district, "jurisdiction"):
            raise ValueError(f"{district} belongs to {district.jurisdiction.office} already.")
        districts.append(district)
    if not districts:
        raise ValueError("Name one kecamatan at least.")
    return districts


def _print(founded: Founded) -> None:
    say(f"\n{founded.office} is set up.\n")
    say("Recovery kit. It opens every report of this office when all passphrases are lost.")
    say("It is shown this once: write or print it, and lock it away on paper.\n")
    say(f"  {founded.kit}\n")
    say("First sign-in, each link for one person and one use, within three days:")
    for officer, token in founded.invited:
        say(f"  {officer.name} ({officer.get_role_display()}): {address_of_invitation(officer, token)}")


def _print_backup_kit() -> None:
    """With the first office; the others' backups are the same."""
    from pimpasa.installation.actions import make_backup_kit
    from pimpasa.installation.queries import backup_kit

    if backup_kit() is None:
        say(page_of_backup_kit(make_backup_kit()))


def address_of_invitation(officer: Officer, token: str) -> str:
    from django.conf import settings
    from django.urls import reverse

    host = settings.ALLOWED_HOSTS[0]
    site = f"https://{host}" if settings.HTTPS else f"http://{host}:{settings.PORT}"
    return site + reverse("officers:invitation", args=[officer.pk, token])
