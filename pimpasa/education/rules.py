from __future__ import annotations

import re
from datetime import date

from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.accounts.roles import Permission
from pimpasa.accounts.rules import check_permission
from pimpasa.common import clock
from pimpasa.education.questions import Question
from pimpasa.territory.models import Office

LONGEST_TITLE = 120
LONGEST_BODY = 20_000
LONGEST_SOURCES = 2_000
LONGEST_CHECK = 400
# A person is never "ilegal": what they did may be against a rule.
_OF_PERSONS = re.compile(
    r"\b(orang|imigran|migran|pekerja|warga|wna|pmi|tki|tkw|calon|immigrants?|migrants?|workers?|people)\b[\w ]{0,20}"
    r"\b(ilegal|illegal|gelap)\b|\bilegals?\b|\billegals?\b",
    re.IGNORECASE,
)


def check_teach(officer: Officer, office: Office) -> None:
    """Raise Refused unless the officer keeps this office's learning material."""
    check_permission(officer, Permission.WRITE_LESSONS)
    if officer.office_id != office.pk:
        raise Refused("other_office", _("This belongs to another office."))


def check_same_words(question: Question | None, digest: bytes) -> None:
    """Raise Refused unless the question is there, with the words that were read."""
    if question is None:
        raise Refused("no_such_question", _("There is no such question."))
    if question.digest != digest:
        raise Refused("other_words", _("A question has other words now. Please read it again."))


def check_words(*texts: str) -> None:
    """Raise Refused where words call a person "ilegal"."""
    if any(_OF_PERSONS.search(text) for text in texts):
        raise Refused(
            "calls_a_person_illegal", _("Nobody is “ilegal”. Say what was done, for example “without a work visa”.")
        )


def check_looked(on: date) -> None:
    """Raise Refused for a look in the future."""
    if on > clock.today():
        raise Refused("looked_in_future", _("The day of the last look cannot be in the future."))


def check_whole(*, title: str, body: str, title_en: str, body_en: str, sources: str) -> None:
    """Raise Refused where a page lacks what every page needs."""
    if not title.strip() or not body.strip():
        raise Refused("no_words", _("A page needs a title and words, in Indonesian."))
    if bool(title_en.strip()) != bool(body_en.strip()):
        raise Refused("english_not_whole", _("In English a page needs both a title and words, or neither."))
    if not sources.strip():
        raise Refused("no_sources", _("Say where it comes from: one source on each line."))
