from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.accounts.roles import Permission
from pimpasa.accounts.rules import check_permission
from pimpasa.education.questions import Question
from pimpasa.territory.models import Office


def check_teach(officer: Officer, office: Office) -> None:
    """Raise Refused unless the officer keeps this office's learning material."""
    check_permission(officer, Permission.WRITE_LESSONS)
    if officer.office_id != office.pk:
        raise Refused(_("This belongs to another office."))


def check_same_words(question: Question | None, digest: bytes) -> None:
    """Raise Refused unless the question is there, with the words that were read."""
    if question is None:
        raise Refused(_("There is no such question."))
    if question.digest != digest:
        raise Refused(_("A question has other words now. Please read it again."))
