"""What is in an archive, also where there is no chat in it, where it is locked, and where it was cut off."""

from __future__ import annotations

import io
import zipfile

import pytest

from pimpasa.evidence.errors import NotViewable
from pimpasa.evidence.opening import previews
from pimpasa.evidence.opening.previews import Archive, Item, archive_of
from tests.factories.evidence import DRAFT_KEY, PICTURE, exhibit

pytestmark = pytest.mark.django_db
TWO = {"IMG-20250912-WA0001.jpg": b"\xff\xd8\xff" + bytes(97), "Foto/paspor.png": PICTURE}


def packed(files: dict[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def shown(content: bytes) -> Archive:
    return archive_of(exhibit(content, name="bukti.zip", declared="application/zip"), key=DRAFT_KEY)


def test_pictures_alone_are_listed() -> None:
    archive = shown(packed(TWO))
    assert archive.items == tuple(Item(name, len(content), is_locked=False) for name, content in TWO.items())
    assert (archive.all, archive.is_cut, archive.has_text, archive.is_locked) == (2, False, False, False)


def test_a_text_in_it_is_known() -> None:
    assert shown(packed(TWO | {"_chat.txt": b"halo"})).has_text


def test_an_empty_one_says_so() -> None:
    assert shown(packed({})) == Archive((), 0, is_cut=False)


def test_one_that_asks_for_a_password_says_so() -> None:
    content = bytearray(packed({"paspor.jpg": PICTURE}))
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(signature) + flags] |= 1
    archive = shown(bytes(content))
    assert archive.is_locked
    assert archive.items[0].name == "paspor.jpg"


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_of_one_that_was_cut_off_what_arrived_is_listed(method: int) -> None:
    files = {f"foto-{number}.jpg": bytes(range(256)) * 8 for number in range(10)}
    whole = packed(files, method)
    archive = shown(whole[: whole.index(b"foto-7.jpg") + 60])
    assert archive.is_cut
    assert [item.name for item in archive.items] == [f"foto-{number}.jpg" for number in range(8)]


@pytest.mark.parametrize("encoding", ["gb18030", "big5", "cp1252"])
def test_names_are_in_whatever_the_device_wrote(encoding: str) -> None:
    name = "señal-niño.txt" if encoding == "cp1252" else "我的護照照片.jpg"
    plain = packed({"x" * len(name.encode(encoding)): b"isi"})
    archive = shown(plain.replace(b"x" * len(name.encode(encoding)), name.encode(encoding)))
    assert [item.name for item in archive.items] == [name]


def test_of_very_many_the_first_are_listed() -> None:
    archive = shown(packed({f"{number}.jpg": b"" for number in range(2100)}))
    assert (len(archive.items), archive.all, archive.left_out) == (2000, 2100, 100)


def test_what_only_begins_like_one_is_told() -> None:
    with pytest.raises(NotViewable) as told:
        shown(b"PK\x03\x04" + bytes(10))
    assert told.value.reason == previews.BROKEN
