"""pimpasa simulate: synthetic reports in a demonstration."""

from argparse import Namespace

from pimpasa.config.commands.base import Commands, add_command, say
from pimpasa.config.errors import Fault
from pimpasa.config.startup import database


def add_to(commands: Commands) -> None:
    command = add_command(
        commands,
        "simulate",
        does="add synthetic reports to a demonstration, really sealed, to try it at size",
        example="pimpasa simulate --reports 10000 --seed 7",
        act=simulate,
    )
    command.add_argument("--reports", type=int, default=1000, help="how many (default: %(default)s)")
    command.add_argument("--seed", type=int, default=1, help="the same seed tells the same stories (default: 1)")


def simulate(arguments: Namespace) -> int:
    if arguments.reports < 1:
        raise Fault("--reports is a number from 1 on")
    with database():
        from pimpasa.common import clock
        from pimpasa.config import simulation
        from pimpasa.config.demo import is_demonstration

        if not is_demonstration():
            raise Fault("this is no demonstration: synthetic reports would stand among real ones")
        plan = simulation.Plan(arguments.reports, arguments.seed, list(simulation.places()), clock.now())
        simulation.simulate(plan, progress=lambda reports: say(f"{reports:,} of {arguments.reports:,} reports"))
    return 0
