"""What is stored of cases, by what it is for."""

from pimpasa.cases.models.case import Case, CaseCounter, CaseGrant, CaseReport, LeaderChange
from pimpasa.cases.models.correction import CaseReopening, CorrectionTold
from pimpasa.cases.models.decision import GelarKasus, Tak, Term, TermLength
from pimpasa.cases.models.encounter import Encounter
from pimpasa.cases.models.event import Event, LawChoice
from pimpasa.cases.models.merge import PersonMerge
from pimpasa.cases.models.person import EarlierPerson, Person, PersonMention, PersonName, ScreeningRecord
from pimpasa.cases.models.tie import PersonTie

__all__ = [
    "Case",
    "CaseCounter",
    "CaseGrant",
    "CaseReopening",
    "CaseReport",
    "CorrectionTold",
    "EarlierPerson",
    "Encounter",
    "Event",
    "GelarKasus",
    "LawChoice",
    "LeaderChange",
    "Person",
    "PersonMention",
    "PersonMerge",
    "PersonName",
    "PersonTie",
    "ScreeningRecord",
    "Tak",
    "Term",
    "TermLength",
]
