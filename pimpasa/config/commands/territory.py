"""`pimpasa territory`: provinces to villages."""

from argparse import Namespace
from pathlib import Path

from pimpasa.config.commands.base import Commands, add_command, add_group, say
from pimpasa.config.startup import ROOT, database


def add_to(commands: Commands) -> None:
    group = add_group(
        commands, "territory", does="provinces, cities, districts, villages", example="pimpasa territory import"
    )
    command = add_command(
        group,
        "import",
        does="import the national territory from the npm packages, anew where it is there",
        example="pimpasa territory import --packages /srv/node_modules",
        act=import_,
    )
    command.add_argument(
        "--packages",
        type=Path,
        default=ROOT / "node_modules",
        help="the folder that holds idn-area-data and geografis (default: node_modules/ beside the program)",
    )

    command = add_command(
        group,
        "boundaries",
        does="import the villages' polygons, so that a position decides on its village",
        example="pimpasa territory boundaries villages.geojsonl.gz",
        act=boundaries,
    )
    command.add_argument(
        "file",
        type=Path,
        help="GeoJSON, whole or a feature a line, plain or gzipped; each with Kemendagri's code as “code” or “kode”",
    )


def import_(arguments: Namespace) -> int:
    with database():
        from pimpasa.config import installation

        installation.migrate(say)
        installation.import_territory(say, arguments.packages)
    return 0


def boundaries(arguments: Namespace) -> int:
    with database():
        from pimpasa.config import installation

        installation.import_boundaries(say, arguments.file)
    return 0
