"""`pimpasa witness`: this machine as a witness of others' logs; no database, no office, one file."""

import os
from argparse import ArgumentParser, Namespace
from pathlib import Path

from pimpasa.config import processes
from pimpasa.config.commands.base import Act, Commands, add_command, add_group, port, say
from pimpasa.config.errors import Fault
from pimpasa.witness.book import Book, NoBook
from pimpasa.witness.serving import BOOK, FILE, said_of

PORT = 7380


def add_to(commands: Commands) -> None:
    group = add_group(commands, "witness", does="witness the logs of others", example="pimpasa witness run")
    beginning = _add(group, "begin", "make a witness's key under a name, and print what logs are to know of it", begin)
    beginning.add_argument("name", help="a name of your own that nobody else has, such as a domain: saksi.example")
    watching = _add(group, "watch", "sign for a log from now on", watch)
    watching.add_argument("vkey", help="the log's key, as its page No report disappears names it")
    _add(group, "show", "print the witness's key, and every log with its newest checkpoint", show)
    running = _add(group, "run", "answer logs that ask for a cosignature, until Ctrl-C", run)
    running.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    running.add_argument("--port", type=port, default=PORT, help="default: %(default)s")


def _add(group: Commands, name: str, does: str, act: Act) -> ArgumentParser:
    command = add_command(group, name, does=does, example=EXAMPLES[name], act=act, by_settings=False)
    command.add_argument(
        "--data", type=Path, default=Path("saksi"), help="folder of the witness (default: %(default)s)"
    )
    return command


EXAMPLES = {
    "begin": "pimpasa witness begin saksi.example",
    "watch": "pimpasa witness watch 'pimpasa/3f…/public+1a2b3c4d+AZk…'",
    "show": "pimpasa witness show",
    "run": "pimpasa witness run --port 7380",
}


def begin(arguments: Namespace) -> int:
    try:
        book = Book.begin(_path(arguments), name=arguments.name)
    except ValueError as wrong:
        raise Fault(str(wrong)) from wrong
    say(str(book.verifier))
    return 0


def watch(arguments: Namespace) -> int:
    try:
        log = _book(arguments).watch(arguments.vkey)
    except ValueError as wrong:
        raise Fault(str(wrong)) from wrong
    say(f"{log.name} is watched")
    return 0


def show(arguments: Namespace) -> int:
    book = _book(arguments)
    say(str(book.verifier))
    for log in book.watched():
        for line in said_of(log):
            say(line)
    return 0


def run(arguments: Namespace) -> int:
    book = _book(arguments)
    os.environ[BOOK] = str(_path(arguments).resolve())
    processes.check_port(arguments.host, arguments.port)

    def ready(children: list[processes.Child]) -> None:
        processes.wait_for_answer(arguments.host, arguments.port, children)
        say(f"{book.verifier.name} witnesses at http://{arguments.host}:{arguments.port}/; Ctrl-C stops it.")

    processes.supervise([lambda: processes.witness(arguments.host, arguments.port)], ready=ready)
    return 0


def _book(arguments: Namespace) -> Book:
    try:
        return Book(_path(arguments))
    except NoBook as none:
        raise Fault(f"{none}; begin one: pimpasa witness begin NAME") from none


def _path(arguments: Namespace) -> Path:
    return Path(arguments.data) / FILE
