"""`pimpasa territory`: provinces to villages."""

from argparse import Namespace
from pathlib import Path

from pimpasa.config.commands.base import Commands, add_command, add_group, say
from pimpasa.config.startup import database


def add_to(commands: Commands) -> None:
    group = add_group(
        commands, "territory", does="provinces, cities, districts, villages", example="pimpasa territory import"
    )
    command = add_command(
        group,
        "import",
        does="import the national territory, anew where it is there",
        example="pimpasa territory import --folder /srv/wilayah",
        act=import_,
    )
    command.add_argument(
        "--folder",
        type=Path,
        help="holds provinces.csv, regencies.csv, districts.csv, villages.csv and points.csv (default: this version's)",
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
        installation.import_territory(say, *filter(None, [arguments.folder]))
    return 0


def boundaries(arguments: Namespace) -> int:
    with database():
        from pimpasa.config import installation

        installation.import_boundaries(say, arguments.file)
    return 0
