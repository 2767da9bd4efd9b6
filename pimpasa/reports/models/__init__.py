"""What is stored of reports, by what it is for."""

from pimpasa.reports.models.access import Disclosure, IdentityOpening, Mention, Recusal, Share, Transfer
from pimpasa.reports.models.feedback import Complaint, ComplaintGrant, Feedback
from pimpasa.reports.models.keeping import LegalHold, Notice, RetentionPeriod
from pimpasa.reports.models.report import TAIL, Attachment, Draft, Message, Report, ReportGrant

__all__ = [
    "TAIL",
    "Attachment",
    "Complaint",
    "ComplaintGrant",
    "Disclosure",
    "Draft",
    "Feedback",
    "IdentityOpening",
    "LegalHold",
    "Mention",
    "Message",
    "Notice",
    "Recusal",
    "Report",
    "ReportGrant",
    "RetentionPeriod",
    "Share",
    "Transfer",
]
