"""A file in sealed chunks: any range opens alone, and nothing that was cut, moved or changed opens at all."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pimpasa.sealing.errors import Damaged, SealingError
from pimpasa.sealing.streams import CHUNK, HEAD, TAG, Opener, Sealer, sealed_size

KEY = b"k" * 32
sizes = st.sampled_from([0, 1, 2, 1000, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 7]) | st.integers(
    0, 400_000
)


def seal(content: bytes, *, step: int = 50_000, context: str = "a") -> bytes:
    sealer = Sealer(KEY, context)
    parts = [sealer.update(content[at : at + step]) for at in range(0, len(content), step)]
    return b"".join([*parts, sealer.finish()])


def content_of(size: int) -> bytes:
    return (b"0123456789abcdef" * (size // 16 + 1))[:size]


def reader(sealed: bytes):  # type: ignore[no-untyped-def]
    return lambda offset, length: sealed[offset : offset + length]


def opened(sealed: bytes, *, context: str = "a") -> bytes:
    return b"".join(Opener(KEY, context).open_all(reader(sealed), len(sealed)))


@given(size=sizes, step=st.integers(1, 200_000))
@settings(max_examples=40)
def test_it_opens_as_it_was_however_it_came(size: int, step: int) -> None:
    content = content_of(size)
    sealed = seal(content, step=max(step, size // 50 + 1))
    assert opened(sealed) == content
    assert len(sealed) == sealed_size(size)


@given(size=sizes, data=st.data())
@settings(max_examples=60)
def test_any_range_opens_alone(size: int, data: st.DataObject) -> None:
    start, stop = data.draw(st.integers(0, size + 10)), data.draw(st.integers(0, size + 10))
    content = content_of(size)
    sealed = seal(content)
    asked: list[int] = []

    def read_at(offset: int, length: int) -> bytes:
        asked.append(length)
        return sealed[offset : offset + length]

    assert b"".join(Opener(KEY, "a").open_range(read_at, start, stop, len(sealed))) == content[start:stop]
    assert sum(asked) <= max(stop - start, 0) + 2 * (CHUNK + TAG) + 100 + (max(stop - start, 0) // CHUNK) * TAG


@given(place=st.integers(0), by=st.integers(1, 255))
@settings(max_examples=60)
def test_one_changed_byte_is_found(place: int, by: int) -> None:
    sealed = bytearray(seal(content_of(CHUNK + 100)))
    sealed[place % len(sealed)] ^= by
    with pytest.raises(SealingError):
        opened(bytes(sealed))


def chunks(sealed: bytes) -> list[bytes]:
    body = sealed[HEAD:]
    return [body[at : at + CHUNK + TAG] for at in range(0, len(body), CHUNK + TAG)]


@pytest.mark.parametrize("size", [3 * CHUNK])
def test_swapped_repeated_dropped_and_added_chunks_are_found(size: int) -> None:
    sealed = seal(content_of(size))
    head, parts = sealed[:HEAD], chunks(sealed)
    for wrong in (
        [parts[1], parts[0], *parts[2:]],
        [parts[0], parts[0], *parts[2:]],
        [parts[0], *parts[2:]],
        [*parts[:-1], parts[0], parts[-1]],
        parts[:-1],
    ):
        with pytest.raises(Damaged):
            opened(head + b"".join(wrong))


@given(keep=st.integers(0))
@settings(max_examples=40)
def test_a_cut_file_is_found(keep: int) -> None:
    sealed = seal(content_of(CHUNK + 100))
    with pytest.raises(Damaged):
        opened(sealed[: keep % len(sealed)])


def test_another_file_s_place_does_not_open_it() -> None:
    with pytest.raises(Damaged):
        opened(seal(b"isi", context="exhibit:1"), context="exhibit:2")


def test_a_size_tells_little() -> None:
    assert len({sealed_size(size) for size in range(1_000_000, 1_010_000)}) <= 2
