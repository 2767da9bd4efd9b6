"""What of an officer passes to who stands in for them."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Work(TextChoices):
    """What has one officer and can have another. A seat is at a desk where the substitute did not sit before.

    A field check or an operation stays with the team that its surat perintah names (Permenimipas 2/2025 art. 30).
    """

    SEAT = "seat", _("Seat at a desk")
    REPORT = "report", _("Report")
    CASE = "case", _("Case")
    DIALOGUE = "dialogue", _("Dialogue")
    PROMISE = "promise", _("Promise")


# The column that says whose it is.
OWNER: dict[Work, str] = {
    Work.REPORT: "officer",
    Work.CASE: "leader",
    Work.DIALOGUE: "organiser",
    Work.PROMISE: "owner",
}
