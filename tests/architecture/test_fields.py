"""Every stored field is sealed, or stands in docs/threat-model.md with its reason."""

import re
from pathlib import Path

from django.apps import apps
from django.db.models import Field

ROOT = Path(__file__).resolve().parents[2]
PUBLIC_DATA = {"territory", "agencies", "packs"}
SEALED = {
    "reports.Draft.envelope",
    "reports.Report.envelope",
    "reports.Report.identity",
    "reports.Report.contact",
    "reports.Report.liaison",
    "reports.Heard.words",
    "areas.AreaNote.grant",
    "areas.AreaNote.envelope",
    "reports.Report.receipt_wrap",
    "reports.Report.receipt_link",
    "reports.Report.former_keys",
    "reports.ReportGrant.envelope",
    "handling.IdentityOpening.reason",
    "handling.Disclosure.reason",
    "reports.LegalHold.reason",
    "handling.Grading.reason",
    "handling.Reassignment.reason",
    "notes.Note.envelope",
    "monthly.Monthly.envelope",
    "monthly.MonthlyGrant.envelope",
    "notes.Reminder.envelope",
    "handling.Transfer.reason",
    "handling.Transfer.correction",
    "verification.Finding.correction",
    "cases.Event.correction",
    "cases.GelarKasus.correction",
    "cases.CaseReopening.envelope",
    "cases.EarlierPerson.envelope",
    "cases.EarlierPerson.reason",
    "cases.PersonMerge.reason",
    "cases.PersonMerge.split_reason",
    "cases.PersonTie.answer",
    "cases.PersonTie.reason",
    "cases.PersonTie.why_ended",
    "complaints.Feedback.words",
    "complaints.Complaint.envelope",
    "complaints.Complaint.receipt_wrap",
    "complaints.Complaint.answer",
    "complaints.ComplaintGrant.envelope",
    "connections.Inquiry.reason",
    "reports.Share.reason",
    "reports.Share.answer",
    "reports.Message.envelope",
    "evidence.Exhibit.wrapped_key",
    "evidence.Exhibit.facts",
    "privacy.SubjectRequest.grant",
    "privacy.SubjectRequest.envelope",
    "privacy.SubjectRequest.answer",
    "privacy.Breach.grant",
    "privacy.Breach.envelope",
    "verification.Finding.envelope",
    "verification.Finding.review_words",
    "verification.StepRecord.envelope",
    "verification.FieldCheck.envelope",
    "verification.VisitEntry.envelope",
    "handling.SavedView.envelope",
    "unsent.Writing.grant",
    "unsent.Writing.envelope",
    "imports.Import.grant",
    "imports.Import.envelope",
    "imports.Entry.envelope",
    "cases.Case.envelope",
    "cases.LeaderChange.reason",
    "cases.CaseGrant.envelope",
    "cases.Person.envelope",
    "cases.ScreeningRecord.envelope",
    "cases.Event.envelope",
    "cases.LawChoice.envelope",
    "cases.Encounter.envelope",
    "cases.Encounter.grant",
    "cases.GelarKasus.envelope",
    "cases.Tak.envelope",
    "cases.Term.envelope",
    "outreach.AudienceQuestion.envelope",
    "outreach.AudienceQuestion.grant",
    "outreach.Photo.consent",
    "outreach.Photo.grant",
    "outreach.Photo.picture",
    "outreach.RwContact.envelope",
    "push.Subscription.envelope",
    "papers.Paper.envelope",
    "papers.Paper.reason",
    "papers.PaperStays.reason",
    "papers.PaperGrant.envelope",
    "referrals.Referral.locked_seed",
    "referrals.Referral.grant",
    "referrals.Referral.envelope",
    "referrals.Referral.copy",
    "referrals.Referral.receipt",
    "referrals.ReferralAnswer.grant",
    "referrals.ReferralAnswer.envelope",
    "referrals.HtcdsExport.reason",
    "letters.Letter.envelope",
    "letters.Letter.reason",
    "letters.LetterGrant.envelope",
    "operations.Operation.plan",
    "operations.Operation.draft",
    "operations.Operation.result",
    "operations.OperationGrant.envelope",
    "operations.LogEntry.envelope",
    "operations.SupportRequest.unit_grant",
    "operations.SupportRequest.asker_grant",
    "operations.SupportRequest.envelope",
    "keys.OfficerKey.locked_by_passphrase",
    "keys.OfficerKey.locked_by_recovery",
    "keys.DeskKeyGrant.envelope",
}


def stored_fields() -> set[str]:
    ours = [m for m in apps.get_models() if m.__module__.startswith("pimpasa.")]
    return {
        f"{model._meta.app_label}.{model.__name__}.{field.name}"
        for model in ours
        if model._meta.app_label not in PUBLIC_DATA
        for field in model._meta.get_fields()
        if isinstance(field, Field)
        and field.column
        and not (field.primary_key and field.get_internal_type() == "BigAutoField")
    }


def readable_by_design() -> set[str]:
    page = (ROOT / "docs" / "threat-model.md").read_text()
    return set(re.findall(r"^\| `(\w+\.\w+\.\w+)` \| \S", page, re.MULTILINE))


def test_every_field_is_sealed_or_listed_with_its_reason() -> None:
    assert stored_fields() == SEALED | readable_by_design()


def test_no_sealed_field_is_listed_as_readable() -> None:
    assert SEALED & readable_by_design() == set()
