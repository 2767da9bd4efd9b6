"""Levels of offices; which words stand before a village's name, and which say what it is."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.IntegerChoices):
    """How far an office stands above those that read reports; in the tree each hangs on one of a higher level."""

    OFFICE = 0, _("Immigration office")
    KANWIL = 1, "Kanwil"
    NATION = 2, _("Nation")


class VillageKind(models.TextChoices):
    """What a village is, by the first digit of its number within the district (Kepmendagri 300.2.2-2138/2025)."""

    KELURAHAN = "1", _("Kelurahan")
    DESA = "2", _("Desa")
    DESA_ADAT = "3", _("Desa adat")


# Words that people put before a name and that no name needs, with what shortens them.
SAYS_NOTHING = frozenset(
    {
        "kelurahan",
        "kel",
        "desa",
        "ds",
        "kecamatan",
        "kec",
        "provinsi",
        "prov",
        "prop",
        "propinsi",
        "administrasi",
        "adm",
        "kapanewon",
        "kemantren",
    }
)
IN_FULL = {
    "kab": "kabupaten",
    "jl": "jalan",
    "jln": "jalan",
    "gg": "gang",
    "jakbar": "jakarta barat",
    "jakpus": "jakarta pusat",
    "jaksel": "jakarta selatan",
    "jaktim": "jakarta timur",
    "jakut": "jakarta utara",
    "tangsel": "tangerang selatan",
    "diy": "di yogyakarta",
    "jogja": "yogyakarta",
    "jabar": "jawa barat",
    "jateng": "jawa tengah",
    "jatim": "jawa timur",
    "sumut": "sumatera utara",
    "sumbar": "sumatera barat",
    "sumsel": "sumatera selatan",
    "kepri": "kepulauan riau",
    "babel": "kepulauan bangka belitung",
    "kalbar": "kalimantan barat",
    "kalteng": "kalimantan tengah",
    "kalsel": "kalimantan selatan",
    "kaltim": "kalimantan timur",
    "kaltara": "kalimantan utara",
    "sulut": "sulawesi utara",
    "sulteng": "sulawesi tengah",
    "sulsel": "sulawesi selatan",
    "sultra": "sulawesi tenggara",
    "sulbar": "sulawesi barat",
    "malut": "maluku utara",
    "ntb": "nusa tenggara barat",
    "ntt": "nusa tenggara timur",
    "kp": "kampung",
    "kpg": "kampung",
    "kmp": "kampung",
    "kamp": "kampung",
    "kampong": "kampung",
    "kampoeng": "kampung",
    "gp": "gampong",
    "gampoeng": "gampong",
    "dsn": "dusun",
    "lingk": "lingkungan",
    "dk": "dukuh",
    "ngr": "nagari",
    "jor": "jorong",
    "br": "banjar",
}
# What a village, a part of one or a street is called from Aceh to Papua. Names may hold these words, and need not.
LOCAL = frozenset(
    {
        "gampong",
        "kampung",
        "kute",
        "mukim",
        "huta",
        "nagori",
        "nagari",
        "jorong",
        "korong",
        "kepenghuluan",
        "penghuluan",
        "dusun",
        "pekon",
        "tiyuh",
        "lingkungan",
        "dukuh",
        "padukuhan",
        "pedukuhan",
        "kalurahan",
        "lembur",
        "banjar",
        "banua",
        "wanua",
        "lembang",
        "lindongan",
        "jaga",
        "lipu",
        "negeri",
        "negri",
        "ohoi",
        "ohoiratschap",
        "soa",
        "gam",
        "distrik",
        "dinas",
        "adat",
        "pakraman",
        "administratif",
        "persiapan",
        "marga",
        "rio",
        "tobo",
        "jalan",
        "gang",
        "raya",
        "fanua",
    }
)
# The same of what people live or meet in.
OF_PLACES = frozenset(
    {
        "rusun",
        "rusunawa",
        "rusunami",
        "rumah",
        "susun",
        "apartemen",
        "apartment",
        "perumahan",
        "perum",
        "komplek",
        "kompleks",
        "komp",
        "blok",
        "tower",
        "menara",
        "kos",
        "kost",
        "kosan",
        "kontrakan",
        "asrama",
        "mess",
        "pasar",
        "terminal",
        "pelabuhan",
    }
)
# What is drawn as a block of flats.
FLATS = frozenset({"rusun", "rusunawa", "rusunami", "susun", "apartemen", "apartment", "tower", "menara"})
