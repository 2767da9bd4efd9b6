"""The small vocabularies of a report."""

from typing import Any

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    TPPO = "tppo", _("Human trafficking (TPPO)")
    PMI = "pmi", _("Working abroad outside the rules (PMI non-prosedural)")
    FOREIGNER = "foreigner", _("A foreigner's suspected violation")


class Whom(TextChoices):
    """To whom it happened, seen from who reports."""

    SELF = "self", _("To the reporter")
    WITNESS = "witness", _("The reporter saw or heard it")
    FAMILY = "family", _("To the reporter's family")


class Situation(TextChoices):
    """Where somebody stands for whom the office has words and numbers of their own."""

    ABROAD = "abroad", _("A relative is abroad")
    RETURNED = "returned", _("Came back from abroad")


class Mode(TextChoices):
    """How a reporter stands to the report."""

    ANONYMOUS = "anonymous", _("Anonymous")
    CONFIDENTIAL = "confidential", _("Confidential: officers can reach me, my identity is kept apart")
    LIAISON = "liaison", _("For somebody else, as an RW head or village official")


class Channel(TextChoices):
    WEB = "web", _("Website")
    POSTER = "poster", _("Poster")
    ORAL = "oral", _("Told by word of mouth, written down by an officer")


class Source(TextChoices):
    """How an officer was told what they wrote down."""

    DIALOGUE = "dialogue", _("At a dialogue with residents")
    PHONE = "phone", _("By telephone or a message")
    LETTER = "letter", _("In a letter")
    COUNTER = "counter", _("At the office's counter")
    OFFICIAL = "official", _("By an official of the village, an RW or an RT")
    MET = "met", _("In person, somewhere else")


class Consent(TextChoices):
    """Whether who told it knows that it is written down and sent."""

    AGREED = "agreed", _("They know, and agree")
    UNASKED = "unasked", _("They could not be asked, for example a letter without a name")


class Card(TextChoices):
    """Whether who told it gets the code of the report, and if not, why."""

    GIVEN = "given", _("I hand over a card with the code")
    UNWANTED = "unwanted", _("No code: they don't want one")
    DANGEROUS = "dangerous", _("No code: a card could be found by somebody who may harm them")
    UNREACHABLE = "unreachable", _("No code: I cannot hand it over, for example after a letter")


class Urgency(IntegerChoices):
    """Smaller is sooner."""

    EMERGENCY = 1, _("Emergency")
    PRIORITY = 2, _("Priority")
    ROUTINE = 3, _("In turn")


class Wait(TextChoices):
    """What somebody owes a report, each with a term of its own (reports.deadlines.TERMS)."""

    SEE_EMERGENCY = "see_emergency", _("An officer reads an emergency")
    SEE = "see", _("An officer reads a report")
    ACT = "act", _("Something is done about an emergency that was taken")
    VERIFY = "verify", _("A report is verified")
    ANSWER = "answer", _("The reporter answers a question")
    DECIDE_EMERGENCY = "decide_emergency", _("What follows from a substantiated emergency is decided")
    DECIDE = "decide", _("What follows from a substantiated report is decided")


class PersonRow(TextChoices):
    """What a row about somebody is."""

    NAME = "name", _("Name")
    PHONE = "phone", _("Phone number")
    ACCOUNT = "account", _("Account or social media")
    BANK = "bank", _("Bank account")
    AGENCY = "agency", _("Agency or company")
    PLATE = "plate", _("Vehicle plate")
    OTHER = "other", _("Something else")


class MentionKind(TextChoices):
    """What an identifier is (linking.identifiers.Kind), in words."""

    PHONE = "phone", _("Phone number")
    NIK = "nik", _("NIK")
    PASSPORT = "passport", _("Passport")
    PLATE = "plate", _("Vehicle plate")
    BANK = "bank", _("Bank account")
    CRYPTO = "crypto", _("Address of a crypto-currency")
    HANDLE = "handle", _("Account name")
    EMAIL = "email", _("E-mail address")
    LINK = "link", _("Link")
    AGENCY = "agency", _("Agency or company")


class MentionStatus(TextChoices):
    """A pattern proposes, an officer decides."""

    FOUND = "found", _("Found in the text")
    CONFIRMED = "confirmed", _("Confirmed")
    REFUSED = "refused", _("Not an identifier")


class News(TextChoices):
    """What a reporter says with one tap; kept inside the sealed turn of the dialogue."""

    GOING_ON = "going_on", _("It is still going on")
    WORSE = "worse", _("It got worse")
    DANGER = "danger", _("Somebody is in danger now")


class ShareState(TextChoices):
    ASKED = "asked", _("Waits for an answer")
    GRANTED = "granted", _("Shared")
    REFUSED = "refused", _("Not shared")
    SILENT = "silent", _("Not answered")


class Obtained(TextChoices):
    """How a file came to the reporter (KUHAP UU 20/2025 art. 235: evidence must not be obtained unlawfully)."""

    OWN = "own", _("I made it or received it myself")
    PUBLIC = "public", _("It was public: a poster, a post, an advertisement")
    GIVEN = "given", _("Somebody gave or sent it to me")
    UNSURE = "unsure", _("I'd rather not say, or don't know")
    COPY = "copy", _("A copy by an officer, with parts covered")
    OFFICER = "officer", _("Made by an officer during a visit")
    HANDED = "handed", _("Handed to an officer by who told the report")

    @classmethod
    def of_reporters(cls) -> list[tuple[str, Any]]:
        """What a reporter chooses among."""
        return [(way.value, way.label) for way in cls if way not in (cls.COPY, cls.OFFICER, cls.HANDED)]
