"""What can wait for an officer: each kind with what is asked, who may do it, and how urgent it is."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from pimpasa.accounts.roles import Permission
from pimpasa.ledger.acts import Act


class Kind(TextChoices):
    """What is asked, as a verb; in the order in which they stand where all else is alike."""

    EMERGENCY = "emergency", _("Open an emergency")
    VICTIM = "victim", _("Help somebody who may be a victim")
    WORSE = "worse", _("Read that it got worse")
    ANSWERED = "answered", _("Read what the reporter wrote")
    DECIDE_CHECK = "decide_check", _("Agree to an urgent field check")
    DECIDE_OPERATION = "decide_operation", _("Agree to an urgent operation")
    LETTER = "letter", _("Hand in the surat perintah of a field check")
    OPERATION_LETTER = "operation_letter", _("Hand in the surat perintah of an operation")
    BREACH = "breach", _("Tell of a data breach")
    AGREE_KEY = "agree_key", _("Say whether a colleague's key is to be withdrawn")
    LOOSEN = "loosen", _("Decide on a safeguard that is to go")
    MOVE = "move", _("See what goes to another office or comes from it")
    HAND_ON = "hand_on", _("Hand on reports that another office reads now")
    IDENTITY = "identity", _("Agree to open who reported")
    SUPPORT = "support", _("Answer a request for support")
    MORE_ASKED = "more_asked", _("Tell the unit more for its support")
    ALIKE = "alike", _("See what several desks have alike")
    SHARE = "share", _("Decide whether another desk may read a report")
    TIE = "tie", _("Say whether somebody of another case is in yours")
    REVIEW = "review", _("Review a colleague's finding")
    PAPER_NUMBER = "paper_number", _("Give a paper its number")
    PAPER_OUTDATED = "paper_outdated", _("Look at a paper whose data were corrected")
    PAPER_SIGN = "paper_sign", _("Keep a paper's signed copy")
    REFERRAL = "referral", _("Answer a referral of another office")
    REFUSED = "refused", _("Find another partner: a referral was refused")
    COMPLAINT = "complaint", _("Answer a complaint")
    DATA = "data", _("Answer a question about personal data")
    STAND_IN = "stand_in", _("Stand in for a colleague")
    AWAY = "away", _("You are away: see who stands in")
    HAND_OVER = "hand_over", _("Hand over a desk's key")
    UNSENT = "unsent", _("Decide what becomes of your words without a network")
    GIVEN = "given", _("Go on with a report that you were given")
    TAKEN = "taken", _("See who took your report over")
    CORRECTED = "corrected", _("Read what was corrected")
    MENTIONED = "mentioned", _("Read a colleague's note to you")
    REMINDED = "reminded", _("You wanted to be reminded")
    OWN = "own", _("Conclude your report")
    NEW = "new", _("Take a new report")
    VISIT = "visit", _("Make a field check")
    OPERATION = "operation", _("Operation")
    DIALOGUE = "dialogue", _("Hold a dialogue")
    OPERATION_REPORT = "operation_report", _("Write the laporan hasil kegiatan")
    MINUTES = "minutes", _("Write a dialogue's minutes")
    PROMISE = "promise", _("Keep a promise to residents")
    CASE = "case", _("Open a case")
    MONTHLY = "monthly", _("Write the monthly report")
    MONTHLY_CAME = "monthly_came", _("Receive a monthly report")
    TERM = "term", _("Keep a term of a case")
    LATE = "late", _("See why a report is late")
    NO_DESK = "no_desk", _("Give an officer a desk")
    NO_MEMBER = "no_member", _("Fill a desk where nobody sits")
    TROUBLE = "trouble", _("See what does not work")


@dataclass(frozen=True)
class Facts:
    """Who may do it (one of `needs`), at which place of the work it stands, its icon, whether it needs the network.

    `by_day` says that its time is a day, not a moment. `after` are the acts after which somebody is asked.
    `is_personal` is what they are told of here, once each; of all others they are told elsewhere: of reports, terms and
    promises by those capabilities, of a key to withdraw by who asks for it.
    """

    needs: frozenset[Permission]
    place: str
    icon: str
    after: frozenset[Act] = frozenset()
    is_personal: bool = True
    needs_network: bool = True
    by_day: bool = False


def _may(*permissions: Permission) -> frozenset[Permission]:
    return frozenset(permissions)


FACTS: dict[Kind, Facts] = {
    Kind.EMERGENCY: Facts(_may(Permission.READ_REPORTS), "reports", "warning", is_personal=False),
    Kind.WORSE: Facts(_may(Permission.READ_REPORTS), "reports", "reply", is_personal=False),
    Kind.ANSWERED: Facts(_may(Permission.READ_REPORTS), "reports", "reply", is_personal=False),
    Kind.NEW: Facts(_may(Permission.READ_REPORTS), "reports", "file", is_personal=False),
    Kind.OWN: Facts(_may(Permission.VERIFY), "reports", "clock", is_personal=False),
    Kind.GIVEN: Facts(_may(Permission.VERIFY), "reports", "reply", after=frozenset({Act.REPORT_REASSIGNED})),
    Kind.TAKEN: Facts(_may(Permission.VERIFY), "reports", "person", after=frozenset({Act.REPORT_REASSIGNED})),
    Kind.CORRECTED: Facts(
        _may(Permission.READ_REPORTS),
        "waiting",
        "pencil",
        after=frozenset(
            {
                *(Act.FINDING_CORRECTED, Act.TRANSFER_CORRECTED, Act.EVENT_CORRECTED, Act.GELAR_CORRECTED),
                *(Act.REPORT_REOPENED, Act.CASE_REOPENED, Act.PERSON_CHANGED),
                *(Act.PERSONS_MERGED, Act.PERSONS_SPLIT, Act.PERSONS_TIED, Act.PERSONS_UNTIED),
            }
        ),
    ),
    Kind.MENTIONED: Facts(_may(Permission.READ_REPORTS), "waiting", "chat", after=frozenset({Act.NOTE_WRITTEN})),
    Kind.REMINDED: Facts(_may(Permission.READ_REPORTS), "waiting", "clock", by_day=True),
    Kind.DECIDE_CHECK: Facts(_may(Permission.APPROVE_CHECKS), "reports", "check", after=frozenset({Act.CHECK_ASKED})),
    Kind.LETTER: Facts(_may(Permission.READ_REPORTS), "reports", "send", after=frozenset({Act.CHECK_AGREED})),
    Kind.REVIEW: Facts(
        _may(Permission.VERIFY, Permission.LEAD_CASES), "reports", "check", after=frozenset({Act.FINDING_PROPOSED})
    ),
    Kind.IDENTITY: Facts(_may(Permission.OPEN_IDENTITY), "reports", "key", after=frozenset({Act.IDENTITY_ASKED})),
    Kind.SHARE: Facts(_may(Permission.LEAD_CASES), "reports", "share", after=frozenset({Act.SHARE_ASKED})),
    Kind.ALIKE: Facts(_may(Permission.LEAD_CASES), "reports", "warning", after=frozenset({Act.WARNING_RAISED})),
    Kind.VISIT: Facts(
        _may(Permission.READ_REPORTS), "field", "visit", after=frozenset({Act.CHECK_PLANNED}), needs_network=False
    ),
    Kind.DECIDE_OPERATION: Facts(
        _may(Permission.APPROVE_CHECKS), "field", "check", after=frozenset({Act.OPERATION_ASKED})
    ),
    Kind.OPERATION_LETTER: Facts(
        _may(Permission.PLAN_OPERATIONS), "field", "send", after=frozenset({Act.OPERATION_AGREED})
    ),
    Kind.OPERATION: Facts(
        _may(Permission.READ_REPORTS), "field", "visit", after=frozenset({Act.OPERATION_PLANNED}), needs_network=False
    ),
    Kind.OPERATION_REPORT: Facts(
        _may(Permission.READ_REPORTS), "field", "pencil", after=frozenset({Act.OPERATION_ENDED})
    ),
    Kind.SUPPORT: Facts(_may(Permission.PLAN_OPERATIONS), "field", "reply", after=frozenset({Act.SUPPORT_ASKED})),
    Kind.MORE_ASKED: Facts(_may(Permission.READ_REPORTS), "field", "reply", after=frozenset({Act.SUPPORT_ANSWERED})),
    Kind.VICTIM: Facts(_may(Permission.LEAD_CASES), "cases", "person", after=frozenset({Act.VICTIM_MET})),
    Kind.TIE: Facts(_may(Permission.LEAD_CASES), "cases", "person", after=frozenset({Act.PERSON_TIE_ASKED})),
    Kind.CASE: Facts(_may(Permission.LEAD_CASES), "cases", "folder", after=frozenset({Act.REPORT_CONCLUDED})),
    Kind.TERM: Facts(_may(Permission.LEAD_CASES), "cases", "clock", is_personal=False, by_day=True),
    Kind.PAPER_NUMBER: Facts(_may(Permission.ISSUE_PAPERS), "papers", "pencil", after=frozenset({Act.PAPER_DRAFTED})),
    Kind.PAPER_OUTDATED: Facts(
        _may(Permission.ISSUE_PAPERS),
        "papers",
        "warning",
        after=frozenset({Act.FINDING_CORRECTED, Act.EVENT_CORRECTED, Act.GELAR_CORRECTED, Act.PERSON_CHANGED}),
    ),
    Kind.PAPER_SIGN: Facts(_may(Permission.LEAD_CASES), "papers", "pencil", after=frozenset({Act.PAPER_ISSUED})),
    Kind.REFERRAL: Facts(_may(Permission.LEAD_CASES), "cases", "reply", after=frozenset({Act.REFERRAL_SENT})),
    Kind.REFUSED: Facts(_may(Permission.LEAD_CASES), "cases", "reply", after=frozenset({Act.REFERRAL_REFUSED})),
    Kind.COMPLAINT: Facts(_may(Permission.READ_LOG), "oversight", "chat", after=frozenset({Act.COMPLAINT_RECEIVED})),
    Kind.LATE: Facts(_may(Permission.READ_LOG), "oversight", "clock", is_personal=False),
    Kind.BREACH: Facts(_may(Permission.DECIDE_KEEPING), "office", "warning", after=frozenset({Act.BREACH_RECORDED})),
    Kind.DATA: Facts(_may(Permission.DECIDE_KEEPING), "office", "person", after=frozenset({Act.SUBJECT_ASKED})),
    Kind.AGREE_KEY: Facts(
        _may(Permission.READ_LOG, Permission.LEAD_CASES),
        "waiting",
        "key",
        after=frozenset({Act.KEY_RENEWAL_ASKED}),
        is_personal=False,
    ),
    Kind.LOOSEN: Facts(_may(Permission.SET_WAYS), "waiting", "shield", after=frozenset({Act.LOOSENING_ASKED})),
    Kind.MOVE: Facts(
        _may(Permission.AGREE_MOVES),
        "waiting",
        "office",
        after=frozenset({Act.MOVE_ASKED, Act.MOVE_AGREED}),
        by_day=True,
    ),
    Kind.HAND_ON: Facts(_may(Permission.VERIFY), "reports", "send", after=frozenset({Act.AREA_MOVED, Act.MOVE_AGREED})),
    Kind.STAND_IN: Facts(
        _may(Permission.READ_REPORTS), "waiting", "person", after=frozenset({Act.ABSENCE_SET}), by_day=True
    ),
    Kind.AWAY: Facts(
        _may(Permission.READ_REPORTS), "waiting", "person", after=frozenset({Act.ABSENCE_SET}), by_day=True
    ),
    Kind.UNSENT: Facts(_may(Permission.READ_REPORTS), "waiting", "pencil", is_personal=False),
    Kind.HAND_OVER: Facts(_may(Permission.HAND_OVER_KEYS), "waiting", "key"),
    Kind.DIALOGUE: Facts(_may(Permission.HOLD_DIALOGUES), "residents", "cup", needs_network=False),
    Kind.MINUTES: Facts(_may(Permission.HOLD_DIALOGUES), "residents", "pencil"),
    Kind.MONTHLY: Facts(_may(Permission.WRITE_MONTHLY), "numbers", "pencil", by_day=True),
    Kind.MONTHLY_CAME: Facts(_may(Permission.RECEIVE_MONTHLY), "numbers", "file", after=frozenset({Act.MONTHLY_SENT})),
    Kind.PROMISE: Facts(_may(Permission.HOLD_DIALOGUES), "residents", "check", is_personal=False, by_day=True),
    Kind.NO_DESK: Facts(_may(Permission.MANAGE_OFFICERS), "people", "person"),
    Kind.NO_MEMBER: Facts(_may(Permission.MANAGE_OFFICERS), "desks", "home"),
    Kind.TROUBLE: Facts(_may(Permission.MANAGE_OFFICERS), "waiting", "warning", is_personal=False),
}
