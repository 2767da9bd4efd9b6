"""The life of a paper, as tables."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from pimpasa.accounts.roles import Permission


class PaperState(TextChoices):
    DRAFT = "draft", _("Draft")
    ISSUED = "issued", _("Issued, signature awaited")
    SIGNED = "signed", _("Signed")
    CANCELLED = "cancelled", _("Cancelled")
    REPLACED = "replaced", _("Replaced by a later paper")


# Papers that somebody outside may hold to be true.
STANDS = (PaperState.ISSUED, PaperState.SIGNED)


class PaperStep(TextChoices):
    CHANGE = "change", _("change the draft")
    ISSUE = "issue", _("give the paper its number")
    SIGN = "sign", _("keep its signed copy")
    CANCEL = "cancel", _("cancel it")
    REPLACE = "replace", _("replace it by a later paper")


PAPER_TRANSITIONS: dict[PaperState, dict[PaperStep, PaperState]] = {
    PaperState.DRAFT: {
        PaperStep.CHANGE: PaperState.DRAFT,
        PaperStep.ISSUE: PaperState.ISSUED,
        PaperStep.CANCEL: PaperState.CANCELLED,
    },
    PaperState.ISSUED: {
        PaperStep.SIGN: PaperState.SIGNED,
        PaperStep.CANCEL: PaperState.CANCELLED,
        PaperStep.REPLACE: PaperState.REPLACED,
    },
    PaperState.SIGNED: {PaperStep.REPLACE: PaperState.REPLACED},
    PaperState.CANCELLED: {},
    PaperState.REPLACED: {},
}
NEEDED: dict[PaperStep, Permission] = {
    PaperStep.CHANGE: Permission.LEAD_CASES,
    PaperStep.ISSUE: Permission.ISSUE_PAPERS,
    PaperStep.SIGN: Permission.LEAD_CASES,
    PaperStep.CANCEL: Permission.LEAD_CASES,  # a draft; one that has its number: ISSUE_PAPERS (rules.check_cancel)
    PaperStep.REPLACE: Permission.LEAD_CASES,
}
