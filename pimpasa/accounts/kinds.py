"""Rules of an office that keep its people in check."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Safeguard(TextChoices):
    """An administrator puts one in force alone; taking it away needs the head, too."""

    TWO_FOR_IDENTITY = "two_for_identity", _("a second officer agrees before a reporter's identity is opened")
    SECOND_STEP = "second_step", _("everybody signs in with a second step")

    def column(self, *, is_in_force: bool) -> dict[str, bool]:
        """What the office's row says then."""
        if self is Safeguard.TWO_FOR_IDENTITY:
            return {"two_open_identities": is_in_force}
        return {"one_step_is_enough": not is_in_force}
