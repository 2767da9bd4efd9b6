"""What is stored of reports, by what it is for."""

from pimpasa.reports.models.access import Mention, Recusal, Share
from pimpasa.reports.models.keeping import Alarm, LegalHold, Notice, OfficeTerm, RetentionPeriod, Via
from pimpasa.reports.models.report import TAIL, Attachment, Draft, Heard, Message, Report, ReportGrant, WordIndex

__all__ = [
    "TAIL",
    "Alarm",
    "Attachment",
    "Draft",
    "Heard",
    "LegalHold",
    "Mention",
    "Message",
    "Notice",
    "OfficeTerm",
    "Recusal",
    "Report",
    "ReportGrant",
    "RetentionPeriod",
    "Share",
    "Via",
    "WordIndex",
]
