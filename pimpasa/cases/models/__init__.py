"""What is stored of cases, by what it is for."""

from pimpasa.cases.models.case import Case, CaseCounter, CaseGrant, CaseReport
from pimpasa.cases.models.operation import Operation

__all__ = ["Case", "CaseCounter", "CaseGrant", "CaseReport", "Operation"]
