"""Every act the product writes to its ledger. An act that is not here cannot be done."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Act(TextChoices):
    """What was done, in words an auditor reads."""

    REPORT_RECEIVED = "report.received", _("Report received")
    REPORT_ANSWERED = "report.answered", _("Reporter wrote")
    REPORT_OPENED = "report.opened", _("Report opened")
    REPORT_TAKEN = "report.taken", _("Verification started")
    REPORT_ASKED = "report.asked", _("Reporter was asked")
    REPORT_CONCLUDED = "report.concluded", _("Finding recorded")
    IDENTITY_ASKED = "identity.asked", _("Asked to open the reporter's identity")
    IDENTITY_CONSENTED = "identity.consented", _("Agreed to open the reporter's identity")
    IDENTITY_OPENED = "identity.opened", _("Reporter's identity opened")
    EXHIBIT_RECEIVED = "exhibit.received", _("Evidence received")
    EXHIBIT_VIEWED = "exhibit.viewed", _("Evidence viewed")
    EXHIBIT_DOWNLOADED = "exhibit.downloaded", _("Evidence downloaded")
    EXHIBIT_REDACTED = "exhibit.redacted", _("Redacted copy made")
    REPORT_EXPORTED = "report.exported", _("Report exported")
    CASE_EXPORTED = "case.exported", _("Case exported")
    CASE_OPENED = "case.opened", _("Case opened")
    CASE_JOINED = "case.joined", _("Report taken into a case")
    CASE_VIEWED = "case.viewed", _("Case viewed")
    OPERATION_PLANNED = "operation.planned", _("Operation planned")
    OPERATION_RESULT = "operation.result", _("Operation's result recorded")
    CASE_CLOSED = "case.closed", _("Case closed")
    OFFICER_ADDED = "officer.added", _("Officer added")
    OFFICER_CHANGED = "officer.changed", _("Officer changed")
    OFFICER_KEYED = "officer.keyed", _("Officer's key made")
    OFFICER_REKEYED = "officer.rekeyed", _("Officer's passphrase changed")
    OFFICER_RECOVERED = "officer.recovered", _("Officer's key opened with its recovery code")
    OFFICER_KEY_RETIRED = "officer.key_retired", _("Officer's key withdrawn")
    OFFICER_ASSIGNED = "officer.assigned", _("Officer assigned to a desk")
    ASSIGNMENT_ENDED = "assignment.ended", _("Assignment ended")
    DESK_OPENED = "desk.opened", _("Desk opened")
    DESK_KEYED = "desk.keyed", _("Desk's key made")
    DESK_GRANTED = "desk.granted", _("Desk's key handed to a member")
    DESK_REVOKED = "desk.revoked", _("Desk's key taken back from a member")
    KIT_DRILLED = "kit.drilled", _("Recovery kit tried out")
    OFFICE_FOUNDED = "office.founded", _("Office set up")
    OFFICE_CHANGED = "office.changed", _("Office's settings changed")
    WITNESS_ADMITTED = "witness.admitted", _("Witness of the log admitted")
