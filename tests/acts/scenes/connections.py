"""What reports share, and who may say so."""

from __future__ import annotations

from pimpasa.connections import actions as connections
from pimpasa.reports.kinds import MentionStatus, ShareState
from pimpasa.reports.models import Mention, Report, Share
from tests.acts.stage import Deed, scene
from tests.factories import reports as given
from tests.factories.people import Cast, keyring
from tests.factories.territory import PEGADUNGAN

REASON = "Karangan: perekrut yang sama."


def two_that_name_the_same(office: Cast) -> tuple[Report, Report]:
    """One of Sari's desk, one of Bayu's."""
    return given.report(), given.report(village=PEGADUNGAN)


def asked(office: Cast) -> Share:
    """Sari asks to read Bayu's."""
    own, foreign = two_that_name_the_same(office)
    connections.inquire(mention=named(own), reason=REASON, keyring=keyring(office.sari))
    return Share.objects.filter(report=foreign).get()


def named(report: Report) -> Mention:
    return Mention.objects.filter(report=report).order_by("pk")[0]


@scene(connections.judge_mention, may="sari dewi")
def judging_a_mention(office: Cast) -> Deed:
    mention = Mention.objects.filter(report=given.report()).first()
    assert mention is not None
    return lambda who: connections.judge_mention(mention=mention, status=MentionStatus.CONFIRMED, by=who)


@scene(connections.call_distinct, may="sari dewi")
def telling_two_reports_apart(office: Cast) -> Deed:
    report, other = given.report(), given.report()
    return lambda who: connections.call_distinct(report=report, candidate=other, by=who)


@scene(connections.inquire, may="sari dewi")
def asking_other_desks(office: Cast) -> Deed:
    own, _foreign = two_that_name_the_same(office)
    return lambda who: connections.inquire(mention=named(own), reason=REASON, keyring=keyring(who))


@scene(connections.inquire, may="sari dewi")
def asking_what_nobody_knows(office: Cast) -> Deed:
    own = given.report()
    return lambda who: connections.inquire(mention=named(own), reason=REASON, keyring=keyring(who))


@scene(connections.decide_share, may="dewi hadi")
def sharing_a_report(office: Cast) -> Deed:
    share = asked(office)
    return lambda who: connections.decide_share(
        share=share, decision=ShareState.GRANTED, reason="", keyring=keyring(who)
    )


@scene(connections.decide_share, may="dewi hadi")
def keeping_a_report_to_oneself(office: Cast) -> Deed:
    share = asked(office)
    return lambda who: connections.decide_share(
        share=share, decision=ShareState.REFUSED, reason=REASON, keyring=keyring(who)
    )


@scene(connections.decide_share, may="dewi hadi")
def leaving_a_question_unanswered(office: Cast) -> Deed:
    share = asked(office)
    return lambda who: connections.decide_share(
        share=share, decision=ShareState.SILENT, reason="", keyring=keyring(who)
    )
