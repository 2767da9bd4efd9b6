"""What is stored of reports, by what it is for."""

from pimpasa.reports.models.access import Disclosure, Distinct, IdentityOpening, Mention, Recusal, Share, Transfer
from pimpasa.reports.models.feedback import Complaint, ComplaintGrant, Feedback
from pimpasa.reports.models.keeping import LegalHold, Notice, RetentionPeriod, SavedView
from pimpasa.reports.models.report import TAIL, Attachment, Draft, Message, Report, ReportGrant, WordIndex

__all__ = [
    "TAIL",
    "Attachment",
    "Complaint",
    "ComplaintGrant",
    "Disclosure",
    "Distinct",
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
    "SavedView",
    "Share",
    "Transfer",
    "WordIndex",
]
