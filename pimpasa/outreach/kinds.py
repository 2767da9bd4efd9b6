"""The usual kinds of dialogue, and what is counted in one. Counts only: no row of these is about one person."""

from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Sex(TextChoices):
    FEMALE = "f", _("Women")
    MALE = "m", _("Men")
    UNSAID = "x", _("Not said")


class AgeGroup(TextChoices):
    CHILD = "under_18", _("Under 18")
    YOUNG = "18_24", _("18 to 24")
    ADULT = "25_44", _("25 to 44")
    MIDDLE = "45_59", _("45 to 59")
    OLD = "60_up", _("60 and older")


GROUPS = [(sex, age) for sex in Sex for age in AgeGroup]


class Round(TextChoices):
    """The same five questions are asked twice."""

    BEFORE = "before", _("Before")
    AFTER = "after", _("After")


class Channel(TextChoices):
    PHONE = "phone", _("By phone")
    PAPER = "paper", _("On paper")


QUESTIONS_ASKED = 5
DONT_KNOW = 9  # a choice that stands under every question and is never right

# What a plan begins with; the office's own words take its place.
USUAL_AGENDA = """Perkenalan Pimpasa dan warga
Mengenali tawaran kerja yang menipu
Hak warga yang melihat atau mengalami, dan cara melapor dengan aman
Tanya jawab"""

# What a new database begins with: the four kinds that offices record today, and three that residents know.
USUAL_KINDS: list[dict[str, Any]] = [
    {
        "key": "ngopi",
        "name_id": "Ngopi Pimpasa",
        "name_en": "Ngopi Pimpasa",
        "about_id": "Ngobrol santai sambil minum kopi bersama warga.",
        "about_en": "A relaxed talk over coffee with residents.",
    },
    {
        "key": "sosialisasi",
        "name_id": "Sosialisasi",
        "name_en": "Information meeting",
        "about_id": "Pertemuan untuk menjelaskan satu hal kepada warga.",
        "about_en": "A meeting that explains one thing to residents.",
    },
    {
        "key": "sekolah",
        "name_id": "Kunjungan sekolah",
        "name_en": "School visit",
        "about_id": "Belajar bersama siswa dan guru.",
        "about_en": "Learning together with pupils and teachers.",
        "minutes": 60,
    },
    {
        "key": "sambang",
        "name_id": "Sambang",
        "name_en": "Home visit",
        "about_id": "Berkunjung ke rumah warga atau pengurus RW.",
        "about_en": "Calling on residents or on those who run an RW.",
        "minutes": 45,
        "for_residents": False,
    },
    {
        "key": "bimtek",
        "name_id": "Bimtek",
        "name_en": "Training",
        "about_id": "Pelatihan untuk pengurus RW, kader, dan perangkat kelurahan.",
        "about_en": "Training for those who run an RW, volunteers and the kelurahan's staff.",
        "minutes": 180,
        "for_residents": False,
    },
    {
        "key": "rakor",
        "name_id": "Rakor",
        "name_en": "Coordination meeting",
        "about_id": "Rapat bersama lembaga lain, misalnya Timpora.",
        "about_en": "A meeting with other bodies, such as Timpora.",
        "minutes": 120,
        "for_residents": False,
    },
]
