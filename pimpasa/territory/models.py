"""Areas by Kemendagri's codes, and which office and desk is responsible for them. All of it is public."""

from __future__ import annotations

from typing import ClassVar

import shapely
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from pimpasa.common import clock
from pimpasa.ledger.bound import bound, unbound
from pimpasa.ledger.commitments import Fact
from pimpasa.territory.kinds import Level, VillageKind


@unbound("a registry's, brought in anew from its package")
class Province(models.Model):
    code = models.CharField(max_length=2, primary_key=True)
    name = models.CharField(max_length=60)

    def __str__(self) -> str:
        return self.name


@unbound("a registry's, brought in anew from its package")
class Regency(models.Model):
    """A kabupaten or kota."""

    code = models.CharField(max_length=5, primary_key=True)
    name = models.CharField(max_length=60)
    province = models.ForeignKey(Province, on_delete=models.PROTECT, related_name="regencies")

    def __str__(self) -> str:
        return self.name


@unbound("a registry's, brought in anew from its package")
class District(models.Model):
    """A kecamatan."""

    code = models.CharField(max_length=8, primary_key=True)
    name = models.CharField(max_length=60)
    regency = models.ForeignKey(Regency, on_delete=models.PROTECT, related_name="districts")

    def __str__(self) -> str:
        return self.name


@unbound("a registry's, brought in anew from its package")
class Village(models.Model):
    """A kelurahan or desa; its centroid comes from another source, joined as `centroid` says."""

    class Centroid(models.TextChoices):
        CODE_AND_NAME = "code_and_name", _("By code and name")
        DISTRICT = "district", _("By name within the district")
        CITY = "city", _("By name within the city")
        CODE = "code", _("By code, though renamed")
        NONE = "none", _("None known")

    code = models.CharField(max_length=13, primary_key=True)
    name = models.CharField(max_length=80)
    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="villages")
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    postcode = models.CharField(max_length=5, blank=True)
    centroid = models.CharField(max_length=13, choices=Centroid)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None, centroid="none")
                | (Q(latitude__isnull=False, longitude__isnull=False) & ~Q(centroid="none")),
                name="village_centroid_whole",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def kind(self) -> VillageKind:
        return VillageKind(self.code[9])


@unbound("a registry's, brought in anew from its package")
class Boundary(models.Model):
    village = models.OneToOneField(Village, on_delete=models.CASCADE, primary_key=True, related_name="boundary")
    wkb = models.BinaryField()  # WGS 84, longitude first
    west = models.FloatField()
    south = models.FloatField()
    east = models.FloatField()
    north = models.FloatField()

    def __str__(self) -> str:
        return self.village_id

    @classmethod
    def of(cls, code: str, area: shapely.Geometry) -> Boundary:
        """Unsaved, with the rectangle around it."""
        west, south, east, north = shapely.bounds(area)
        return cls(village_id=code, wkb=shapely.to_wkb(area), west=west, south=south, east=east, north=north)


@unbound("remembers which registry was brought in")
class Import(models.Model):
    """The areas or boundaries were brought in; the newest tells each process whether what it holds is still true."""

    class Of(models.TextChoices):
        AREAS = "areas", _("Areas")
        BOUNDARIES = "boundaries", _("Boundaries")

    of = models.CharField(max_length=10, choices=Of)
    at = models.DateTimeField(default=clock.now)
    counts = models.JSONField()

    @classmethod
    def newest(cls) -> int | None:
        return cls.objects.order_by("-pk").values_list("pk", flat=True).first()

    def __str__(self) -> str:
        return f"{self.get_of_display()}, {self.at:%Y-%m-%d}"


@unbound("names of places, brought in from a list that is public")
class Place(models.Model):
    """A named place that residents speak of, such as a block of flats.

    `towers` are its buildings as people call them, `contact` is its management's office and public telephone.
    """

    name = models.CharField(max_length=120)
    village = models.ForeignKey(Village, on_delete=models.PROTECT, related_name="places")
    rw = models.CharField(max_length=3, blank=True)
    towers = models.CharField(max_length=200, blank=True)
    contact = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["name"]
        constraints: ClassVar = [models.UniqueConstraint(fields=["village", "name"], name="place_once")]

    def __str__(self) -> str:
        return self.name


@bound()
class Office(models.Model):
    """An immigration office, or what stands `above` offices: a Kanwil, the Directorate, the inspectorate.

    Those above hold no desk and no key. One office, at most, reads what belongs to no other's jurisdiction.
    """

    NAME_LENGTH = 160  # letters

    name = models.CharField(max_length=NAME_LENGTH, unique=True)
    level = models.PositiveSmallIntegerField(choices=Level, default=Level.OFFICE)
    above = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="below")
    closed_on = models.DateField(null=True, blank=True)
    is_fallback = models.BooleanField(default=False)
    two_open_identities = models.BooleanField(default=False)  # a second officer has to agree
    one_step_is_enough = models.BooleanField(default=False)  # officers may sign in with a password alone
    two_conclude = models.BooleanField(default=False)  # a second officer reviews each finding

    class Meta:
        ordering = ["name"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["is_fallback"], condition=Q(is_fallback=True), name="office_one_fallback"),
            models.CheckConstraint(condition=Q(level__in=Level.values), name="office_level_known"),
            models.CheckConstraint(condition=~Q(level=2) | Q(above=None), name="office_nothing_above_nation"),
            models.CheckConstraint(
                condition=Q(is_fallback=False) | Q(level=0, closed_on=None), name="office_fallback_reads"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> str:
        """How the log names this office."""
        return f"office:{self.pk}"

    @property
    def facts(self) -> dict[str, Fact]:
        """What the log commits to when the office is founded, placed in the tree, or closed."""
        return {
            "name": self.name,
            "level": self.level,
            "above": self.above_id,
            "is_fallback": self.is_fallback,
            "closed_on": self.closed_on,
        }


@bound()
class FormerName(models.Model):
    """What an office was called until a day; a file of before that still names it is told so."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="former_names")
    name = models.CharField(max_length=Office.NAME_LENGTH, unique=True)
    until = models.DateField()

    def __str__(self) -> str:
        return self.name


@bound()
class Jurisdiction(models.Model):
    """A district an office is responsible for; one office for each."""

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="jurisdictions")
    district = models.OneToOneField(District, on_delete=models.PROTECT, related_name="jurisdiction")

    def __str__(self) -> str:
        return f"{self.office_id}: {self.district_id}"


@bound()
class Desk(models.Model):
    """Who reads reports: the Pimpasa of one kelurahan, or the one unit of an office that reads all of them.

    What comes from the kelurahan of a closed desk reads the one it was `merged_into`; what a closed office's unit read
    before, the unit that it was merged into.
    """

    class Kind(models.TextChoices):
        VILLAGE = "village", _("Desk of a kelurahan")
        UNIT = "unit", _("Unit of the office")

    NAME_LENGTH = 120  # letters

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="desks")
    kind = models.CharField(max_length=10, choices=Kind)
    name = models.CharField(max_length=NAME_LENGTH)
    village = models.ForeignKey(Village, on_delete=models.PROTECT, null=True, blank=True, related_name="desks")
    closed_on = models.DateField(null=True, blank=True)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged")

    class Meta:
        ordering = ["name"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(merged_into=None) | Q(closed_on__isnull=False),
                name="desk_merged_if_closed",
            ),
            models.CheckConstraint(
                condition=Q(kind="village", village__isnull=False) | Q(kind="unit", village=None),
                name="desk_village_if_of_village",
            ),
            models.UniqueConstraint(
                fields=["village"], condition=Q(closed_on=None, kind="village"), name="desk_one_open_per_village"
            ),
            models.UniqueConstraint(
                fields=["office"], condition=Q(closed_on=None, kind="unit"), name="desk_one_open_unit_per_office"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> str:
        """How the log names this desk."""
        return f"desk:{self.pk}"

    @property
    def facts(self) -> dict[str, Fact]:
        """What the log commits to when the desk is opened or changed."""
        return {
            "office": self.office_id,
            "kind": self.kind,
            "name": self.name,
            "village": self.village_id,
            "closed_on": self.closed_on,
            "merged_into": self.merged_into_id,
        }
