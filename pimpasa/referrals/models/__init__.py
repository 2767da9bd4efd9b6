"""What is stored of partners, referrals and exports."""

from pimpasa.referrals.models.export import HtcdsExport
from pimpasa.referrals.models.partner import Partner
from pimpasa.referrals.models.referral import Referral, ReferralAnswer

__all__ = ["HtcdsExport", "Partner", "Referral", "ReferralAnswer"]
