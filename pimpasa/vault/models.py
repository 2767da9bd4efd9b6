"""What every sealed thing and every grant have in common. Abstract: each capability stores its own.

thing   has a key of its own, under which its contents are sealed; what is sealed is bound to the thing's subject
grant   that key, sealed to one holder: a desk's key, or an officer's
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from django.db import models
from django.db.models import Q

from pimpasa.common.ids import uuid7
from pimpasa.keys.models import DeskKey, OfficerKey

if TYPE_CHECKING:
    from django.db.models.fields.related_descriptors import RelatedManager

# What a column holds whose key was destroyed.
GONE = b""
# Between the end of a thing's time and its erasing: long enough that somebody notices a mistake, and acts.
GRACE = timedelta(days=7)
# Rows that nobody's key is kept from.
IN_USE = Q(set_aside_at=None, shredded_at=None)


class SealedKey(NamedTuple):
    """A thing's key, as its holder alone opens it, bound to `context`."""

    holder: DeskKey | OfficerKey
    grant: bytes
    context: str


class Sealed(models.Model):
    """A thing with a key of its own."""

    # What the ledger calls things of this kind; a part of every context, so that it never changes.
    kind_of_subject: ClassVar[str]

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.subject

    @property
    def subject(self) -> str:
        """How the ledger names it."""
        return f"{self.kind_of_subject}:{self.id}"

    @property
    def key_context(self) -> str:
        """What its key is bound to."""
        return f"{self.subject}:key"

    @property
    def context(self) -> str:
        """What its sealed contents are bound to."""
        return f"{self.subject}:contents"

    def sealed_keys(self) -> Iterable[SealedKey]:
        """Its key, once for each holder."""
        raise NotImplementedError


class Granted(Sealed):
    """A thing whose grants stand in a table of their own, each naming it under `related_name="grants"`."""

    grants: RelatedManager[Any]

    class Meta:
        abstract = True

    def sealed_keys(self) -> Iterable[SealedKey]:
        return [grant.sealed_key() for grant in self.grants.select_related(*self.grants.model.holders)]


class Shreddable(Granted):
    """A thing that ends with its grants, while its row stays.

    When its time is over it is set aside: its key is used for nothing any more. It is erased when the grace is over,
    unless somebody takes that back before.
    """

    office_id: int

    set_aside_at = models.DateTimeField(null=True)
    taken_back_at = models.DateTimeField(null=True)
    shredded_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True

    @property
    def is_in_use(self) -> bool:
        return self.set_aside_at is None and self.shredded_at is None

    @property
    def erased_from(self) -> datetime | None:
        """When the grace of a thing that is set aside is over."""
        return None if self.set_aside_at is None else self.set_aside_at + GRACE

    def sealed_keys(self) -> Iterable[SealedKey]:
        return super().sealed_keys() if self.is_in_use else []


class Correctable(models.Model):
    """A row that is never written over: what was wrong stays, marked, with who corrected it, when and why (ADR 78).

    `correction` holds why, sealed under the key of the report or the case; `replaced_by` is what counts instead, or
    nothing where it was taken back.
    """

    replaced_by_id: Any

    corrected_at = models.DateTimeField(null=True)
    corrected_by = models.ForeignKey("accounts.Officer", on_delete=models.PROTECT, null=True, related_name="+")
    replaced_by = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="replaces")
    correction = models.BinaryField(null=True)

    class Meta:
        abstract = True

    @property
    def is_corrected(self) -> bool:
        return self.corrected_at is not None

    @property
    def correction_context(self) -> str:
        return f"{self._meta.label_lower}:{self.pk}:correction"


# Rows that count: nobody corrected them.
COUNTS = Q(corrected_at=None)
CORRECTED_WHOLE = Q(corrected_at=None, corrected_by=None, correction=None, replaced_by=None) | Q(
    corrected_at__isnull=False, corrected_by__isnull=False, correction__isnull=False
)


class SealedToDesk(Sealed):
    """A thing whose key one desk alone holds, so that the grant stands in its own row."""

    desk_key = models.ForeignKey(DeskKey, on_delete=models.PROTECT, related_name="+")
    grant = models.BinaryField()

    class Meta:
        abstract = True

    def sealed_keys(self) -> Iterable[SealedKey]:
        return [SealedKey(self.desk_key, bytes(self.grant), self.key_context)]


class Grant(models.Model):
    """Lets one holder's key open a thing's key."""

    holders: ClassVar[tuple[str, ...]]

    envelope = models.BinaryField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.thing} → {self.holder}"

    @property
    def thing(self) -> Sealed:
        raise NotImplementedError

    @property
    def holder(self) -> DeskKey | OfficerKey:
        raise NotImplementedError

    @property
    def context(self) -> str:
        return self.thing.key_context

    def sealed_key(self) -> SealedKey:
        return SealedKey(self.holder, bytes(self.envelope), self.context)


class DeskGrant(Grant):
    """A grant to a desk's key."""

    holders = ("desk_key",)

    desk_key = models.ForeignKey(DeskKey, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    @property
    def holder(self) -> DeskKey:
        return self.desk_key


class OfficerGrant(Grant):
    """A grant to an officer's own key."""

    holders = ("officer_key",)

    officer_key = models.ForeignKey(OfficerKey, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    @property
    def holder(self) -> OfficerKey:
        return self.officer_key
