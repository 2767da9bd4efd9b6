"""The life of a referral, as a table."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ReferralState(TextChoices):
    SENT = "sent", _("Sent")
    OPENED = "opened", _("Opened")
    ACCEPTED = "accepted", _("Accepted")
    REFUSED = "refused", _("Refused")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    EXPIRED = "expired", _("Expired")
    LOCKED = "locked", _("Locked after wrong codes")


class ReferralStep(TextChoices):
    OPEN = "open", _("open it")
    ANSWER = "answer", _("answer it")
    ACCEPT = "accept", _("accept it")
    REFUSE = "refuse", _("refuse it")
    WITHDRAW = "withdraw", _("withdraw it")
    EXPIRE = "expire", _("let it expire")
    LOCK = "lock", _("lock it")


# What was accepted stays accepted when its time is over or its door locks; its sealed bytes go all the same.
REFERRAL_TRANSITIONS: dict[ReferralState, dict[ReferralStep, ReferralState]] = {
    ReferralState.SENT: {
        ReferralStep.OPEN: ReferralState.OPENED,
        ReferralStep.WITHDRAW: ReferralState.WITHDRAWN,
        ReferralStep.EXPIRE: ReferralState.EXPIRED,
        ReferralStep.LOCK: ReferralState.LOCKED,
    },
    ReferralState.OPENED: {
        ReferralStep.OPEN: ReferralState.OPENED,
        ReferralStep.ANSWER: ReferralState.OPENED,
        ReferralStep.ACCEPT: ReferralState.ACCEPTED,
        ReferralStep.REFUSE: ReferralState.REFUSED,
        ReferralStep.WITHDRAW: ReferralState.WITHDRAWN,
        ReferralStep.EXPIRE: ReferralState.EXPIRED,
        ReferralStep.LOCK: ReferralState.LOCKED,
    },
    ReferralState.ACCEPTED: {
        ReferralStep.OPEN: ReferralState.ACCEPTED,
        ReferralStep.ANSWER: ReferralState.ACCEPTED,
        ReferralStep.WITHDRAW: ReferralState.WITHDRAWN,
        ReferralStep.EXPIRE: ReferralState.ACCEPTED,
        ReferralStep.LOCK: ReferralState.ACCEPTED,
    },
    ReferralState.REFUSED: {},
    ReferralState.WITHDRAWN: {},
    ReferralState.EXPIRED: {},
    ReferralState.LOCKED: {},
}
