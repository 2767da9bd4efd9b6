"""`pimpasa worker`: what runs the background jobs."""

from argparse import Namespace

from pimpasa.config import environment, measuring
from pimpasa.config.commands.base import Commands, add_command, say
from pimpasa.config.startup import database, once_it_answers


def add_to(commands: Commands) -> None:
    add_command(
        commands,
        "worker",
        does="run background jobs and sign the log until it is stopped; a running job is finished first",
        example="DATABASE_URL=postgresql://pimpasa@db.internal/pimpasa pimpasa worker",
        act=work,
    )


def work(arguments: Namespace) -> int:
    with database():
        from procrastinate.contrib.django import app

        from pimpasa.config import jobs
        from pimpasa.config.binding import bind_program
        from pimpasa.config.integrator import integrating

        if warning := once_it_answers(bind_program):
            say(f"WARNING: {warning}")
        with measuring.exposed(environment.values().metrics), integrating():
            measuring.begin()
            jobs.run(app)
    return 0
