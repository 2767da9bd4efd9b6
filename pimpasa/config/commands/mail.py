"""`pimpasa mail test`: does mail go out?"""

from argparse import Namespace

from pimpasa.config.commands.base import Commands, add_command, add_group, say
from pimpasa.config.errors import Fault
from pimpasa.config.startup import prepare_django


def add_to(commands: Commands) -> None:
    group = add_group(commands, "mail", does="try the mail server", example="pimpasa mail test agus@contoh.invalid")
    test = add_command(
        group,
        "test",
        does="send one letter and say what the mail server answered; needs no database",
        example="pimpasa mail test agus@contoh.invalid",
        act=send_one,
    )
    test.add_argument("address", help="who gets it")


def send_one(arguments: Namespace) -> int:
    prepare_django()
    from django.conf import settings

    from pimpasa.notices import trying
    from pimpasa.notices.errors import NotSent
    from pimpasa.notices.rules import can_send

    if not can_send():
        raise Fault("no mail server is named: PIMPASA_EMAIL_URL=smtp+tls://name:password@host")
    try:
        answer = trying.send_one(address=arguments.address)
    except NotSent as fault:
        raise Fault(str(fault)) from fault
    say(f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT} took a letter to {arguments.address}: {answer}")
    return 0
