"""Invitation and poster."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.utils import timezone, translation

from pimpasa.common import qr
from pimpasa.education.helplines import Helpline
from pimpasa.outreach.invitation import day_of, hours_of, place_of, points_of, residents
from pimpasa.outreach.models import Dialogue
from pimpasa.outreach.queries.dialogues import speakers_of
from pimpasa.sites.common.prints import set_sheet

FOLDER = Path(__file__).parent / "prints"
# What a reporter may want to know before they scan; each sentence stands in the form, too.
WHAT_TO_TELL = (
    "Apa yang Anda lihat atau dengar",
    "Di mana dan kapan",
    "Nama agen, nomor HP, atau kendaraan, kalau tahu",
)
SAFE = (
    "Tidak perlu nama, tidak perlu mendaftar",
    "Hanya petugas yang berwenang yang bisa membacanya",
    "Tidak ada yang didatangi hanya karena satu laporan",
)
LAW = (
    "Orang asing yang tinggal di sini tidak otomatis melanggar. Pelapor dengan iktikad baik tidak dapat dituntut "
    "(UU 31/2014 pasal 10)."
)
MOST_NUMBERS = 3


def invitation(dialogue: Dialogue, *, link: str, as_picture: bool) -> bytes:
    """A PNG of 1080 × 1350 pixels, or a PDF/A of one A4 sheet. `link` is its public page, or nothing."""
    with translation.override("id"):
        speakers = [speaker.name for speaker in speakers_of(dialogue)]
        data: dict[str, Any] = {
            "bentuk": "gambar" if as_picture else "lembar",
            "judul": dialogue.name,
            "sapaan": f"Mengundang warga {residents(dialogue)}",
            "hari": day_of(dialogue),
            "jam": hours_of(dialogue),
            "tempat": place_of(dialogue),
            "acara": points_of(dialogue)[:7],
            "pembicara": [*speakers, dialogue.partners] if dialogue.partners else speakers,
            "pengundang": f"{dialogue.organiser.name}, {dialogue.office.name}",
            "kantor": dialogue.office.name,
            "alamat": link.partition("://")[2],
            "qr": qr.for_print(link) if link else "",
        }
    day = timezone.localtime(dialogue.planned_at).date()
    sheet = set_sheet(FOLDER / "undangan.typ", data, day=day, pictures=as_picture)
    return sheet.pages[0] if as_picture else sheet.pdf


def report_address(address: str, dialogue: Dialogue, rw: str) -> str:
    """Where a poster leads: the report form, with kelurahan and RW filled in."""
    where = {"w": dialogue.village_id} | ({"rw": rw} if rw else {})
    return f"{address}/lapor/?{urlencode(where)}"


def poster(dialogue: Dialogue, *, rws: Sequence[str], address: str, helplines: Sequence[Helpline]) -> bytes:
    """A PDF/A with one A4 page for each RW; without any, one for the whole kelurahan."""
    village = f"Kelurahan {dialogue.village.name}"
    with translation.override("id"):
        numbers = [
            {"nomor": line.number, "nama": line.name, "ket": str(line.note)} for line in helplines[:MOST_NUMBERS]
        ]
    pages = []
    for rw in rws or [""]:
        where = report_address(address, dialogue, rw)
        place = f"RW {rw}, {village}" if rw else village
        pages.append({"wilayah": place, "qr": qr.for_print(where), "alamat": where})
    data = {
        "judul": f"Lapor dengan aman, {village}",
        "kantor": dialogue.office.name,
        "situs": f"{address.partition('://')[2]}/lapor/",
        "ceritakan": list(WHAT_TO_TELL),
        "aman": list(SAFE),
        "hukum": LAW,
        "telepon": numbers,
        "halaman": pages,
    }
    return set_sheet(FOLDER / "poster.typ", data, day=timezone.localtime(dialogue.planned_at).date()).pdf
