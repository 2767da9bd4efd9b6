from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Grain(TextChoices):
    """Of what span of time a cell counts; it bears the span's first day."""

    DAY = "day", _("Day")
    MONTH = "month", _("Month")


class Stage(TextChoices):
    """What a report waits for, each from a moment of its own: its receipt, and of the last one its finding."""

    OPENED = "opened", _("Opened")
    VERIFIED = "verified", _("Verified")
    DECIDED = "decided", _("Decided")


class Table(TextChoices):
    """What is given out as open data: how many reports came in, in spans of the calendar."""

    DAILY = "harian", _("By day")
    MONTHLY = "bulanan", _("By month and province")
    QUARTERLY = "triwulan", _("By quarter and kabupaten or kota")


class Pattern(TextChoices):
    """What several desks have alike, within days. Where somebody comes from is never among it (docs/adr/0091)."""

    IDENTIFIER = "identifier", _("The same number, account or name at several desks")
    PLACE = "place", _("Reports of one kind at several desks of a kecamatan")
