"""The command line: every command explains itself, and every fault is one line."""

import argparse
import errno
from collections.abc import Iterator

import pytest
from django.db import OperationalError

from pimpasa.config import cli
from pimpasa.config.errors import Fault


def commands(parser: argparse.ArgumentParser) -> Iterator[argparse.ArgumentParser]:
    yield parser
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for child in action.choices.values():
                yield from commands(child)


COMMANDS = {command.prog: command for command in commands(cli.parser())}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_with_an_example(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        cli.main([*name.split()[1:], "--help"])
    assert end.value.code == 0
    said = capsys.readouterr().out
    example = said.partition("example:\n")[2].splitlines()[0]
    assert name in example or name == "pimpasa"


@pytest.mark.parametrize("name", [name for name in COMMANDS if name != "pimpasa"])
def test_every_example_is_a_command(name: str) -> None:
    example = (COMMANDS[name].epilog or "").splitlines()[1].strip()
    words = example.split()
    words = words[words.index("pimpasa") + 1 :]
    assert callable(cli.parser().parse_args(words).act)


def test_every_option_is_explained() -> None:
    silent = [
        f"{name} {action.dest}"
        for name, command in COMMANDS.items()
        for action in command._actions
        if action.help is None and not isinstance(action, argparse._SubParsersAction)
    ]
    assert silent == []


@pytest.mark.parametrize("port", ["0", "65536", "eighty", "-1", "٨٠"])
def test_a_port_that_is_none(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        cli.main(["run", f"--port={port}"])
    assert end.value.code == 2
    assert "is not a port" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (Fault("the door is locked"), "pimpasa: the door is locked"),
        (
            OSError(errno.ENOSPC, "No space left on device", "/srv/x"),
            "pimpasa: the disk is full (/srv/x); free some space and try again",
        ),
        (PermissionError(errno.EACCES, "Permission denied", "/srv/x"), "pimpasa: Permission denied: /srv/x"),
        (
            OperationalError('could not extend file "base/5/1": No space left on device\nHINT: Check free disk space.'),
            "pimpasa: the disk is full; free some space and try again",
        ),
        (
            OperationalError("connection failed:\n  is the server running?"),
            "pimpasa: the database does not answer: connection failed: is the server running?",
        ),
    ],
)
def test_a_fault_is_one_line(
    error: Exception, line: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(asked: argparse.Namespace) -> int:
        raise error

    monkeypatch.setattr("pimpasa.config.commands.messages.check", fail)
    assert cli.main(["messages", "check"]) == 1
    assert capsys.readouterr().err == line + "\n"


def test_a_mistake_of_ours_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(asked: argparse.Namespace) -> int:
        raise LookupError("a mistake")

    monkeypatch.setattr("pimpasa.config.commands.messages.check", fail)
    with pytest.raises(LookupError, match="a mistake"):
        cli.main(["messages", "check"])
