"""The small vocabularies of referrals."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PartnerKind(TextChoices):
    POLRI = "polri", _("Police (Polri)")
    LPSK = "lpsk", _("LPSK, protection of witnesses and victims")
    SAPA = "sapa", _("SAPA, women and children")
    KP2MI = "kp2mi", _("KP2MI or BP3MI, migrant workers")
    UPTD_PPA = "uptd_ppa", _("UPTD PPA, women and children of the area")
    DINSOS = "dinsos", _("Dinas Sosial, social services")
    KEMLU = "kemlu", _("Foreign ministry (Peduli WNI)")
    IOM = "iom", _("IOM")
    UNHCR = "unhcr", _("UNHCR")
    IMMIGRATION = "immigration", _("Another immigration office")
    OTHER = "other", _("Another partner")


# Who takes care of people. A referral to one of them is what the duty to refer a possible victim asks for.
PROTECTING = frozenset(
    {
        PartnerKind.LPSK,
        PartnerKind.SAPA,
        PartnerKind.UPTD_PPA,
        PartnerKind.DINSOS,
        PartnerKind.IOM,
        PartnerKind.UNHCR,
    }
)


class Purpose(TextChoices):
    PROTECTION = "protection", _("Protection")
    REHABILITATION = "rehabilitation", _("Rehabilitation")
    RESTITUTION = "restitution", _("Restitution")
    RETURN = "return", _("Return home")
    CRIME = "crime", _("Criminal investigation")
    OTHER = "other", _("Something else")


class Consent(TextChoices):
    """Whether the person whom a referral is about agrees to it."""

    GIVEN = "given", _("The person agrees")
    NOT_ABLE = "not_able", _("The person cannot be asked now")
    NOT_NEEDED = "not_needed", _("Not needed: a crime is handed to the police")
    NOBODY = "nobody", _("No person is handed over")


class AnswerKind(TextChoices):
    ACCEPTED = "accepted", _("Accepted")
    REFUSED = "refused", _("Refused")
    WORDS = "words", _("Answer")


class SectionKind(TextChoices):
    """What a part of a referral is about."""

    PERSON = "person", _("Person")
    EVENT = "event", _("Event")
    FINDING = "finding", _("Finding")
    WORDS = "words", _("The reporter's own words")


class ExportFormat(TextChoices):
    JSON = "json", "JSON"
    CSV = "csv", _("CSV (two tables in a ZIP)")
    XLSX = "xlsx", "XLSX"
