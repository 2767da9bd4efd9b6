"""`pimpasa worker`: what runs the background jobs."""

from argparse import Namespace

from pimpasa.config import environment, measuring
from pimpasa.config.commands.base import Commands, add_command, say
from pimpasa.config.startup import database


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

        from pimpasa.config import anchors, binding, jobs
        from pimpasa.config.installation import require_tables
        from pimpasa.config.integrator import integrating

        require_tables()
        warning = binding.bind()
        if warning:
            say(f"WARNING: {warning}")
        anchors.require()
        with measuring.exposed(environment.values().metrics), integrating():
            measuring.begin()
            jobs.run(app)
    return 0
