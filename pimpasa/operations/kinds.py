"""The small vocabularies of operations."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from pimpasa.logbook import kinds


class OperationKind(TextChoices):
    INSPECTION = "inspection", _("Inspection (pemeriksaan)")
    SUPERVISION = "supervision", _("Supervision (pengawasan)")


class Manner(TextChoices):
    """How the officers come; the surat perintah says which."""

    OPEN = "open", _("Open: the officers say who they are")
    CLOSED = "closed", _("Closed: without being noticed, as the letter says")


class TeamRole(TextChoices):
    LEADER = "leader", _("Leader of the team")
    MEMBER = "member", _("Member")
    DOCUMENTATION = "documentation", _("Documentation")
    INTERPRETER = "interpreter", _("Interpreter")
    MEDICAL = "medical", _("Medical help")


class LogKind(TextChoices):
    """What a team writes down during an operation; those of ONE_TAP need no words."""

    ARRIVED = "arrived", _("Arrived")
    IDENTIFIED = "identified", _("Identified ourselves, letter shown")
    ENTERED = "entered", _("Entered with leave")
    MET = "met", _("Persons met")
    MEDICAL = "medical", _("Medical help called or given")
    LEFT = "left", _("Left the place")
    NOTE = kinds.NOTE, _("Note")
    PHOTO = kinds.PHOTO, _("Photo")
    CHECKLIST = kinds.CHECKLIST, _("Checklist")
    PERSON = "person", _("A person met")
    END = "end", _("Operation ended")


ONE_TAP = (LogKind.ARRIVED, LogKind.IDENTIFIED, LogKind.ENTERED, LogKind.MET, LogKind.MEDICAL, LogKind.LEFT)


class TeamItem(TextChoices):
    """The team's checklist, for everybody's safety."""

    LETTER = "letter", _("We carry the surat perintah, or the operation was agreed to as urgent")
    BRIEFED = "briefed", _("Everybody in the team knows their task and the risks")
    REPORTER_SAFE = "reporter_safe", _("Nothing we say or do points to a reporter")
    INTERPRETER = "interpreter", _("An interpreter is there or can be called, none of them from the place itself")
    APART = "apart", _("Who may be a victim is spoken with apart, first, and without questions about guilt")
    NO_FORCE = "no_force", _("We enter nobody's home without leave")
    CHILDREN = "children", _("For children somebody is called who is trained for it")
    HELP = "help", _("Who needs help is told where to find it, in a language they understand")


class SupportKind(TextChoices):
    TEAM = "team", _("Officers to come along")
    VEHICLE = "vehicle", _("A vehicle")
    LETTER = "letter", _("A letter, such as a surat perintah")
    ACCESS = "access", _("Access to a building")
    OTHER = "other", _("Something else")
