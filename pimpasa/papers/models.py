"""What is stored of papers: an office's own ways of writing them, and the papers."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from pimpasa.common.ids import uuid7
from pimpasa.ledger.bound import bound
from pimpasa.papers.kinds import PaperKind
from pimpasa.papers.states import PaperState
from pimpasa.vault.models import DeskGrant, Shreddable

NUMBERED = (PaperState.ISSUED, PaperState.SIGNED, PaperState.REPLACED)
_WITH_NUMBER = Q(
    number__gt="", issued_on__isnull=False, issued_by__isnull=False, check_id__isnull=False, sha256__isnull=False
)
_WITHOUT_NUMBER = Q(number="", issued_on=None, issued_by=None, check_id=None, sha256=None, pdf=None)


@bound()
class Letterhead(models.Model):
    """What stands at the head and the foot of an office's papers; printed on each of them."""

    office = models.OneToOneField("territory.Office", on_delete=models.PROTECT, related_name="letterhead")
    above = models.TextField(blank=True)  # lines over the office's name
    address = models.TextField(blank=True)
    city = models.CharField(max_length=60, blank=True)
    signer_title = models.CharField(max_length=120, blank=True)
    signer_name = models.CharField(max_length=120, blank=True)
    signer_nip = models.CharField(max_length=30, blank=True)

    def __str__(self) -> str:
        return f"letterhead of {self.office_id}"


@bound()
class NumberPattern(models.Model):
    """How an office writes the numbers of a kind."""

    office = models.ForeignKey("territory.Office", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=PaperKind)
    pattern = models.CharField(max_length=100)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "kind"], name="number_pattern_once")]

    def __str__(self) -> str:
        return self.pattern


@bound()
class PaperTemplate(models.Model):
    """An office's own template of a kind, each version kept; an empty source goes back to the shipped one."""

    office = models.ForeignKey("territory.Office", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=PaperKind)
    version = models.PositiveIntegerField()
    source = models.TextField(blank=True)
    saved_by = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "kind", "version"], name="paper_template_once")]

    def __str__(self) -> str:
        return f"{self.kind} {self.version}"


@bound()
class PaperCounter(models.Model):
    """The last number given for a kind in a year; its row is locked while the next one is taken."""

    office = models.ForeignKey("territory.Office", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=PaperKind)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["office", "kind", "year"], name="paper_counter_once")]

    def __str__(self) -> str:
        return f"{self.office_id}/{self.kind}/{self.year}: {self.last}"


@bound()
class Paper(Shreddable):
    """A paper; what it says is sealed under a key of its own. A trigger keeps an issued one as it is (0002)."""

    kind_of_subject = "paper"

    office = models.ForeignKey("territory.Office", on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey("territory.Desk", on_delete=models.PROTECT, related_name="papers")
    case = models.ForeignKey("cases.Case", on_delete=models.PROTECT, null=True, related_name="papers")
    kind = models.CharField(max_length=10, choices=PaperKind)
    state = models.CharField(max_length=10, choices=PaperState, default=PaperState.DRAFT)
    drafted_by = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="replacements")
    number = models.CharField(max_length=120, blank=True)
    issued_on = models.DateField(null=True)
    issued_by = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    check_id = models.BinaryField(max_length=16, null=True, unique=True)
    sha256 = models.BinaryField(max_length=32, null=True)
    signed_sha256 = models.BinaryField(max_length=32, null=True)
    pdf = models.OneToOneField("evidence.Exhibit", on_delete=models.PROTECT, null=True, related_name="+")
    signed = models.OneToOneField("evidence.Exhibit", on_delete=models.PROTECT, null=True, related_name="+")
    letter = models.OneToOneField("letters.Letter", on_delete=models.PROTECT, null=True, related_name="+")
    envelope = models.BinaryField()
    reason = models.BinaryField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["unit", "-id"], name="paper_of_unit"),
            models.Index(fields=["drafted_at"], name="paper_kept", condition=Q(shredded_at=None)),
        ]
        constraints = [
            models.UniqueConstraint(fields=["office", "number"], condition=Q(number__gt=""), name="paper_number_once"),
            models.UniqueConstraint(
                fields=["replaces"],
                condition=Q(replaces__isnull=False) & ~Q(state=PaperState.CANCELLED),
                name="paper_replaced_once",
            ),
            models.CheckConstraint(condition=Q(state__in=PaperState.values), name="paper_state_known"),
            models.CheckConstraint(condition=Q(kind__in=PaperKind.values), name="paper_kind_known"),
            models.CheckConstraint(
                condition=(Q(state=PaperState.DRAFT) & _WITHOUT_NUMBER)
                | (Q(state__in=NUMBERED) & _WITH_NUMBER)
                | (Q(state=PaperState.CANCELLED) & (_WITHOUT_NUMBER | _WITH_NUMBER)),
                name="paper_issued_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state=PaperState.SIGNED) | Q(signed__isnull=False), name="paper_signed_with_copy"
            ),
            models.CheckConstraint(
                condition=Q(signed=None, signed_sha256=None) | Q(signed__isnull=False, signed_sha256__isnull=False),
                name="paper_copy_with_hash",
            ),
            models.CheckConstraint(
                condition=~Q(state=PaperState.CANCELLED) | Q(reason__isnull=False), name="paper_cancelled_with_reason"
            ),
        ]

    @property
    def is_in_use(self) -> bool:
        return super().is_in_use and (self.case is None or self.case.is_in_use)

    def __str__(self) -> str:
        return self.number or self.subject

    @property
    def reason_context(self) -> str:
        """What the sealed reason of its cancelling is bound to."""
        return f"{self.subject}:reason"


@bound()
class PaperStays(models.Model):
    """Somebody who issues papers looked at what was corrected since, and the paper stays; why is sealed with it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="stays")
    officer = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.BinaryField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"stays:{self.id}"

    @property
    def context(self) -> str:
        return f"{self.paper.subject}:stays:{self.id}"


@bound()
class PaperGrant(DeskGrant):
    """Lets a unit's key open a paper's key."""

    paper = models.ForeignKey(Paper, on_delete=models.CASCADE, related_name="grants")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["paper", "desk_key"], name="paper_granted_once")]

    @property
    def thing(self) -> Paper:
        return self.paper
