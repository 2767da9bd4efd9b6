"""The report on a dialogue, set with one click from what was counted and written down; covered photos alone go in."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.formats import date_format
from django.utils.html import escape
from PIL import Image

from pimpasa.accounts.errors import Refused
from pimpasa.common import clock
from pimpasa.keys.errors import NotGranted
from pimpasa.keys.unlocking import Keyring
from pimpasa.outreach import rules
from pimpasa.outreach.kinds import AgeGroup, Sex
from pimpasa.outreach.models import Dialogue, Photo, Promise
from pimpasa.outreach.opening import open_photo
from pimpasa.outreach.queries.after import promises_of
from pimpasa.outreach.queries.dialogues import speakers_of
from pimpasa.outreach.queries.rounds import Share, results_of
from pimpasa.outreach.states import HELD
from pimpasa.papers.layout import FOLDER, base
from pimpasa.papers.queries import head_of, letterhead_of
from pimpasa.papers.typesetting import Typeset, typeset
from pimpasa.territory import zones

MOST_PHOTOS = 6


def activity_report(*, dialogue: Dialogue, keyring: Keyring, pictures: bool = False) -> Typeset:
    """A PDF/A-2a of a dialogue that was held. Raises Refused: for another office's officer, or before the end."""
    rules.check_see(keyring.officer, dialogue.office)
    with translation.override("id"):
        if dialogue.state not in HELD:
            raise Refused("not_held_yet", translation.gettext("The report can be made once the dialogue is over."))
        data = _data(dialogue, keyring)
    source = (FOLDER / "kegiatan.typ").read_text()
    return typeset(f"{base()}{source}\n", data, day=clock.today(), pictures=pictures, skip=base().count("\n"))


def _data(dialogue: Dialogue, keyring: Keyring) -> dict[str, Any]:
    letterhead = letterhead_of(dialogue.office)
    head = head_of(letterhead)
    return {
        "judul": f"Laporan Kegiatan {_name(dialogue)}",
        "kop": {"atas": list(head.above), "kantor": head.office, "alamat": list(head.address)},
        "konsep": False,
        "latihan": settings.PIMPASA_TRAINING,
        "nomor": dialogue.letter_number,
        "tanggal": date_format(clock.today(), "j F Y"),
        "kota": letterhead.city,
        "penanda": {
            "jabatan": letterhead.signer_title,
            "nama": letterhead.signer_name,
            "nip": letterhead.signer_nip,
        },
        "isian": {**_plan(dialogue), **_after(dialogue), "foto": list(_photos(dialogue, keyring))},
        "kode": "",
        "alamat_periksa": "",
        "qr": "",
    }


def _name(dialogue: Dialogue) -> str:
    return f"{dialogue.name}, {dialogue.village.name}, {zones.day(dialogue.begins)}"


def _plan(dialogue: Dialogue) -> dict[str, Any]:
    village = dialogue.village
    start = zones.local(dialogue.began_at or dialogue.starts_at, village.code)
    end = zones.local(dialogue.ended_at or dialogue.ends_at, village.code)
    rws = f"RW {', '.join(dialogue.rws)}, " if dialogue.rws else ""
    return {
        "nama": _name(dialogue),
        "jenis": dialogue.kind.name_id,
        "nomor_surat": dialogue.letter_number,
        "hari": date_format(start, "l, j F Y"),
        "waktu": zones.hours(start, end, between=" sampai "),
        "tempat": ", ".join(part for part in (dialogue.hall, dialogue.address) if part),
        "wilayah": f"{rws}Kelurahan {village.name}, Kecamatan {village.district.name}",
        "penyelenggara": f"{dialogue.organiser.name}, {dialogue.desk.name}",
        "narasumber": "\n".join(speaker.name for speaker in speakers_of(dialogue)) or "–",
        "mitra": dialogue.partners or "–",
        "ringkasan": dialogue.summary,
    }


def _after(dialogue: Dialogue) -> dict[str, Any]:
    counts = {(row.sex, row.age): row.count for row in dialogue.attendance.all()}
    return {
        "jumlah": sum(counts.values()),
        "jenis_kelamin": [str(sex.label) for sex in Sex],
        "peserta": [*_attendance(counts)],
        "tanya_jawab": [list(row) for row in dialogue.questions.exclude(text="").values_list("text", "answer")],
        "pemahaman": [*_understanding(dialogue)],
        "janji": [_promise(promise) for promise in promises_of(dialogue)],
    }


def _attendance(counts: dict[tuple[str, str], int]) -> Iterable[list[str]]:
    for age in AgeGroup:
        row = [counts.get((sex, age), 0) for sex in Sex]
        yield [str(age.label), *(str(number) for number in [*row, sum(row)])]
    columns = [sum(number for (whose, _age), number in counts.items() if whose == sex) for sex in Sex]
    yield ["Jumlah", *(str(number) for number in [*columns, sum(columns)])]


def _understanding(dialogue: Dialogue) -> Iterable[dict[str, Any]]:
    for result in results_of(dialogue):
        if result.before.answered or result.after.answered:
            yield {
                "nama": result.question.said("id").question,
                "sebelum": _share(result.before),
                "sesudah": _share(result.after),
                "persen_sebelum": result.before.percent,
                "persen_sesudah": result.after.percent,
            }


def _share(share: Share) -> str:
    return f"{share.right} dari {share.answered} ({share.percent}\u00a0%)" if share.answered else "–"


def _promise(promise: Promise) -> list[str]:
    owner = promise.owner_name
    due = date_format(promise.due_on, "j F Y")
    if promise.kept_on:
        return [promise.text, owner, due, f"Ditepati {date_format(promise.kept_on, 'j F Y')}: {promise.kept_how}"]
    if promise.dropped_on:
        return [promise.text, owner, due, f"Tidak dilanjutkan: {promise.dropped_because}"]
    return [promise.text, owner, due, "Lewat tenggat" if promise.is_overdue else "Berjalan"]


def _photos(dialogue: Dialogue, keyring: Keyring) -> Iterable[list[str]]:
    for photo in dialogue.photos.select_related("desk_key", "dialogue__office")[:MOST_PHOTOS]:
        if jpeg := _jpeg(photo, keyring):
            yield [_as_svg(jpeg), photo.caption or f"Foto kegiatan {dialogue.village.name}"]


def _jpeg(photo: Photo, keyring: Keyring) -> bytes:
    """Nothing where the photo is not published and the officer's keys do not reach its desk."""
    if photo.published:
        return bytes(photo.published)
    try:
        return open_photo(photo=photo, keyring=keyring).jpeg
    except NotGranted:
        return b""


def _as_svg(jpeg: bytes) -> str:
    """Data reach the typesetter as texts, and the one picture that is a text is SVG: it carries the JPEG as it is."""
    width, height = Image.open(io.BytesIO(jpeg), formats=["JPEG"]).size  # of our own encoding; its head alone is read
    href = escape(f"data:image/jpeg;base64,{base64.b64encode(jpeg).decode()}")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">'
        f'<image width="{width}" height="{height}" href="{href}"/></svg>'
    )
