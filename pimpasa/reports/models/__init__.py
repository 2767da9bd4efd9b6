"""What is stored of reports, by what it is for."""

from pimpasa.reports.models.access import Mention, Recusal, Share
from pimpasa.reports.models.keeping import LegalHold, Notice, RetentionPeriod
from pimpasa.reports.models.report import TAIL, Attachment, Draft, Heard, Message, Report, ReportGrant, WordIndex

__all__ = [
    "TAIL",
    "Attachment",
    "Draft",
    "Heard",
    "LegalHold",
    "Mention",
    "Message",
    "Notice",
    "Recusal",
    "Report",
    "ReportGrant",
    "RetentionPeriod",
    "Share",
    "WordIndex",
]
