"""What is counted of reports, kept up to date so that no page counts: one fact a report, and cells of equal facts."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from pimpasa.insights.kinds import Grain, Pattern, Stage, Table
from pimpasa.ledger.bound import bound, unbound
from pimpasa.reports.kinds import Channel, Kind, Urgency, Wait
from pimpasa.reports.states import State

COUNTED = "counted from rows that are bound, and compared with them by `pimpasa insights check`"


@unbound("rounded figures that everybody sees, counted from rows that are bound")
class Publication(models.Model):
    """The public figures of a day: made once, and the same for whoever asks that day, at whatever machine.

    `exact` are the counts behind them, by which the next ones are held back; nobody is shown them.
    """

    day = models.DateField(primary_key=True)
    figures = models.JSONField()
    exact = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"publication:{self.day}"


@unbound("counts that are shown above offices, rounded; counted from rows that are bound")
class QuarterFigures(models.Model):
    """Of a quarter that is over, what is shown above offices: how many by kind, and how long.

    `counts` are exact and held back by ten (insights.disclosure); `waits` are numbers and medians, those of villages
    apart, since a page of one kecamatan needs a few of many.
    """

    begin = models.DateField(primary_key=True)
    counts = models.JSONField()
    waits = models.JSONField()
    village_waits = models.JSONField(default=dict)

    def __str__(self) -> str:
        return f"quarter from {self.begin}"


@bound()
class WarningTerms(models.Model):
    """At how many desks, within how many days, an office wants to be warned; without a row, as insights.rules says."""

    office = models.OneToOneField("territory.Office", on_delete=models.PROTECT, primary_key=True, related_name="+")
    desks = models.PositiveSmallIntegerField()
    days = models.PositiveSmallIntegerField()

    def __str__(self) -> str:
        return f"{self.office_id}: {self.desks} desks within {self.days} days"


@unbound("told from reports and what they name, and decides nothing; that it was raised and read are acts")
class EarlyWarning(models.Model):
    """An office was told that its desks and others have something alike.

    `key` says what: an identifier's digest, as it stands in reports.Mention, or a kecamatan with a kind of report.
    """

    office = models.ForeignKey("territory.Office", on_delete=models.CASCADE, related_name="+")
    pattern = models.CharField(max_length=10, choices=Pattern)
    key = models.BinaryField(max_length=32)
    kind = models.CharField(max_length=20)  # of the identifier, or of the reports
    raised_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    read_by = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["office", "key"], name="early_warning_once"),
            models.CheckConstraint(
                condition=Q(read_at=None, read_by=None) | Q(read_at__isnull=False, read_by__isnull=False),
                name="early_warning_read_by_when",
            ),
        ]
        indexes = [
            models.Index(fields=["office", "raised_at"], condition=Q(read_at=None), name="early_warning_unread"),
            models.Index(fields=["key"], name="early_warning_by_key"),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def subject(self) -> str:
        """How the ledger names it."""
        return f"warning:{self.pk}"


@bound()
class OpenBudget(models.Model):
    """How much the open data of a year may tell of anybody, and how much they do, in thousandths of epsilon."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    whole = models.PositiveIntegerField()
    spent = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(spent__lte=F("whole")), name="open_budget_never_exceeded")]

    def __str__(self) -> str:
        return self.subject

    @property
    def subject(self) -> str:
        """How the ledger names it."""
        return f"open-data:{self.year}"

    @property
    def left(self) -> int:
        return self.whole - self.spent


@bound()
class OpenTable(models.Model):
    """A table of open data as it was drawn, once and for good: `counts` by `code:kind`, each with its noise."""

    budget = models.ForeignKey(OpenBudget, on_delete=models.PROTECT, related_name="tables")
    table = models.CharField(max_length=10, choices=Table)
    first = models.DateField()
    last = models.DateField()
    cost = models.PositiveIntegerField()
    counts = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["table", "first"], name="open_table_once")]

    def __str__(self) -> str:
        return f"{self.table} from {self.first}"


@unbound(COUNTED)
class Bookmark(models.Model):
    """How far something followed the log: the place of the last act in its order."""

    COUNTS = 1
    WARNINGS = 2

    position = models.BigIntegerField(default=-1)

    def __str__(self) -> str:
        return f"counted up to {self.position}"


@unbound("what the office's terms were, seen in the minute of their change")
class TermSince(models.Model):
    """From when an office lets a wait take so long: who was late before is not late anew by a shorter term."""

    office = models.ForeignKey("territory.Office", on_delete=models.CASCADE, related_name="+")
    wait = models.CharField(max_length=20, choices=Wait)
    since = models.DateTimeField()
    amount = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "wait", "since"], name="term_since_once")]

    def __str__(self) -> str:
        return f"{self.office_id}: {self.wait} {self.amount} since {self.since}"


class Counted(models.Model):
    """What a report counts as; `desk` is its kelurahan's, or the unit where it went past that."""

    office = models.ForeignKey("territory.Office", on_delete=models.PROTECT, related_name="+")
    village = models.ForeignKey("territory.Village", on_delete=models.PROTECT, related_name="+")
    desk = models.ForeignKey("territory.Desk", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind)
    channel = models.CharField(max_length=20, choices=Channel)
    urgency = models.PositiveSmallIntegerField(choices=Urgency)
    state = models.CharField(max_length=20, choices=State)
    finished = models.BooleanField()  # its case is closed
    reopened = models.BooleanField()
    day = models.DateField()

    class Meta:
        abstract = True


@unbound(COUNTED)
class ReportFact(Counted):
    """What one report counts as, on the day in Jakarta on which it came in."""

    report = models.OneToOneField("reports.Report", on_delete=models.CASCADE, primary_key=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["office", "day"], name="fact_of_office_by_day")]

    def __str__(self) -> str:
        return f"{self.report_id}: {self.state}"


@unbound(COUNTED)
class WaitFact(models.Model):
    """How long a report waited for one of its stages, in minutes, and who ended the wait."""

    pk = models.CompositePrimaryKey("fact_id", "stage")
    fact = models.ForeignKey(ReportFact, on_delete=models.CASCADE, related_name="waits")
    stage = models.CharField(max_length=10, choices=Stage)
    minutes = models.PositiveIntegerField()
    bucket = models.PositiveSmallIntegerField()
    late = models.BooleanField()
    officer = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.fact_id}: {self.stage} after {self.minutes} minutes"


@unbound(COUNTED)
class Cell(Counted):
    """How many reports count as the same, by the day or by the month in which they came in."""

    grain = models.CharField(max_length=5, choices=Grain)
    number = models.PositiveIntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["office", "grain", "day"], name="cell_of_office"),
            models.Index(fields=["grain", "day"], name="cell_of_all"),
            models.Index(fields=["village", "grain", "day"], name="cell_of_village"),
        ]

    def __str__(self) -> str:
        return f"{self.number} in {self.office_id}, {self.grain} of {self.day}"


@unbound(COUNTED)
class WaitCell(models.Model):
    """How many waits fall into one bucket of the histogram (insights.histograms), by the month of receipt."""

    office = models.ForeignKey("territory.Office", on_delete=models.PROTECT, related_name="+")
    village = models.ForeignKey("territory.Village", on_delete=models.PROTECT, related_name="+")
    desk = models.ForeignKey("territory.Desk", on_delete=models.PROTECT, related_name="+")
    officer = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind)
    channel = models.CharField(max_length=20, choices=Channel)
    urgency = models.PositiveSmallIntegerField(choices=Urgency)
    state = models.CharField(max_length=20, choices=State)
    day = models.DateField()
    stage = models.CharField(max_length=10, choices=Stage)
    bucket = models.PositiveSmallIntegerField()
    late = models.BooleanField()
    number = models.PositiveIntegerField()

    class Meta:
        indexes = [
            models.Index(fields=["office", "day"], name="wait_cell_of_office"),
            models.Index(fields=["day"], name="wait_cell_of_all"),
        ]

    def __str__(self) -> str:
        return f"{self.number} of {self.stage} in {self.office_id}, {self.day}"
