"""python -m pimpasa.verifier FILE --key VKEY [--key VKEY]"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from pimpasa.ledger.notes import Verifier
from pimpasa.verifier.checking import check, keys_inside


def main(words: list[str] | None = None) -> int:
    """Exit code 0 when everything holds, 1 when something does not, 2 when it could not be checked."""
    arguments = parser().parse_args(words)
    return run(arguments.file, arguments.key)


def run(file: Path, vkeys: list[str]) -> int:
    """Check a file and say so, line by line."""
    try:
        trusted = [Verifier.parse(vkey) for vkey in vkeys]
        keys = trusted or keys_inside(file)
    except (ValueError, OSError, UnicodeDecodeError) as wrong:
        print(f"cannot check {file}: {wrong}", file=sys.stderr)
        return 2
    return _say(file, keys, trusted=bool(trusted))


def _say(file: Path, keys: list[Verifier], *, trusted: bool) -> int:
    fine = True
    try:
        for verdict in check(file, keys=keys):
            print(f"{'holds ' if verdict.holds else 'DOES NOT HOLD '} {verdict.words}")
            fine = fine and verdict.holds
    except OSError as wrong:
        print(f"cannot check {file}: {wrong.strerror}", file=sys.stderr)
        return 2
    if keys and not trusted:
        print("These keys came with the file. Compare them with those on the office's transparency page:")
        print("\n".join(f"  {key}" for key in keys))
    return 0 if fine else 1


def parser() -> argparse.ArgumentParser:
    command = argparse.ArgumentParser(
        prog="python -m pimpasa.verifier",
        description="Check an export of Pimpasa, or a proof from a report's page, without a network.",
        epilog="example:\n  python -m pimpasa.verifier laporan.zip --key 'pimpasa/…+…+…'",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_arguments(command)
    return command


def add_arguments(command: argparse.ArgumentParser) -> None:
    command.add_argument("file", type=Path, help="an export, a .tlog-proof or a .tlog-pledge file")
    command.add_argument(
        "--key",
        action="append",
        default=[],
        metavar="VKEY",
        help="a key you know from elsewhere, of the log or the office; else the file's own are used, and said so",
    )


if __name__ == "__main__":
    sys.exit(main())
