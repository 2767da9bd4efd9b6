"""Whose monthly report it is, how far it got, and what it counts under the programme's three pillars."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Of(TextChoices):
    PIMPASA = "pimpasa", "Pimpasa"
    OFFICE = "office", _("Office")
    KANWIL = "kanwil", "Kanwil"


class Stage(TextChoices):
    DRAFT = "draft", _("Being written")
    SENT = "sent", _("Sent")
    RECEIVED = "received", _("Received")


class Pillar(TextChoices):
    SERVICE = "service", _("Service")
    KNOWLEDGE = "knowledge", _("Knowledge")
    SECURITY = "security", _("Security")


class Figure(TextChoices):
    """What is counted of a month."""

    RECEIVED = "received", _("Reports that came in")
    CONCLUDED = "concluded", _("of these concluded by now")
    REFERRALS = "referrals", _("Referrals to partners")
    ACCEPTED = "accepted", _("of these accepted")
    DIALOGUES = "dialogues", _("Dialogues held")
    PEOPLE = "people", _("People who came to them")
    PROMISES = "promises", _("Promises kept that were made there")
    SUBSTANTIATED = "substantiated", _("Reports substantiated")
    OPERATIONS = "operations", _("Operations")
    TAKS = "taks", _("Administrative actions (TAK)")

    @property
    def pillar(self) -> Pillar:
        return next(pillar for pillar, figures in PILLARS.items() if self in figures)


PILLARS: dict[Pillar, tuple[Figure, ...]] = {
    Pillar.SERVICE: (Figure.RECEIVED, Figure.CONCLUDED, Figure.REFERRALS, Figure.ACCEPTED),
    Pillar.KNOWLEDGE: (Figure.DIALOGUES, Figure.PEOPLE, Figure.PROMISES),
    Pillar.SECURITY: (Figure.SUBSTANTIATED, Figure.OPERATIONS, Figure.TAKS),
}
# Of the desk of a kelurahan; the others are done by the office.
OF_DESKS = (
    *(Figure.RECEIVED, Figure.CONCLUDED, Figure.DIALOGUES, Figure.PEOPLE),
    *(Figure.PROMISES, Figure.SUBSTANTIATED),
)
# Counts of reports go up by quarter alone: a month beside its quarter would narrow what either hides (docs/adr/0099).
BELOW_ALONE = (Figure.RECEIVED, Figure.CONCLUDED, Figure.SUBSTANTIATED)
