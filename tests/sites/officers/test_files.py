"""Files that officers' forms take: whatever size a page promises arrives whole, and what is larger gets a sentence."""

from __future__ import annotations

import io
import secrets
from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from pimpasa.agencies.models import Agency
from pimpasa.outreach.models import Departures
from pimpasa.welcome.models import Board, Recording
from tests.factories.people import Cast, entrusted
from tests.factories.sounds import RATE, tone
from tests.factories.territory import KAPUK

if TYPE_CHECKING:
    from tests.sites.conftest import SignIn

MEBIBYTE = 1024**2
# Above what Django takes into memory by itself.
LARGE = 3 * MEBIBYTE
EMBLEM, RECORDING = "/petugas/papan-nama/lambang/", "/petugas/papan-nama/rekaman/"
COMPANIES, LEFT, RECAPS = "/petugas/perusahaan/", "/petugas/dialog/keberangkatan/", "/petugas/impor/"


@pytest.fixture
def agus(office: Cast, signed_in: SignIn) -> Client:
    """Agus, who keeps what all offices share as well."""
    return signed_in(entrusted(office).agus)


def test_a_large_emblem_is_taken(agus: Client) -> None:
    assert agus.post(EMBLEM, {"file": file(noise(LARGE))}).status_code == 302
    assert Board.objects.get().emblem


def test_a_large_recording_is_taken(agus: Client) -> None:
    sound = tone(LARGE / 2 / RATE)
    assert len(sound) > LARGE
    assert agus.post(RECORDING, {"page": "/", "sound": file(sound)}).status_code == 302
    assert Recording.objects.get().page == "/"


def test_a_large_list_of_companies_is_taken(agus: Client) -> None:
    rows = "".join(f"PT Karangan Nomor {number} {'x' * 900}\n" for number in range(LARGE // 900))
    typed = {"source": "KemenP2MI Karangan", "as_of": "2026-01-05"}
    assert agus.post(COMPANIES, typed | {"file": file(b"nama\n" + rows.encode())}).status_code == 302
    assert Agency.objects.count() == LARGE // 900


def test_departures_as_large_as_they_may_be_are_taken(office: Cast, signed_in: SignIn) -> None:
    data = f"kode,jumlah\n{KAPUK},320\n".encode()
    typed = {"year": "2025", "source": "BPS Karangan", "file": file(data + b"\n" * (MEBIBYTE - len(data)))}
    assert signed_in(office.dewi).post(LEFT, typed).status_code == 302
    assert Departures.objects.get().number == 320


@pytest.mark.parametrize(
    ("name", "path", "typed", "most", "sentence"),
    [
        ("agus", EMBLEM, {}, 4, "Gambar ini lebih besar dari 4 MB"),
        ("agus", RECORDING, {"page": "/"}, 20, "lebih besar dari 20 MB"),
        ("agus", COMPANIES, {"source": "Karangan", "as_of": "2026-01-05"}, 5, "paling besar 5 MB"),
        ("dewi", LEFT, {"source": "Karangan", "year": "2025"}, 1, "paling besar 1 MB"),
        ("sari", RECAPS, {}, 32, "paling banyak 32 MB"),
    ],
    ids=["emblem", "recording", "companies", "departures", "recap"],
)
def test_what_is_larger_gets_a_sentence(
    office: Cast, agus: Client, signed_in: SignIn, name: str, path: str, typed: dict[str, Any], most: int, sentence: str
) -> None:
    field = "sound" if path == RECORDING else "file"
    browser = agus if name == "agus" else signed_in(getattr(office, name))
    answer = browser.post(path, typed | {field: file(b"x" * (most * MEBIBYTE + 1))})
    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)


def test_of_several_files_the_first_is_taken(agus: Client) -> None:
    files = [file(noise(1000)), file(b"x" * LARGE)]
    assert agus.post(EMBLEM, {"file": files}).status_code == 302


def file(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("karangan.bin", content)


def noise(most: int) -> bytes:
    """A picture that nothing makes smaller, of about so many bytes."""
    side = int((most / 3) ** 0.5) + 1
    out = io.BytesIO()
    Image.frombytes("RGB", (side, side), secrets.token_bytes(3 * side * side)).save(out, "PNG")
    return out.getvalue()
