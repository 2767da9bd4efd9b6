"""Chats of groups and old recaps; people and places in them are invented."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from typing import Any

from openpyxl import Workbook

OFFER = "Karangan: anak tetangga RW 017 mau diberangkatkan besok, kerja ke Kamboja"
MORE = "paspornya dipegang calo"
HELD = "Izin melaporkan kegiatan sosialisasi di balai RW 05 Cengkareng Timur, 30 peserta"
CROWDED = "Karangan: kontrakan di gang buntu penuh orang, ramai tiap malam"
GREETING = "Karangan: selamat pagi semua"
ANDROID = f"""23/09/25 14.05 - Pesan dan panggilan dienkripsi secara end-to-end. Ketuk untuk info selengkapnya.
23/09/25 14.05 - Bu Karangan menambahkan Pak Contoh
23/09/25 14.06 - Bu Karangan: {OFFER}
{MORE}
23/09/25 14.09 - Pak Contoh: {HELD}
24/09/25 08.10 - Bu Karangan: {CROWDED}
24/09/25 08.11 - Bu Karangan: <Media tidak disertakan>
25/09/25 09.00 - Pak Contoh: {GREETING}
25/09/25 09.01 - Pak Contoh: Pesan ini dihapus
"""
IPHONE = f"""[23/09/25 14.05.33] Grup RW: \u200ePesan dan panggilan dienkripsi secara end-to-end.
\u200e[23/09/25 14.06.00] Bu Karangan: {OFFER}
{MORE}
[23/09/25 14.09.12] Pak Contoh: {HELD}
[24/09/25 08.10.01] \u202aBu Karangan\u202c: {CROWDED}
\u200e[24/09/25 08.11.01] Bu Karangan: \u200e<terlampir: 00000007-PHOTO-2025-09-24.jpg>
[25/09/25 09.00.00] Pak Contoh: {GREETING}
"""
ENGLISH = f"""9/23/25, 2:05\u202fPM - Messages and calls are end-to-end encrypted.
9/23/25, 2:06\u202fPM - Bu Karangan: {OFFER}
{MORE}
9/23/25, 2:09\u202fPM - Pak Contoh: {HELD}
9/24/25, 8:10\u202fAM - Bu Karangan: {CROWDED}
9/24/25, 8:11\u202fAM - Bu Karangan: <Media omitted>
9/25/25, 9:00\u202fAM - Pak Contoh: {GREETING}
"""
HEADER = ("No", "Tanggal", "Kelurahan", "RW", "Uraian", "Sumber")
ROWS = (
    ("1", "05/01/2026", "Cengkareng Timur", "17", OFFER, "Bu Karangan"),
    ("2", "Selasa, 6 Januari 2026", "Cengkareng Timur", "5", HELD, "Pak Contoh"),
)


def zipped(text: str, **others: bytes) -> bytes:
    """As WhatsApp packs a chat with its media."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Chat WhatsApp dengan RW 017.txt", text)
        for name, content in others.items():
            archive.writestr(f"{name}.jpg", content)
    return out.getvalue()


def table(divider: str = ";", rows: Sequence[Sequence[str]] = ROWS) -> str:
    """A recap as text."""
    return "\n".join(divider.join(f'"{cell}"' for cell in row) for row in (HEADER, *rows))


def workbook(**sheets: Sequence[Sequence[Any]]) -> bytes:
    """A recap as a spreadsheet, by the names of its sheets."""
    book = Workbook()
    for place, (name, rows) in enumerate(sheets.items()):
        sheet = book.create_sheet(name, place)
        for row in rows:
            sheet.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
