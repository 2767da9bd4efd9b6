"""Signs a reporter may tick. They route a report; they never judge, and no score is shown.

Dimensions: ILO/EC operational indicators of trafficking (2009), UNODC indicator sheets, IOM HTCDS methods of control,
UU 18/2017, public warnings by the foreign ministry, police and BP2MI. An indicator neither proves nor disproves.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pimpasa.reports.kinds import Kind, News, Urgency


class Group(TextChoices):
    RECRUITMENT = "A", _("Recruitment")
    DEPARTURE = "B", _("Papers and departure")
    MONEY = "C", _("Money")
    PRESSURE = "D", _("Pressure")
    WORK = "E", _("Working conditions")
    CHILDREN = "F", _("Children and vulnerable people")
    FOREIGNER = "G", _("Foreigners: what was done, never where they come from")
    GOOD = "H", _("Good signs")


@dataclass(frozen=True)
class Indicator:
    number: int
    group: Group
    text: str | Promise
    weight: int


_TEXTS: dict[Group, list[tuple[int, int, str | Promise]]] = {
    Group.RECRUITMENT: [
        (1, 2, _("The promised pay is far above what is usual, and no skill is asked for")),
        (2, 2, _("The recruiter won't name the company or the place of work")),
        (3, 1, _("Everything goes through chat only")),
        (4, 2, _("Office, customer service or marketing work in Cambodia, Myanmar or Laos")),
        (5, 3, _("Asked to work for online gambling or online fraud")),
        (6, 2, _("The country or the job changed after agreeing")),
        (7, 3, _("There is no work agreement to read")),
        (8, 3, _("The placement company is not on the official list")),
        (9, 2, _("The recruiter is a private person or a broker")),
        (10, 2, _("An internship or study that is really full-time work, without official papers")),
        (11, 2, _("A go-between for marriage with a foreigner gives the family money")),
    ],
    Group.DEPARTURE: [
        (12, 3, _("Told to work on a visa for tourism, pilgrimage or umrah")),
        (13, 3, _("Told to lie to officers")),
        (14, 3, _("The agent keeps the passport or identity card")),
        (15, 3, _("Age, name or a permission letter was falsified")),
        (16, 2, _("The way leads through another country without a clear reason")),
        (17, 1, _("A one-way ticket, and no known place to stay")),
        (18, 2, _("No work visa, health certificate or family permission")),
        (19, 3, _("Kept together in a shelter and not allowed out")),
    ],
    Group.MONEY: [
        (20, 3, _("Paid a lot, or owes money, to the recruiter")),
        (21, 3, _("An advance that is paid back out of the wages")),
        (22, 3, _("Threatened with a large fine for pulling out")),
        (23, 3, _("Wages are held back or go to somebody else's account")),
    ],
    Group.PRESSURE: [
        (24, 3, _("The person or their family was threatened")),
        (25, 3, _("Beaten, tortured or locked up")),
        (26, 3, _("The phone was taken away or is forbidden")),
        (27, 3, _("Threatened with being reported to police or immigration")),
        (28, 3, _("Ransom is asked before the person may go home")),
        (29, 1, _("Somebody else always answers for them")),
        (30, 2, _("The family has lost contact")),
    ],
    Group.WORK: [
        (31, 2, _("Very long working hours without a day off")),
        (32, 3, _("Wages are not paid, or far below the promise")),
        (33, 2, _("Lives at the workplace and is watched when going out")),
        (34, 2, _("Not given food, medicine or a decent place")),
        (35, 3, _("Not allowed to stop working")),
    ],
    Group.CHILDREN: [
        (36, 3, _("Somebody under 18 is taken far away to work")),
        (37, 3, _("A child is taken by somebody who is not the guardian, with unclear papers")),
        (38, 3, _("A child is made to beg or to work at night")),
        (39, 2, _("Somebody who finds reading hard, or has a disability, is talked into signing")),
        (40, 3, _("Offered a job, then steered to sexual services")),
    ],
    Group.FOREIGNER: [
        (41, 3, _("Seems not free to go out")),
        (42, 3, _("Says that their passport is being held")),
        (43, 2, _("Many residents whom the manager forbids to talk")),
        (44, 2, _("A unit full of work equipment whose workers may not go out")),
        (45, 2, _("Works or does business although their permit is for a visit")),
        (46, 2, _("The stay permit has run out, by their own or their sponsor's word")),
        (47, 2, _("Uses somebody else's papers or identity")),
    ],
    Group.GOOD: [
        (48, 0, _("The placement company is registered")),
        (49, 0, _("The work agreement was read")),
        (50, 0, _("There is a work visa")),
        (51, 0, _("No fees are charged")),
    ],
}

INDICATORS: dict[int, Indicator] = {
    number: Indicator(number, group, text, weight) for group, rows in _TEXTS.items() for number, weight, text in rows
}

GROUPS_OF_KIND: dict[Kind, tuple[Group, ...]] = {
    Kind.TPPO: (
        Group.PRESSURE,
        Group.CHILDREN,
        Group.RECRUITMENT,
        Group.DEPARTURE,
        Group.MONEY,
        Group.WORK,
        Group.GOOD,
    ),
    Kind.PMI: (Group.RECRUITMENT, Group.DEPARTURE, Group.MONEY, Group.PRESSURE, Group.CHILDREN, Group.GOOD),
    Kind.FOREIGNER: (Group.FOREIGNER, Group.PRESSURE, Group.WORK, Group.CHILDREN),
}

# The signs that people notice most, a page's worth for each kind; the others stand behind a link.
FIRST_OF_KIND: dict[Kind, tuple[int, ...]] = {
    Kind.TPPO: (25, 26, 19, 14, 24, 32, 35, 36),
    Kind.PMI: (12, 7, 14, 20, 13, 9, 22, 36),
    Kind.FOREIGNER: (41, 42, 44, 43, 45, 47, 25, 38),
}
# Those of a page that must not tell of which kind a report is: what stands first for each kind, in turn.
FIRST_OF_ALL = tuple(dict.fromkeys(number for row in zip(*FIRST_OF_KIND.values(), strict=True) for number in row))[:8]

STRONG = 3
PRIORITY_SUM = 5
_SEEN_AT_ONCE = frozenset({Group.PRESSURE, Group.CHILDREN})


def indicators_of(kind: Kind) -> list[tuple[Group, list[Indicator]]]:
    """The signs a reporter of this kind is shown, by group."""
    return [(group, [i for i in INDICATORS.values() if i.group == group]) for group in GROUPS_OF_KIND[kind]]


def decisive(*, danger: bool, ticked: Iterable[int]) -> list[Indicator]:
    """The signs that put a report where it stands; none where the danger alone does, or where it waits its turn."""
    chosen = [INDICATORS[number] for number in ticked]
    urgency = urgency_of(danger=danger, ticked=[i.number for i in chosen])
    strong = [i for i in chosen if i.weight == STRONG]
    if urgency == Urgency.EMERGENCY:
        return [i for i in strong if i.group in _SEEN_AT_ONCE]
    if urgency == Urgency.PRIORITY:
        return strong or chosen
    return []


def urgency_of(*, danger: bool, ticked: Iterable[int]) -> Urgency:
    """How soon a person must look: at once, before others, or in turn. Good signs never cancel a strong one."""
    chosen = [INDICATORS[number] for number in ticked]
    strong = [i for i in chosen if i.weight == STRONG]
    if danger or any(i.group in _SEEN_AT_ONCE for i in strong):
        return Urgency.EMERGENCY
    if strong or sum(i.weight for i in chosen) >= PRIORITY_SUM:
        return Urgency.PRIORITY
    return Urgency.ROUTINE


_SINCE: dict[News, Urgency] = {
    News.GOING_ON: Urgency.ROUTINE,
    News.WORSE: Urgency.PRIORITY,
    News.DANGER: Urgency.EMERGENCY,
}


def urgency_after(urgency: Urgency, news: News) -> Urgency:
    """How soon a person must look once the reporter says how it is now; news never lowers it."""
    return min(urgency, _SINCE[news])
