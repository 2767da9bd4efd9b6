"""The small vocabularies of a case."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PersonRole(TextChoices):
    """How somebody stands to a case; one person may stand in several ways."""

    POSSIBLE_VICTIM = "possible_victim", _("Possible victim")
    POSSIBLE_OFFENDER = "possible_offender", _("Possible offender")
    WITNESS = "witness", _("Witness")
    CONTACT = "contact", _("Contact")


class MetAt(TextChoices):
    """Where somebody was met who may be a victim."""

    OPERATION = "operation", _("In an operation")
    VISIT = "visit", _("On a visit")
    DIALOGUE = "dialogue", _("At a dialogue with residents")
    COUNTER = "counter", _("At the counter")
    ELSEWHERE = "elsewhere", _("Somewhere else")


class Citizenship(TextChoices):
    CITIZEN = "wni", _("Indonesian citizen (WNI)")
    FOREIGNER = "wna", _("Foreigner (WNA)")
    UNKNOWN = "unknown", _("Not known")


class Sex(TextChoices):
    FEMALE = "female", _("Female")
    MALE = "male", _("Male")
    OTHER = "other", _("Other")
    UNKNOWN = "unknown", _("Not known")


class Screening(TextChoices):
    """Whether somebody was asked, gently, what happened to them. “Possible” until a competent body assessed it."""

    NONE = "none", _("Not screened yet")
    PAUSED = "paused", _("Screening goes on later")
    INDICATED = "indicated", _("Signs of trafficking")
    NOT_INDICATED = "not_indicated", _("No signs of trafficking")


class Answer(TextChoices):
    YES = "yes", _("Yes")
    NO = "no", _("No")
    UNKNOWN = "unknown", _("Does not know")
    NOT_NOW = "not_now", _("Not asked now")


class EventKind(TextChoices):
    RECRUITMENT = "recruitment", _("Recruitment")
    TRANSIT = "transit", _("Transit")
    EXPLOITATION = "exploitation", _("Exploitation")
    RESCUE = "rescue", _("Got away or was brought to safety")
    OTHER = "other", _("Something else")


class Verdict(TextChoices):
    """What a gelar kasus decides."""

    TAK = "tak", _("Administrative immigration action (TAK)")
    CRIME = "crime", _("Hand it over as a crime")
    PROTECT = "protect", _("Protect and refer")
    CONTINUE = "continue", _("Find out more")
    STOP = "stop", _("No further steps")


class Level(TextChoices):
    """Who sets a gelar kasus (Permenimipas 2/2025 art. 59)."""

    HEAD = "head", _("Head of the immigration office")
    KANWIL = "kanwil", _("Head of the Kanwil")
    DIRECTOR = "director", _("Director")


class TakKind(TextChoices):
    """The six kinds of administrative immigration action (UU 6/2011 art. 75 (2))."""

    LISTED = "listed", _("Entry in the list of barred persons (cegah or tangkal)")
    PERMIT = "permit", _("Stay permit limited, changed or cancelled")
    BARRED = "barred", _("Kept out of certain places")
    RESIDENCE = "residence", _("Has to live at a certain place")
    CHARGE = "charge", _("Has to pay a charge (biaya beban)")
    DEPORTATION = "deportation", _("Deportation")


class TermKind(TextChoices):
    """What has to be done by a day."""

    REFER = "refer", _("Refer a possible victim to those who protect")
    SPDP = "spdp", _("Notice that an investigation began (SPDP)")
    BAP_COPY = "bap_copy", _("Copy of the BAP to the person heard")
    CEGAH = "cegah", _("A ban from leaving (cegah) ends")
    TANGKAL = "tangkal", _("A ban from entering (tangkal) ends")
    TAK_END = "tak_end", _("An administrative action ends")
    RESTITUTION = "restitution", _("Restitution")
    REHABILITATION = "rehabilitation", _("Rehabilitation")
    RETURN = "return", _("Return home")
    OTHER = "other", _("Something else")


# Proposals, which the office's lawyer confirms: an office counts its own (cases.actions.terms.set_length).
DEFAULT_DAYS: dict[TermKind, int] = {
    TermKind.REFER: 1,
    TermKind.SPDP: 7,
    TermKind.BAP_COPY: 1,
    TermKind.CEGAH: 180,
    TermKind.TANGKAL: 180,
    TermKind.TAK_END: 180,
    TermKind.RESTITUTION: 90,
    TermKind.REHABILITATION: 30,
    TermKind.RETURN: 30,
    TermKind.OTHER: 7,
}


class Corrected(TextChoices):
    """What can turn out to be a mistake, as who is told of it reads it."""

    FINDING = "finding", _("Finding")
    OUTCOME = "outcome", _("Outcome of a report")
    TRANSFER = "transfer", _("Transfer to another desk")
    EVENT = "event", _("Event of a case")
    GELAR = "gelar", _("Gelar kasus")
    CLOSURE = "closure", _("Closing of a case")
    PERSON = "person", _("Person of a case")
    LEADER = "leader", _("Leader of a case")
