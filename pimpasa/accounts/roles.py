"""Who an officer is, and what that lets them do. The one table to read for "who may"."""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pimpasa.territory.kinds import Level


class Permission(TextChoices):
    """One thing a role may do; where (which desk, which office) is decided by assignments and grants."""

    READ_REPORTS = "read_reports", _("read reports of one's desks")
    VERIFY = "verify", _("verify reports, ask the reporter, record a finding")
    WRITE_TOLD = "write_told", _("write down what somebody told them, as a report")
    OPEN_IDENTITY = "open_identity", _("open a reporter's identity, with a reason")
    LEAD_CASES = "lead_cases", _("open, lead and close cases")
    SET_GELAR = "set_gelar", _("call a gelar kasus and set what it decided")
    PLAN_OPERATIONS = "plan_operations", _("plan operations and record their results")
    HAND_OVER_KEYS = "hand_over_keys", _("hand a desk's key to a new member")
    MANAGE_OFFICERS = "manage_officers", _("add officers, give roles, assign them to desks")
    DECIDE_KEEPING = "decide_keeping", _("decide how long reports are kept, answer people who ask about their data")
    SET_PERIODS = "set_periods", _("set how long the office keeps reports")
    RECUSE_OTHERS = "recuse_others", _("keep an officer out of a report that is near to them")
    SET_ABSENCES = "set_absences", _("say that a colleague is away, and who stands in for them")
    LOOK_UP_AGENCIES = "look_up_agencies", _("look a name up on the official list of placement companies")
    KEEP_SHARED = "keep_shared", _("change what all offices share")
    SET_WAYS = "set_ways", _("set how the office verifies: its steps, and whether a second officer reviews")
    APPROVE_CHECKS = "approve_checks", _("agree to an urgent field check of a foreigner")
    ISSUE_PAPERS = "issue_papers", _("give official papers their number, and cancel those that have one")
    SET_PAPERS = "set_papers", _("set the office's letterhead, numbers and templates of papers")
    HOLD_DIALOGUES = "hold_dialogues", _("plan and hold dialogues with residents")
    KEEP_OUTREACH = "keep_outreach", _("keep what dialogues are planned by: kinds, contacts of an RW, departures")
    WRITE_LESSONS = "write_lessons", _("write the office's learning pages, review the questions of the quiz")
    CONFIRM_TIME = "confirm_time", _("confirm what time it is after clocks disagreed")
    READ_LOG = "read_log", _("read the log of acts and the deadlines, without contents")
    READ_NUMBERS = "read_numbers", _("see the numbers of what they answer for, without contents")
    LEAD_OFFICE = "lead_office", _("see how long each officer of the office takes")
    SEE_COVERAGE = "see_coverage", _("see which villages have a decision and a Pimpasa")
    KEEP_COVERAGE = "keep_coverage", _("record decisions about villages, and which programmes run there")
    WRITE_MONTHLY = "write_monthly", _("write the monthly report of their desk, office or Kanwil")
    RECEIVE_MONTHLY = "receive_monthly", _("receive monthly reports from the level below")
    AGREE_MOVES = "agree_moves", _("agree that an area, an officer or an office comes to theirs; close their own")
    READ_ACTS = "read_acts", _("read which acts were done at the offices below, without names, reports and contents")


# What somebody may do whom only their administrator knows: keep the office's people and what is known of its villages,
# look at lists, counts and the log, say which day it is, wait for their key. Whatever decides or speaks for the office
# comes after a colleague has met them (docs/adr/0036).
BEFORE_MEETING = frozenset(
    {
        Permission.READ_REPORTS,
        Permission.HAND_OVER_KEYS,
        Permission.MANAGE_OFFICERS,
        Permission.LOOK_UP_AGENCIES,
        Permission.KEEP_SHARED,
        Permission.CONFIRM_TIME,
        Permission.READ_LOG,
        Permission.READ_NUMBERS,
        Permission.SEE_COVERAGE,
        Permission.KEEP_COVERAGE,
        Permission.READ_ACTS,
        Permission.WRITE_MONTHLY,
        Permission.RECEIVE_MONTHLY,
    }
)


@dataclass(frozen=True)
class RoleFacts:
    """A role in plain words, its permissions, and at offices of which levels somebody has it."""

    description: str | Promise
    permissions: frozenset[Permission]
    levels: frozenset[Level] = frozenset({Level.OFFICE})

    @property
    def is_above_offices(self) -> bool:
        """Whether whoever has it stands above the offices alone: no report and no key ever reaches them."""
        return Level.OFFICE not in self.levels


class Role(TextChoices):
    PIMPASA = "pimpasa", _("Pimpasa")
    ANALYST = "analyst", _("Inteldakim officer")
    HEAD = "head", _("Head of office")
    ADMINISTRATOR = "administrator", _("Administrator")
    AUDITOR = "auditor", _("Auditor")
    KANWIL = "kanwil", "Kanwil"
    DIRECTORATE = "directorate", _("Directorate of immigration intelligence")
    INSPECTORATE = "inspectorate", _("Inspectorate")

    @property
    def facts(self) -> RoleFacts:
        return ROLES[self]

    def may(self, permission: Permission) -> bool:
        return permission in ROLES[self].permissions


_ABOVE = frozenset({Permission.READ_NUMBERS, Permission.SEE_COVERAGE, Permission.READ_ACTS})

ROLES: dict[Role, RoleFacts] = {
    Role.PIMPASA: RoleFacts(
        _("Receives and verifies the reports of the villages they are assigned to."),
        frozenset(
            {
                Permission.READ_REPORTS,
                Permission.VERIFY,
                Permission.OPEN_IDENTITY,
                Permission.HAND_OVER_KEYS,
                Permission.HOLD_DIALOGUES,
                Permission.WRITE_TOLD,
                Permission.READ_NUMBERS,
                Permission.WRITE_MONTHLY,
            }
        ),
    ),
    Role.ANALYST: RoleFacts(
        _("Works at the office: sees what its desks found, leads cases and operations."),
        frozenset(
            {
                Permission.READ_REPORTS,
                Permission.VERIFY,
                Permission.OPEN_IDENTITY,
                Permission.LEAD_CASES,
                Permission.PLAN_OPERATIONS,
                Permission.HAND_OVER_KEYS,
                Permission.DECIDE_KEEPING,
                Permission.LOOK_UP_AGENCIES,
                Permission.APPROVE_CHECKS,
                Permission.HOLD_DIALOGUES,
                Permission.WRITE_TOLD,
                Permission.KEEP_OUTREACH,
                Permission.WRITE_LESSONS,
                Permission.READ_NUMBERS,
                Permission.SEE_COVERAGE,
                Permission.WRITE_MONTHLY,
                Permission.RECEIVE_MONTHLY,
            }
        ),
    ),
    Role.HEAD: RoleFacts(
        _("Leads the office, decides and answers for it; keeps the recovery kit."),
        frozenset(
            {
                Permission.READ_REPORTS,
                Permission.OPEN_IDENTITY,
                Permission.LEAD_CASES,
                Permission.SET_GELAR,
                Permission.PLAN_OPERATIONS,
                Permission.HAND_OVER_KEYS,
                Permission.DECIDE_KEEPING,
                Permission.SET_PERIODS,
                Permission.RECUSE_OTHERS,
                Permission.SET_ABSENCES,
                Permission.LOOK_UP_AGENCIES,
                Permission.KEEP_SHARED,
                Permission.SET_WAYS,
                Permission.APPROVE_CHECKS,
                Permission.WRITE_LESSONS,
                Permission.ISSUE_PAPERS,
                Permission.SET_PAPERS,
                Permission.HOLD_DIALOGUES,
                Permission.WRITE_TOLD,
                Permission.KEEP_OUTREACH,
                Permission.CONFIRM_TIME,
                Permission.READ_LOG,
                Permission.READ_NUMBERS,
                Permission.LEAD_OFFICE,
                Permission.AGREE_MOVES,
                Permission.WRITE_MONTHLY,
                Permission.RECEIVE_MONTHLY,
                Permission.SEE_COVERAGE,
                Permission.KEEP_COVERAGE,
            }
        ),
    ),
    Role.ADMINISTRATOR: RoleFacts(
        _("Keeps officers, roles, desks and assignments; sees no report."),
        frozenset(
            {
                Permission.MANAGE_OFFICERS,
                Permission.LOOK_UP_AGENCIES,
                Permission.KEEP_SHARED,
                Permission.CONFIRM_TIME,
                Permission.SEE_COVERAGE,
                Permission.KEEP_COVERAGE,
            }
        ),
        frozenset(Level),
    ),
    Role.AUDITOR: RoleFacts(
        _("Checks deadlines and the log of acts; sees no contents."),
        frozenset({Permission.READ_LOG, Permission.CONFIRM_TIME, Permission.SEE_COVERAGE}),
    ),
    Role.KANWIL: RoleFacts(
        _("Answers for the offices of a Kanwil: sees their numbers, coverage and acts; no report, no name."),
        _ABOVE | {Permission.WRITE_MONTHLY, Permission.RECEIVE_MONTHLY},
        frozenset({Level.KANWIL}),
    ),
    Role.DIRECTORATE: RoleFacts(
        _("Leads the programme: sees the numbers, coverage and acts of all offices; no report, no name."),
        _ABOVE | {Permission.RECEIVE_MONTHLY},
        frozenset({Level.NATION}),
    ),
    Role.INSPECTORATE: RoleFacts(
        _("Inspects all offices by their numbers, coverage and acts; sees no report, no name."),
        _ABOVE,
        frozenset({Level.NATION}),
    ),
}
