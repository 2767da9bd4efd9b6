"""`pimpasa run`: everything on this machine, from the database to the worker."""

import os
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path

from pimpasa.config import environment, measuring
from pimpasa.config.commands.base import Commands, add_command, add_serving_options, given_port, say
from pimpasa.config.postgres import kept_running
from pimpasa.config.processes import Child, check_port, server, supervise, wait_for_answer, worker
from pimpasa.config.startup import data_folder, database, has_own_database


def add_to(commands: Commands) -> None:
    command = add_command(
        commands,
        "run",
        does="set up what is missing and serve, with an embedded PostgreSQL unless DATABASE_URL names one",
        example="PORT=9000 PIMPASA_DATA=/srv/pimpasa pimpasa run",
        act=run,
    )
    add_serving_options(command)
    command.add_argument(
        "--boundaries",
        type=Path,
        help="villages' polygons, imported where there are none yet, as by: pimpasa territory boundaries",
    )


def run(arguments: Namespace) -> int:
    return serve_all(arguments, boundaries=arguments.boundaries, name=arguments.host)


def serve_all(
    arguments: Namespace, *, name: str, boundaries: Path | None = None, check: Callable[[list[str]], object] = list
) -> int:
    """Set up what is missing and serve under `name`, until stopped; `check` may refuse the sign-ins that there are."""
    arguments.port = given_port(arguments)
    check_port(arguments.host, arguments.port)
    say(f"Data in {data_folder()}")
    is_embedded = not has_own_database()
    with database():
        sign_ins = _prepare(boundaries)
        check(sign_ins)
        with measuring.exposed(environment.values().metrics), _watching(is_embedded=is_embedded):
            supervise(
                [lambda: server(arguments.host, arguments.port, arguments.workers), worker],
                ready=lambda children: _announce(arguments, name, children, sign_ins),
            )
    return 0


@contextmanager
def _watching(*, is_embedded: bool) -> Iterator[None]:
    from pimpasa.config.watching import watching

    with watching(), kept_running(data_folder()) if is_embedded else nullcontext():
        yield


def _prepare(boundaries: Path | None) -> list[str]:
    """Whatever is missing; returns how to sign in where this is a demonstration."""
    from pimpasa.config import anchors, binding, installation, messages, static

    messages.compile_all()
    if static.collect():
        say("Static files collected")
    with installation.alone():
        installation.migrate(say)
        _warn(binding.bind())
        anchors.require()
        static.tell()
        installation.load_territory(say)
        if boundaries is not None:
            installation.load_boundaries(say, boundaries)
        return _demonstration()


def _warn(line: str) -> None:
    if line:
        say(f"WARNING: {line}")


def _demonstration() -> list[str]:
    from pimpasa.config.demo import ensure_demo

    lines = ensure_demo()
    if lines:
        # The children say so on every page.
        os.environ["PIMPASA_DEMO"] = "1"
    return lines


def _announce(arguments: Namespace, name: str, children: list[Child], sign_ins: list[str]) -> None:
    wait_for_answer(arguments.host, arguments.port, children)
    address = f"http://{name}:{arguments.port}"
    say("")
    say(f"  Residents   {address}/")
    say(f"  Officers    {address}/masuk/")
    for line in sign_ins:
        say(f"  {line}")
    say("\nCtrl-C stops it.")
