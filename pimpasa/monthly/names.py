"""Bare names in what goes up: words in capitals that are no place, no colleague and no word of the work.

It cannot know, so it only asks: whoever sends changes what it finds, or says why it is nobody.
"""

from __future__ import annotations

import re
from itertools import chain

from pimpasa.accounts.models import Officer
from pimpasa.common.countries import COUNTRIES
from pimpasa.territory.kinds import Level
from pimpasa.territory.models import Desk, District, Office, Place, Province, Regency, Village
from pimpasa.territory.queries.offices import offices_within

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_NAMELIKE = re.compile(r"[A-Z][a-z'’]+(?:-[A-Z]?[a-z'’]+)*\Z")
_ENDS_SENTENCE = re.compile(r"(?:^|[.!?:;•\n(“\"])\s*(?:[-–*]\s*)?\Z")
# Of the work and the calendar; what is written in capitals alone (TPPO, BP3MI) is no name anyway.
_COMMON = frozenset({
    "pimpasa", "ngopi", "pintar", "desa", "binaan", "migran", "emas", "kantor", "imigrasi", "kanim", "kanwil",
    "direktorat", "jenderal", "seksi", "bidang", "subseksi", "inteldakim", "intelijen", "penindakan",
    "keimigrasian", "kepala", "lurah", "camat", "bupati", "wali", "gubernur", "kelurahan", "kecamatan", "kabupaten",
    "kota", "provinsi", "negara", "republik", "rusun", "rusunawa", "rusunami", "rumah", "susun", "dusun",
    "lingkungan", "balai", "puskesmas", "polri", "polsek", "polres", "polda", "kepolisian", "kejaksaan",
    "pengadilan", "timpora", "dinas", "sosial", "tenaga", "kerja", "kementerian", "badan", "pelindungan", "pekerja",
    "indonesia", "januari", "februari", "maret", "april", "mei", "juni", "juli", "agustus", "september", "oktober",
    "november", "desember", "senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu", "ramadan", "idulfitri",
    "iduladha", "natal", "nyepi", "waisak", "islam", "kristen", "hindu", "buddha", "whatsapp", "facebook",
    "telegram", "instagram", "tiktok", "jawa", "sumatra", "kalimantan", "sulawesi", "papua", "bali", "arab",
})  # fmt: skip


def bare_names(words: str, office: Office) -> list[str]:
    """What looks like somebody's name, as it was written; the first word of a sentence alone is none."""
    if not words:
        return []
    harmless = _COMMON | _known_at(office)
    runs: list[list[re.Match[str]]] = []
    last_end = -1
    for word in _WORD.finditer(words):
        if not _NAMELIKE.match(word[0]) or word[0].casefold() in harmless:
            continue
        if runs and words[last_end : word.start()] == " ":
            runs[-1].append(word)
        else:
            runs.append([word])
        last_end = word.end()
    names = [" ".join(word[0] for word in run) for run in runs if not _is_beginning(words, run)]
    return list(dict.fromkeys(names))


def _is_beginning(words: str, run: list[re.Match[str]]) -> bool:
    return len(run) == 1 and _ENDS_SENTENCE.search(words[: run[0].start()]) is not None


def _known_at(office: Office) -> frozenset[str]:
    """Words of the places that an office answers for, of larger areas, of offices, countries and its own people."""
    offices = [office.pk] if office.level == Level.OFFICE else [below.pk for below in offices_within(office)]
    area = {"district__jurisdiction__office__in": offices}
    names = chain(
        COUNTRIES.values(),
        Province.objects.values_list("name", flat=True),
        Regency.objects.values_list("name", flat=True),
        District.objects.filter(jurisdiction__office__in=offices).values_list("name", flat=True),
        Village.objects.filter(**area).values_list("name", flat=True),
        Place.objects.filter(village__district__jurisdiction__office__in=offices).values_list("name", flat=True),
        Office.objects.values_list("name", flat=True),
        Desk.objects.filter(office__in=offices).values_list("name", flat=True),
        Officer.objects.filter(office__in=[*offices, office.pk]).values_list("name", flat=True),
    )
    return frozenset(word.casefold() for name in names for word in _WORD.findall(str(name)))
