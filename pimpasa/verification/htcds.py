"""Means and types of exploitation as the Human Trafficking Case Data Standard lists them (IOM HTCDS 2.0).

The values are the standard's own codes; the words beside them are ours.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Control(TextChoices):
    """HTCDS `methodsofcontrol`."""

    PHYSICAL_THREATS = "PhysicalThreats", _("Threatened with violence")
    THREATS_LAW = "ThreatsLawEnforcement", _("Threatened with police or immigration")
    THREATENS_FAMILY = "ThreatensChildrenFamily", _("Children or family threatened")
    DEBT_BONDAGE = "DebtBondage", _("Tied by a debt")
    FALSE_PROMISES = "FalsePromises", _("False promises")
    PHYSICAL_ABUSE = "PhysicalAbuse", _("Beaten or hurt")
    SEXUAL_ABUSE = "SexualAbuse", _("Sexual violence")
    TAKES_EARNINGS = "TakesEarnings", _("Wages taken away")
    RESTRICTS_MONEY = "RestrictsFinancialAccess", _("No access to their own money")
    RESTRICTS_CARE = "RestrictsMedicalCare", _("No doctor or medicine")
    WITHHOLDS_NECESSITIES = "WithholdsNecessities", _("Food, sleep or shelter withheld")
    PSYCHOLOGICAL = "PsychologicalAbuse", _("Humiliated, frightened or cut off from others")
    SUBSTANCE = "PsychoactiveSubstance", _("Drugs or alcohol")
    HOURS = "ExcessiveWorkingHours", _("Excessive working hours")
    DOCUMENTS = "WithholdsDocuments", _("Papers kept from them")
    OTHER = "Other", _("Another means")


class Exploitation(TextChoices):
    """HTCDS `typeofexploitation`."""

    FORCED_LABOUR = "ForcedLabour", _("Forced labour")
    SEXUAL = "SexualExploitation", _("Sexual exploitation")
    CHILD_LABOUR = "ChildLabour", _("Child labour")
    MARRIAGE = "ForcedMarriage", _("Forced marriage")
    SERVITUDE = "Servitude", _("Servitude")
    MILITARY = "ForcedMilitaryByNonStateActors", _("Forced to fight")
    ORGANS = "OrganRemoval", _("Removal of organs")
    BEGGING = "ForcedBegging", _("Forced begging")
    ADOPTION = "ForcedAdoption", _("Forced adoption")
    SURROGACY = "Surrogacy", _("Surrogacy")
    OTHER = "Other", _("Another kind")
