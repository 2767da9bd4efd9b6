"""Files come in through Django's own parser: sealed on the way, bounded in number, size and memory, or said why not."""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.handlers.wsgi import WSGIRequest
from django.test import RequestFactory
from django.utils import translation
from pytest_django.fixtures import Settings

from pimpasa.evidence.actions import exhibits
from pimpasa.evidence.forms import EvidenceField, WholeMixin
from pimpasa.evidence.models import Exhibit
from pimpasa.evidence.opening import files
from pimpasa.evidence.uploads import clean_name
from tests.evidence.conftest import Bucket, Bytes
from tests.factories.evidence import DRAFT_KEY

CANARY = b"KENARI-9f3a1c77 di dalam berkas"
MEBIBYTE = 1024**2
LINE = "batas"


class Form(WholeMixin):
    evidence = EvidenceField(required=False)


class Body:
    """A multipart body made while it is read, so that it never stands whole in memory; may end too early."""

    def __init__(self, *parts: tuple[str, bytes, int], cut: int = 0) -> None:
        self._pieces = list(self._made(parts))
        self.length = sum(len(piece) * times for piece, times in self._pieces)
        self._left = self.length - cut
        self._flow = self._flowing()
        self._ready = b""

    @staticmethod
    def _made(parts: tuple[tuple[str, bytes, int], ...]) -> Iterator[tuple[bytes, int]]:
        for name, content, times in parts:
            yield f'--{LINE}\r\nContent-Disposition: form-data; name="{name}"'.encode(), 1
            yield (b'; filename="a.txt"\r\nContent-Type: text/plain' if name == "evidence" else b""), 1
            yield b"\r\n\r\n", 1
            yield content, times
            yield b"\r\n", 1
        yield f"--{LINE}--\r\n".encode(), 1

    def _flowing(self) -> Iterator[bytes]:
        for piece, times in self._pieces:
            for _ in range(times):
                yield piece

    def read(self, most: int) -> bytes:
        while len(self._ready) < most and (piece := next(self._flow, None)) is not None:
            self._ready += piece
        given, self._ready = self._ready[:most], self._ready[most:]
        given = given[: self._left]
        self._left -= len(given)
        return given

    readline = read


def request_of(body: Body) -> WSGIRequest:
    return WSGIRequest({
        "REQUEST_METHOD": "POST",
        "CONTENT_TYPE": f"multipart/form-data; boundary={LINE}",
        "CONTENT_LENGTH": str(body.length),
        "wsgi.input": body,
        "PATH_INFO": "/",
    })  # fmt: skip


def form_of(body: Body) -> Form:
    request = request_of(body)
    return Form(request.POST, request.FILES)


def posted(*files: tuple[str, bytes]) -> WSGIRequest:
    """What a browser sends: named files, then the field that says the body is whole."""
    request = RequestFactory().post("/", {"evidence": [named(*file) for file in files], "whole": "1"})
    assert isinstance(request, WSGIRequest)
    return request


def named(name: str, content: bytes) -> io.BytesIO:
    file = io.BytesIO(content)
    file.name = name
    return file


def errors_of(*files: tuple[str, bytes]) -> list[str]:
    request = posted(*files)
    return [str(error) for error in Form(request.POST, request.FILES).errors.get("evidence", [])]


@pytest.mark.django_db
def test_it_works(folder: Bytes) -> None:
    request = posted(("foto.txt", CANARY))
    form = Form(request.POST, request.FILES)
    assert form.is_valid(), form.errors
    (upload,) = form.cleaned_data["evidence"]
    kept = exhibits.keep(upload=upload, key=DRAFT_KEY, obtained="own", expires_at=None)
    facts = files.facts_of(kept, key=DRAFT_KEY)
    assert (facts.name, facts.size, facts.sha256) == ("foto.txt", len(CANARY), hashlib.sha256(CANARY).hexdigest())
    assert b"".join(files.original(kept, key=DRAFT_KEY)) == CANARY
    (file,) = folder.files
    assert kept.digest == hashlib.sha256(hashlib.sha256(file.read_bytes()).digest()).digest()


@pytest.mark.django_db
def test_a_file_goes_to_an_s3_too(bucket: Bucket) -> None:
    content = os.urandom(11 * MEBIBYTE)
    request = posted(("video.mp4", content))
    (upload,) = request.FILES.getlist("evidence")
    kept = exhibits.keep(upload=upload, key=DRAFT_KEY, obtained="own", expires_at=None)
    assert b"".join(files.original(kept, key=DRAFT_KEY)) == content
    assert not bucket.under.hold(content[:64])


@pytest.mark.django_db
def test_no_plain_byte_touches_a_disk(folder: Bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    (upload,) = posted((f"{CANARY.decode()}.txt", CANARY * 100_000)).FILES.getlist("evidence")
    kept = exhibits.keep(upload=upload, key=DRAFT_KEY, obtained=CANARY.decode(), expires_at=None)
    assert list(temporary.iterdir()) == []
    assert not folder.hold(CANARY)
    assert CANARY not in bytes(kept.facts) + bytes(kept.wrapped_key)
    assert CANARY.decode() not in str(Exhibit.objects.values_list().get())


def test_memory_stays_flat_however_large_the_file() -> None:
    form_of(Body(("evidence", b"x" * MEBIBYTE, 8), ("whole", b"1", 1)))  # what is loaded once
    with growth() as grown:
        form = form_of(Body(("evidence", b"x" * MEBIBYTE, 300), ("whole", b"1", 1)))
    assert form.is_valid()
    assert form.cleaned_data["evidence"][0].size == 300 * MEBIBYTE
    assert grown() < 32 * MEBIBYTE


def test_memory_stays_flat_with_an_s3(bucket: Bucket) -> None:
    form_of(Body(("evidence", b"x" * MEBIBYTE, 8), ("whole", b"1", 1)))
    with growth() as grown:
        assert form_of(Body(("evidence", b"x" * MEBIBYTE, 100), ("whole", b"1", 1))).is_valid()
    # The go-between, which holds whole parts, runs in this process too.
    assert grown() < 64 * MEBIBYTE


def test_a_file_over_the_limit_leaves_nothing_but_a_sentence(folder: Bytes, settings: Settings) -> None:
    settings.EVIDENCE_MAX_BYTES = 4 * MEBIBYTE
    body = Body(("evidence", b"x" * MEBIBYTE, 40), ("evidence", b"ok", 1), ("whole", b"1", 1), ("text", b"kata", 1))
    request = request_of(body)
    form = Form(request.POST, request.FILES)
    assert list(form.errors) == ["evidence"]
    assert request.POST["text"] == "kata"
    assert [upload.size for upload in form.whole_files()] == [2]
    assert len(folder.files) == 1


def test_a_file_at_the_limit_is_taken(settings: Settings) -> None:
    settings.EVIDENCE_MAX_BYTES = MEBIBYTE
    assert errors_of(("a.txt", b"x" * MEBIBYTE)) == []
    assert len(errors_of(("a.txt", b"x" * (MEBIBYTE + 1)))) == 1


def test_files_beyond_the_number_are_dropped_and_said(folder: Bytes, settings: Settings) -> None:
    settings.EVIDENCE_MAX_FILES = 2
    with translation.override("en"):
        said = errors_of(*[(f"{number}.txt", b"x") for number in range(4)])
    assert said == ["2.txt: Too many files: 2 at once.", "3.txt: Too many files: 2 at once."]
    assert len(folder.files) == 2


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("kosong.jpg", b"", "kosong.jpg: This file is empty."),
        ("undangan.apk", b"PK\x03\x04", "undangan.apk: This file is a program."),
        ("foto.jpg", b"MZ\x90\x00\x03\x00\x00\x00\xff\xff", "foto.jpg: This file is a program."),
        ("catatan", b"#!/bin/sh\necho", "catatan: This file is a program."),
    ],
)
def test_what_cannot_be_kept_says_why(folder: Bytes, name: str, content: bytes, said: str) -> None:
    with translation.override("en"):
        (error,) = errors_of((name, content))
    assert error.startswith(said)
    assert folder.files == []


def test_a_full_store_is_said_and_the_rest_of_the_form_is_kept(folder: Bytes) -> None:
    folder.folder.parent.mkdir(exist_ok=True)
    shutil.rmtree(folder.folder, ignore_errors=True)
    folder.folder.write_text("a file where the folder was")
    body = Body(("evidence", b"x", 1), ("whole", b"1", 1), ("text", b"kata", 1))
    request = request_of(body)
    form = Form(request.POST, request.FILES)
    assert list(form.errors) == ["evidence"]
    assert request.POST["text"] == "kata"


@pytest.mark.parametrize("cut", [10, MEBIBYTE, 3 * MEBIBYTE - 100])
def test_a_cut_body_leaves_nothing_and_says_so(folder: Bytes, cut: int) -> None:
    form = form_of(Body(("evidence", b"x" * MEBIBYTE, 3), ("whole", b"1", 1), cut=cut + 100))
    assert "whole" in form.errors
    for upload in form.whole_files():
        upload.discard()
    assert folder.files == []


def test_a_file_that_came_whole_outlives_the_cut_of_the_next() -> None:
    body = Body(("evidence", b"a" * 10, 1), ("evidence", b"b" * MEBIBYTE, 3), ("whole", b"1", 1), cut=MEBIBYTE)
    form = form_of(body)
    assert "whole" in form.errors
    assert [upload.size for upload in form.whole_files()] == [10]


@pytest.mark.django_db
def test_what_nobody_keeps_goes_with_its_request(folder: Bytes) -> None:
    request = posted(("a.txt", b"a"), ("b.txt", b"b"))
    kept = exhibits.keep(
        upload=request.FILES.getlist("evidence")[0], key=DRAFT_KEY, obtained="own", expires_at=None
    )  # fmt: skip
    assert len(folder.files) == 2
    request.close()
    assert [file.name for file in folder.files] == [f"{kept.pk}.{kept.parts[0]}"]


@pytest.mark.django_db
def test_the_fields_need_is_said() -> None:
    form = Form({"whole": "1"}, {})
    form.fields["evidence"].required = True
    with translation.override("en"):
        assert form.errors["evidence"] == ["Choose at least one file."]


@pytest.mark.parametrize(
    ("given", "clean"),
    [
        ("foto.jpg", "foto.jpg"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\Sari\\foto.jpg", "foto.jpg"),
        ("fo\x00to\x1b[31m.jpg", "foto[31m.jpg"),
        ("foto\u202egpj.exe", "fotogpj.exe"),
        ("..", "tanpa-nama"),
        ("", "tanpa-nama"),
        ("x" * 300, "x" * 140),
        ("é" * 300 + ".jpeg", "é" * 140 + ".jpeg"),
        ("a." + "b" * 300, "a." + "b" * 9),
    ],
)
def test_names_are_cleaned(given: str, clean: str) -> None:
    assert clean_name(given) == clean


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["x" * 300 + ".jpg", "a\x00b.jpg", "..\\..\\a.jpg", "a/../b.jpg", "\u202e.jpg"])
def test_odd_names_come_through_the_parser(name: str) -> None:
    (upload,) = posted((name, b"x")).FILES.getlist("evidence")
    kept = exhibits.keep(upload=upload, key=DRAFT_KEY, obtained="own", expires_at=None)
    shown = files.facts_of(kept, key=DRAFT_KEY).name
    assert shown.endswith("jpg")
    assert shown.isprintable()
    assert len(shown) <= 150


class growth:  # noqa: N801 - reads as a verb: with growth() as grown
    """How much the process grew at its peak, in bytes, since it was entered."""

    def __enter__(self) -> growth:
        Path("/proc/self/clear_refs").write_text("5")  # forget the old peak
        self._before = self._status("VmRSS")
        return self

    def __exit__(self, *args: object) -> None:
        self._after = self._status("VmHWM")

    def __call__(self) -> int:
        return self._after - self._before

    @staticmethod
    def _status(name: str) -> int:
        lines = Path("/proc/self/status").read_text().splitlines()
        (line,) = [line for line in lines if line.startswith(name + ":")]
        return int(line.split()[1]) * 1024
