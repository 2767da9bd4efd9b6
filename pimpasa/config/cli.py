"""The `pimpasa` command: reads the words, runs one of pimpasa.config.commands, turns faults into one line."""

import errno
import os
import signal
import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Sequence
from types import FrameType

from pimpasa import __version__
from pimpasa.config import environment
from pimpasa.config.commands import (
    agencies,
    backup,
    clock,
    django,
    doctor,
    insights,
    keys,
    ledger,
    mail,
    messages,
    migrate,
    monitor,
    offices,
    run,
    serve,
    setup,
    simulate,
    static,
    store,
    territory,
    train,
    verify,
    witness,
    worker,
)
from pimpasa.config.errors import BadSettings, Fault

COMMANDS = (
    run,
    serve,
    worker,
    setup,
    doctor,
    mail,
    backup,
    store,
    migrate,
    keys,
    clock,
    ledger,
    insights,
    territory,
    offices,
    agencies,
    verify,
    witness,
    monitor,
    simulate,
    train,
    static,
    messages,
    django,
)
BAD_SETTINGS = 2  # as argparse ends where a word of the command line is wrong
INTERRUPTED = 130


def parser() -> ArgumentParser:
    """The whole tree of commands; a test walks it."""
    root = ArgumentParser(
        prog="pimpasa",
        description="Residents report, sealed; the village's immigration officer verifies; the office follows up.",
        epilog="example:\n  pimpasa run\n\n"
        "PIMPASA_DATA says where the data lie (default: var/ in a clone, else the user's own folder for data).",
        formatter_class=RawDescriptionHelpFormatter,
    )
    root.add_argument("--version", action="version", version=f"pimpasa {__version__}")
    commands = root.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in COMMANDS:
        command.add_to(commands)
    return root


def main(words: Sequence[str] | None = None) -> int:
    """Run one command; the exit code is 0 when it did what it was asked."""
    signal.signal(signal.SIGTERM, _interrupt)
    # A script that starts us with & has it ignored (POSIX, sh), and we would inherit that.
    signal.signal(signal.SIGINT, _interrupt)
    arguments = parser().parse_args(words)
    try:
        if arguments.by_settings:
            environment.values()
        return int(arguments.act(arguments))
    except BadSettings as bad:
        for fault in bad.faults:
            _refuse(fault)
        return BAD_SETTINGS
    except Fault as fault:
        return _refuse(str(fault))
    except KeyboardInterrupt:
        return INTERRUPTED
    except OSError as error:
        return _refuse(_file_trouble(error))
    except Exception as error:
        if reason := _database_trouble(error):
            return _refuse(reason)
        raise


def _interrupt(number: int, frame: FrameType | None) -> None:
    # Once: a second signal must not cut the orderly end short.
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    raise KeyboardInterrupt


def _refuse(line: str) -> int:
    sys.stdout.flush()
    print(f"pimpasa: {line}", file=sys.stderr)
    return 1


def _file_trouble(error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return f"the disk is full{f' ({error.filename})' if error.filename else ''}; free some space and try again"
    return f"{os.strerror(error.errno or 0)}: {error.filename}" if error.filename else str(error)


def _database_trouble(error: Exception) -> str | None:
    from django.db import DatabaseError, OperationalError

    message = " ".join(str(error).split())
    if isinstance(error, DatabaseError) and "No space left on device" in message:
        return "the disk is full; free some space and try again"
    if isinstance(error, OperationalError):
        return f"the database does not answer: {message}"
    return None
