"""`pimpasa insights`: the counts that pages are read from, and whether they are what a full count says."""

from argparse import Namespace

from pimpasa.config.commands.base import Commands, add_command, add_group, say
from pimpasa.config.startup import database


def add_to(commands: Commands) -> None:
    group = add_group(
        commands, "insights", does="the counts that pages with numbers read", example="pimpasa insights check"
    )
    add_command(
        group,
        "check",
        does="count every report anew and say what the kept counts have otherwise; exit code 1 where they do",
        example="pimpasa insights check",
        act=check,
    )
    add_command(
        group,
        "rebuild",
        does="count every report anew, put that in the place of the kept counts, and prove that they are equal then",
        example="pimpasa insights rebuild",
        act=rebuild,
    )


def check(_arguments: Namespace) -> int:
    return _recount(mend=False)


def rebuild(_arguments: Namespace) -> int:
    _recount(mend=True)
    return _recount(mend=False)


def _recount(*, mend: bool) -> int:
    with database():
        from pimpasa.insights.actions.counting import follow, recount

        while follow():
            pass
        result = recount(mend=mend)
        say(
            f"{result.reports:,} reports, {result.total:,} in cells; "
            f"{result.facts:,} reports and {result.cells:,} months of offices were kept otherwise"
        )
        if result.is_equal:
            say("the kept counts are equal to a full count")
        elif mend:
            say("the full count is in their place now")
        return 0 if mend or result.is_equal else 1
