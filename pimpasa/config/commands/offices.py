"""`pimpasa offices`: offices, their areas, desks and people from a file; which of them reads what is nobody's."""

from __future__ import annotations

import os
import re
from argparse import Namespace
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from pimpasa.config.commands.base import Commands, add_command, add_group, say
from pimpasa.config.commands.setup import address_of_invitation
from pimpasa.config.errors import Fault
from pimpasa.config.startup import database

if TYPE_CHECKING:
    from pimpasa.coverage.actions.bringing_in import Brought
    from pimpasa.territory.models import Office
    from pimpasa.territory.queries.offices import Node


def add_to(commands: Commands) -> None:
    group = add_group(
        commands, "offices", does="offices, areas, desks and people", example="pimpasa offices import kantor.csv"
    )
    command = add_command(
        group,
        "import",
        does="say what a file of offices would bring in, with every fault and its line; with --write, bring it in",
        example="pimpasa offices import kantor.xlsx --write --sheets /root/undangan",
        act=import_,
    )
    command.add_argument("file", type=Path, help="CSV or XLSX, as `pimpasa offices sample` writes it")
    command.add_argument("--write", action="store_true", help="bring it in, where no line has a fault")
    command.add_argument("--sheets", type=Path, help="an empty folder for kits and first invitations, to be printed")
    command = add_command(
        group,
        "sample",
        does="write a file with the shape of the country: 133 offices for every village, with invented people",
        example="pimpasa offices sample contoh.csv",
        act=sample,
    )
    command.add_argument("file", type=Path, help="where it is written, as CSV")
    command = add_command(
        group,
        "fallback",
        does="choose the office that reads what belongs to no other, and looks after what all offices share",
        example="pimpasa offices fallback Kantor-Contoh",
        act=fallback,
    )
    command.add_argument("name", help="the office's name, as `pimpasa offices list` says it")
    add_command(
        group,
        "list",
        does="print the tree of offices: nation, Kanwil, offices, their units and how many desks",
        example="pimpasa offices list",
        act=list_,
    )


def import_(arguments: Namespace) -> int:
    if arguments.write and arguments.sheets is None:
        raise Fault("say where the kits and invitations are written: --sheets FOLDER; they are never shown here")
    with database():
        from pimpasa.config import binding
        from pimpasa.config.installation import require_tables
        from pimpasa.coverage import sheets
        from pimpasa.coverage.actions.bringing_in import bring_in

        require_tables()
        binding.bind()
        rows, faults = sheets.read(_there(arguments.file))
        folder = _empty(arguments.sheets) if arguments.write else None
        is_rehearsal = folder is None or bool(faults)
        brought = bring_in(rows=rows, is_rehearsal=is_rehearsal, progress=say)
        if faults := sorted([*faults, *brought.faults], key=lambda fault: fault.line):
            return _refuse(faults)
        _tell(brought, is_rehearsal=is_rehearsal)
        if folder is not None:
            _write_sheets(brought, folder)
    return 0


def _there(path: Path) -> Path:
    if not path.is_file():
        raise Fault(f"{path} is no file")
    return path


def _empty(folder: Path) -> Path:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise Fault(f"{folder} is not empty; name an empty folder, so that no sheet is overwritten")
    return folder


def _refuse(faults: Iterable[object]) -> int:
    """Every fault, and nothing was changed."""
    lines = [str(fault) for fault in faults]
    for line in lines:
        say(line)
    say(f"{len(lines):,} faults: nothing was brought in")
    return 1


def _tell(brought: Brought, *, is_rehearsal: bool) -> None:
    for kind in sorted({*brought.new, *brought.there}):
        say(f"{kind:12} {brought.new[kind]:>7,} new  {brought.there[kind]:>7,} there already")
    say("a rehearsal: nothing was changed. Bring it in with --write" if is_rehearsal else "brought in")


def _write_sheets(brought: Brought, folder: Path) -> None:
    """One sheet for each new office, readable by nobody else on this machine."""
    offices = [office for office, _line in brought.offices]
    for number, office in enumerate(offices, start=1):
        name = re.sub(r"[^a-z0-9]+", "-", office.name.lower()).strip("-")[:60]
        path = folder / f"{number:03}-{name}.txt"
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as sheet:
            sheet.write(_sheet(brought, office))
    if offices:
        say(f"{len(offices):,} sheets in {folder}: print them, hand each to its head of office, then erase the folder")


def _sheet(brought: Brought, office: Office) -> str:
    from pimpasa.accounts.invitations import Way, token_of
    from pimpasa.coverage.actions.bringing_in import first_invited

    lines = [office.name, ""]
    if office in brought.kits:
        lines += ["Recovery kit. It opens every report of this office when all passphrases are lost: lock it away."]
        lines += ["", f"  {brought.kits[office]}", ""]
    lines += ["First sign-in, each link for one person and one use, within three days:"]
    for officer in first_invited(brought, office):
        address = address_of_invitation(officer, token_of(officer, Way.ALONE))
        lines.append(f"  {officer.name} ({officer.get_role_display()}): {address}")
    return "\n".join([*lines, ""])


def sample(arguments: Namespace) -> int:
    with database():
        from pimpasa.common.tables import written
        from pimpasa.config.installation import require_tables
        from pimpasa.config.invented_offices import rows

        require_tables()
        arguments.file.write_bytes(written(rows()))
        say(f"{arguments.file} is written; everybody in it is invented")
    return 0


def fallback(arguments: Namespace) -> int:
    with database():
        from pimpasa.accounts.errors import Refused
        from pimpasa.config import binding
        from pimpasa.config.installation import require_tables
        from pimpasa.keys.actions.offices import choose_fallback
        from pimpasa.territory.models import Office

        require_tables()
        binding.bind()
        office = Office.objects.filter(name=arguments.name).first()
        if office is None:
            raise Fault(f"there is no office “{arguments.name}”; see: pimpasa offices list")
        try:
            choose_fallback(office=office)
        except Refused as refused:
            raise Fault(str(refused.reason)) from refused
        say(f"{office} reads what belongs to no other from now on")
    return 0


def list_(arguments: Namespace) -> int:
    with database():
        from pimpasa.config.installation import require_tables
        from pimpasa.moves.queries import agreed, name_of
        from pimpasa.territory.queries.offices import tree

        require_tables()
        for node in tree():
            _say_node(node, depth=0)
        for move in agreed():
            day = f"from {move.from_day}" if move.from_day else "once its head closes it"
            say(f"{name_of(move)} goes from {move.from_office} to {move.to_office}, {day}")
    return 0


def _say_node(node: Node, *, depth: int) -> None:
    units = ", ".join(desk.name for desk in node.desks if desk.village_id is None)
    desks = sum(desk.village_id is not None for desk in node.desks)
    reads = f": {units or 'no unit'}, {desks} desks of kelurahan" if not node.office.level else ""
    mark = " (reads what belongs to no other)" if node.office.is_fallback else ""
    say(f"{'  ' * depth}{node.office}{reads}{mark}")
    for below in node.below:
        _say_node(below, depth=depth + 1)
