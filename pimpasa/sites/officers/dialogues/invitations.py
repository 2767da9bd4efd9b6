"""Invitation and poster."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.utils import timezone, translation

from pimpasa.common import qr
from pimpasa.education.helplines import helplines
from pimpasa.education.sources import source
from pimpasa.outreach.invitation import day_of, hours_of, place_of, points_of, residents
from pimpasa.outreach.models import Dialogue
from pimpasa.outreach.queries.dialogues import speakers_of
from pimpasa.sites.common.addresses import poster_path
from pimpasa.sites.common.prints import set_sheet
from pimpasa.sites.common.templatetags.drawings import drawn
from pimpasa.welcome.queries import board_of

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
    "Petugas mengecek dulu, tidak langsung mendatangi siapa pun",
)
LAW = (
    "Tinggal di sini bukan pelanggaran, dari mana pun asalnya. "
    f"Kalau Anda melapor dengan jujur, Anda tidak bisa dituntut ({source('uu-31-2014-10', 'id').title})."
)
MOST_NUMBERS = 3
PICTURES = (
    "kind-tppo",
    "kind-pmi",
    "kind-foreigner",
    "phone",
    "reader-pimpasa",
    "reader-office",
    "outside-rt",
    "outside-neighbour",
    "outside-agent",
)
LINES = (
    ".m,.h{fill:none;stroke-linecap:round;stroke-linejoin:round}.m{stroke:#2a1712;stroke-width:2.2}"
    ".h{stroke:#5c2c18;stroke-width:1.4}.bay2{fill:#d3b995}.by3{fill:#8d705d}"
    ".by4{fill:none;stroke:#8d705d;stroke-width:2.5}.pgr{fill:#664a3a}"
)


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


def poster(dialogue: Dialogue, *, rws: Sequence[str], address: str) -> bytes:
    """A PDF/A with one A4 page for each RW; without any, one for the whole kelurahan."""
    village = f"Kelurahan {dialogue.village.name}"
    with translation.override("id"):
        numbers = [{"nomor": line.number, "nama": line.name, "ket": line.note} for line in helplines()[:MOST_NUMBERS]]
    data = {
        "judul": f"Lapor dengan aman, {village}",
        "kantor": dialogue.office.name,
        "kontak": contact_of(dialogue),
        "lambang": emblem_for_print(dialogue),
        "ceritakan": list(WHAT_TO_TELL),
        "aman": list(SAFE),
        "hukum": LAW,
        "telepon": numbers,
        "halaman": poster_pages(dialogue, rws, address),
    }
    return set_sheet(FOLDER / "poster.typ", data, day=timezone.localtime(dialogue.planned_at).date()).pdf


def picture_poster(dialogue: Dialogue, *, rws: Sequence[str], address: str) -> bytes:
    """The same for who does not read: pictures and numbers, and a line for who hangs it up."""
    data = {
        "judul": f"Poster gambar, Kelurahan {dialogue.village.name}",
        "kantor": dialogue.office.name,
        "lambang": emblem_for_print(dialogue),
        "telepon": [{"nomor": line.number} for line in helplines()[:2]],
        "gambar": {name: picture_of(name) for name in PICTURES},
        "halaman": poster_pages(dialogue, rws, address),
    }
    return set_sheet(FOLDER / "poster-gambar.typ", data, day=timezone.localtime(dialogue.planned_at).date()).pdf


def poster_pages(dialogue: Dialogue, rws: Sequence[str], address: str) -> list[dict[str, str]]:
    """What differs from RW to RW: its name, and the address that leads to the form with it filled in."""
    village = f"Kelurahan {dialogue.village.name}"
    pages = []
    for rw in rws or [""]:
        where = f"{address}{poster_path(dialogue.village_id, rw)}"
        place = f"RW {rw}, {village}" if rw else village
        typed = where.partition("://")[2].rstrip("/")
        pages.append({"wilayah": place, "qr": qr.for_print(where), "alamat": typed})
    return pages


def contact_of(dialogue: Dialogue) -> str:
    """The office's address and telephone, as far as its board says them."""
    board = board_of(dialogue.office)
    return " · ".join(part for part in (board.address, board.telephone) if part)


def emblem_for_print(dialogue: Dialogue) -> list[int]:
    """The office's own emblem, a JPEG byte by byte as JSON carries it; nothing where it has set none."""
    emblem = board_of(dialogue.office).emblem
    return [] if emblem is None else list(bytes(emblem))


def picture_of(name: str) -> str:
    """A drawing of ours as a sheet needs it, with the lines that a page takes from its style sheet."""
    opening, _rest, parts = drawn(name).partition(">")
    return f"{opening}><style>{LINES}</style>{parts}"
