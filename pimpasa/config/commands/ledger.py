"""`pimpasa ledger`: the log of acts, and whether it still says what it said."""

from argparse import Namespace

from pimpasa.config.commands.base import Commands, add_command, add_group, say
from pimpasa.config.errors import Fault
from pimpasa.config.startup import database


def add_to(commands: Commands) -> None:
    group = add_group(commands, "ledger", does="the public log of acts", example="pimpasa ledger audit")
    add_command(
        group,
        "audit",
        does="compute the whole log anew and say what does not fit; exit code 1 when something does not",
        example="pimpasa ledger audit",
        act=audit,
    )
    integrating = add_command(
        group,
        "integrate",
        does="take up every act that waits, sign the log, publish what is due; the worker does this by itself",
        example="pimpasa ledger integrate",
        act=integrate,
    )
    integrating.add_argument(
        "--late", action="store_true", help="acts older than the newest checkpoint, too: a machine's clock was wrong"
    )
    add_command(
        group,
        "vkey",
        does="print the key that anyone checks this log's signatures with",
        example="pimpasa ledger vkey",
        act=vkey,
    )
    going_on = add_command(
        group,
        "continue",
        does="go on with a database that does not continue its log, by an act; says what was lost where it starts",
        example="pimpasa ledger continue rollback",
        act=go_on,
    )
    going_on.add_argument("after", choices=["fork", "rollback", "restore"], help="what happened")
    witness = add_command(
        group,
        "witness",
        does="publish the cosignatures of a witness from now on",
        example="pimpasa ledger witness 'saksi.example+1a2b3c4d+BBc…'",
        act=admit,
    )
    witness.add_argument("vkey", help="the witness's key for cosignatures")
    witness.add_argument(
        "--at", default="", metavar="URL", help="where to ask for them; without it the witness fetches and sends them"
    )


def audit(arguments: Namespace) -> int:
    with database():
        from pimpasa.config.consistency import faults

        count = 0
        for fault in faults():
            say(f"FAULT  {fault}")
            count += 1
    say(f"{count} faults" if count else "The log is whole.")
    return int(count > 0)


def integrate(arguments: Namespace) -> int:
    with database():
        from pimpasa.config import anchors
        from pimpasa.ledger.integration import integrate as take_up
        from pimpasa.ledger.publishing import publish

        anchors.require()
        total = 0
        while batch := take_up(late=arguments.late):
            total += batch
        publish()
        anchors.keep()
    say(f"{total} acts taken up")
    return 0


def go_on(arguments: Namespace) -> int:
    with database():
        from pimpasa.config import anchors

        size = anchors.go_on(after=arguments.after)
    say(f"The log goes on with {size} acts. Tell those who reported lately: their code may be unknown now.")
    return 0


def vkey(arguments: Namespace) -> int:
    with database():
        from pimpasa.ledger.queries import public_vkey as ours

        say(ours())
    return 0


def admit(arguments: Namespace) -> int:
    with database():
        from pimpasa.ledger.actions import admit_witness

        try:
            witness = admit_witness(vkey=arguments.vkey, address=arguments.at)
        except ValueError as wrong:
            raise Fault(str(wrong)) from wrong
    say(f"{witness} is admitted")
    return 0
