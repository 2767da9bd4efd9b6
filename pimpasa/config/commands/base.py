"""How a command joins the command line."""

import os
from argparse import ArgumentParser, ArgumentTypeError, Namespace, RawDescriptionHelpFormatter, _SubParsersAction
from collections.abc import Callable
from typing import TypeAlias

from pimpasa.config import environment
from pimpasa.config.variables import port_of

Commands: TypeAlias = "_SubParsersAction[ArgumentParser]"
Act: TypeAlias = Callable[[Namespace], int]


def add_command(
    commands: Commands, name: str, *, does: str, example: str, act: Act, by_settings: bool = True
) -> ArgumentParser:
    """Add `name`, saying what it does, with an example to try; `act` returns the exit code.

    It does nothing where a setting is wrong, unless it goes by none (`by_settings`).
    """
    command = _add(commands, name, does, example)
    command.set_defaults(act=act, by_settings=by_settings)
    return command


def add_group(commands: Commands, name: str, *, does: str, example: str) -> Commands:
    """Add `name` as a family of commands and return where its members go."""
    return _add(commands, name, does, example).add_subparsers(metavar="COMMAND", required=True)


def add_serving_options(command: ArgumentParser) -> None:
    """--host, --port and --workers, as `run` and `serve` share them."""
    command.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    command.add_argument("--port", type=port, help="default: PORT, else 8000")
    command.add_argument(
        "--workers", type=int, default=os.cpu_count() or 1, help="server processes (default: one per core)"
    )


def port(text: str) -> int:
    """A TCP port a program may listen on."""
    try:
        return port_of(text)
    except ValueError as wrong:
        raise ArgumentTypeError(f"{text!r} {wrong}") from wrong


def given_port(arguments: Namespace) -> int:
    """The one of the command line, else of the environment."""
    return arguments.port or environment.values().port


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
