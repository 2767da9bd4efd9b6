from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Stalled(TextChoices):
    """What can stop working while everything else goes on."""

    DATABASE = "database", _("The database does not answer")
    WORKER = "worker", _("Background jobs do not run")
    JOBS = "jobs", _("Background jobs wait for long")
    SIGNING = "signing", _("The log is not signed")
    PUBLISHING = "publishing", _("The public log stands still")
    FILES = "files", _("Files cannot be kept or opened")
    DISK = "disk", _("The disk is nearly full")
