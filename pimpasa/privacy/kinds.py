"""What people may ask about their own data, and what became of it."""

from datetime import timedelta

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

# UU 27/2022: requests and notices of a breach alike.
TERM = timedelta(hours=3 * 24)


class Right(TextChoices):
    ACCESS = "access", _("See what is kept about me")
    CORRECT = "correct", _("Correct what is wrong")
    ERASE = "erase", _("Erase what is kept about me")
    RESTRICT = "restrict", _("Stop using it for now")


class Outcome(TextChoices):
    GRANTED = "granted", _("Done as asked")
    PARTLY = "partly", _("Done in part")
    REFUSED = "refused", _("Refused, with the reason")
