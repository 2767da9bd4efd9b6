from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.reports.models import Report
from pimpasa.reports.rules import check_act
from pimpasa.reports.states import OUTCOMES, Step
from pimpasa.verification.checklist import FindingContents, Known, Part, contradicts, needs_parts


def check_record(officer: Officer, report: Report, contents: FindingContents) -> None:
    """Raise Refused unless the officer may conclude the report with this finding, and the finding is whole."""
    check_act(officer, report, Step.CONCLUDE)
    if contents.outcome not in OUTCOMES:
        raise Refused(_("Choose what the finding is."))
    if len(contents.reason.strip()) < 10:
        raise Refused(_("Give the reason in a sentence; the next reader was not there."))
    if needs_parts(report.kind):
        _check_parts(contents)


def _check_parts(contents: FindingContents) -> None:
    if set(contents.parts) != set(Part.values) or not set(contents.parts.values()) <= set(Known.values):
        raise Refused(_("Answer each of the three parts; “not known” is an answer."))
    if contradicts(contents):
        raise Refused(
            _("Trafficking needs a process and a purpose (UU 21/2007 art. 1); you answered no to one of them.")
        )
