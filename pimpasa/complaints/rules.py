"""Who may say a last word, and who reads and answers a complaint."""

from __future__ import annotations

from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.accounts.roles import Permission
from pimpasa.accounts.rules import check_permission
from pimpasa.complaints.models import Complaint
from pimpasa.linking.identifiers.finding import find
from pimpasa.reports.models import Report


def check_feedback(report: Report) -> None:
    """Raise Refused while a report is worked on: the word at the end comes at the end."""
    if report.is_open:
        raise Refused("still_open", _("Your report is still being checked. You can say how it was when it is done."))


def check_complaint(officer: Officer, complaint: Complaint) -> None:
    """Raise Refused unless the officer audits the report's office and had no part in the report."""
    check_permission(officer, Permission.READ_LOG)
    if officer.office_id != complaint.report.office_id:
        raise Refused("other_office", _("This is another office's."))
    if complaint.report.officer_id == officer.pk:
        raise Refused("about_oneself", _("It is about a report that you verified. Somebody else reads it."))


def check_pass_on(officer: Officer, complaint: Complaint, summary: str) -> None:
    """Raise Refused unless the summary says something, and nothing by which the complainant is found."""
    check_complaint(officer, complaint)
    if len(summary.strip()) < 30:
        raise Refused("no_summary", _("Write in two or three sentences what went wrong, without names."))
    plain = summary.replace("-", "").replace(" ", "").upper()
    if find(summary) or complaint.report.reference.replace("-", "").upper() in plain:
        raise Refused(
            "names_somebody",
            _("Take out what leads to somebody: numbers, accounts, addresses, the report's number."),
        )


def check_answer_complaint(officer: Officer, complaint: Complaint, text: str) -> None:
    """Raise Refused unless the complaint waits for an answer, which has to say something."""
    check_complaint(officer, complaint)
    if complaint.answered_at is not None:
        raise Refused("answered_already", _("A colleague has answered already."))
    if len(text.strip()) < 10:
        raise Refused("says_nothing", _("Write a few words at least."))
