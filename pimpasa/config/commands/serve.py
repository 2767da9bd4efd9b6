"""`pimpasa serve`: the web server alone, for a deployment with a PostgreSQL of its own."""

from argparse import Namespace

from pimpasa.config import environment, measuring
from pimpasa.config.commands.base import Commands, add_command, add_serving_options, given_port, say
from pimpasa.config.errors import Fault
from pimpasa.config.processes import Child, check_port, server, supervise, wait_for_answer
from pimpasa.config.startup import database, has_own_database, once_it_answers


def add_to(commands: Commands) -> None:
    command = add_command(
        commands,
        "serve",
        does="serve with the PostgreSQL of DATABASE_URL; as many machines as you like",
        example="DATABASE_URL=postgresql://pimpasa@db.internal/pimpasa pimpasa serve --host 0.0.0.0",
        act=serve,
    )
    add_serving_options(command)


def serve(arguments: Namespace) -> int:
    if not has_own_database():
        raise Fault("serve needs DATABASE_URL; `pimpasa run` brings a database of its own")
    arguments.port = given_port(arguments)
    check_port(arguments.host, arguments.port)
    with database():
        from pimpasa.config import messages, static
        from pimpasa.config.binding import bind_program
        from pimpasa.config.watching import watching

        if warning := once_it_answers(bind_program):
            say(f"WARNING: {warning}")
        messages.compile_all()
        static.collect()
        static.tell()
    with measuring.exposed(environment.values().metrics), watching():
        supervise(
            [lambda: server(arguments.host, arguments.port, arguments.workers)],
            ready=lambda children: _announce(arguments, children),
        )
    return 0


def _announce(arguments: Namespace, children: list[Child]) -> None:
    wait_for_answer(arguments.host, arguments.port, children)
    say(f"Serving http://{arguments.host}:{arguments.port}/")
