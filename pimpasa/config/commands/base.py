"""How a command joins the command line."""

import os
from argparse import ArgumentParser, ArgumentTypeError, Namespace, RawDescriptionHelpFormatter, _SubParsersAction
from collections.abc import Callable
from typing import TypeAlias

Commands: TypeAlias = "_SubParsersAction[ArgumentParser]"
Act: TypeAlias = Callable[[Namespace], int]


def add_command(commands: Commands, name: str, *, does: str, example: str, act: Act) -> ArgumentParser:
    """Add `name`, saying what it does, with an example to try; `act` returns the exit code."""
    command = _add(commands, name, does, example)
    command.set_defaults(act=act)
    return command


def add_group(commands: Commands, name: str, *, does: str, example: str) -> Commands:
    """Add `name` as a family of commands and return where its members go."""
    return _add(commands, name, does, example).add_subparsers(metavar="COMMAND", required=True)


def add_serving_options(command: ArgumentParser) -> None:
    """--host, --port and --workers, as `run` and `serve` share them."""
    command.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    command.add_argument("--port", type=port, default=os.environ.get("PORT", "8000"), help="default: PORT, else 8000")
    command.add_argument(
        "--workers", type=int, default=os.cpu_count() or 1, help="server processes (default: one per core)"
    )


def port(text: str) -> int:
    """A TCP port a program may listen on."""
    if not text.isascii() or not text.isdecimal() or not 0 < int(text) < 65536:
        raise ArgumentTypeError(f"{text!r} is not a port: a number from 1 to 65535")
    return int(text)


def say(line: str) -> None:
    """Progress, seen at once even through a pipe."""
    print(line, flush=True)


def _add(commands: Commands, name: str, does: str, example: str) -> ArgumentParser:
    return commands.add_parser(
        name,
        help=does,
        description=does[0].upper() + does[1:] + ".",
        epilog=f"example:\n  {example}",
        formatter_class=RawDescriptionHelpFormatter,
    )
