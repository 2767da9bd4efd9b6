"""Words of a picture: tesseract's table becomes lines, strips become one text, and doubt is counted."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from pimpasa.education.offers.posters import Line, is_sure, joined, lines_of
from pimpasa.evidence.decoder import strips

HEAD = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"


def word(line: int, number: int, confidence: float, text: str) -> str:
    return f"5\t1\t1\t1\t{line}\t{number}\t0\t0\t9\t9\t{confidence}\t{text}"


def test_the_table_becomes_lines_with_the_reader_s_doubt() -> None:
    table = [
        HEAD,
        "4\t1\t1\t1\t1\t0\t0\t0\t9\t9\t-1\t",
        word(1, 1, 96.5, "GAJI"),
        word(1, 2, 30, "1S"),
        word(2, 1, 91, "juta,"),
        word(2, 2, 95, " "),
    ]
    assert list(lines_of("\n".join(table))) == [Line("GAJI 1S", 4, 2), Line("juta,", 4, 0)]


@pytest.mark.parametrize("table", ["", HEAD, "5\tx", "\x00\n\t\t"])
def test_a_table_without_words_has_no_line(table: str) -> None:
    assert list(lines_of(table)) == []


def plain(*texts: str) -> list[Line]:
    return [Line(text, len(text), 0) for text in texts]


@pytest.mark.parametrize(
    ("below", "whole"),
    [
        (("c", "d", "e"), ("a", "b", "c", "d", "e")),
        (("b", "c", "d"), ("a", "b", "c", "d")),
        (("d", "e"), ("a", "b", "c", "d", "e")),
        ((), ("a", "b", "c")),
    ],
)
def test_lines_that_two_strips_share_stand_once(below: tuple[str, ...], whole: tuple[str, ...]) -> None:
    assert joined(plain("a", "b", "c"), plain(*below)) == plain(*whole)


def test_a_fifth_may_be_guessed_and_nothing_is_not_sure() -> None:
    assert is_sure([Line("abcde", 4, 1)])
    assert not is_sure([Line("abcde", 3, 2)])
    assert not is_sure([])


@pytest.mark.parametrize(
    ("size", "turned", "sizes"),
    [
        ((900, 1200), 0, [(900, 1200)]),
        ((900, 1440), 0, [(900, 1440)]),
        ((900, 3000), 0, [(900, 1440), (900, 1440), (900, 408)]),
        ((1200, 900), 90, [(900, 1200)]),
        ((3200, 1600), 0, [(1600, 800)]),
        ((10, 10_000), 0, [(10, 16)] * strips.MOST_STRIPS),
    ],
)
def test_a_picture_is_cut_into_strips(size: tuple[int, int], turned: int, sizes: list[tuple[int, int]]) -> None:
    file = io.BytesIO()
    Image.new("RGB", size, "white").save(file, "PNG")
    file.seek(0)
    answer = strips.decoder({"turned": turned})(file)
    cut = []
    while answer:
        length = int.from_bytes(answer[: strips.SIZE_BYTES], "big")
        cut.append(Image.open(io.BytesIO(answer[strips.SIZE_BYTES : strips.SIZE_BYTES + length])).size)
        answer = answer[strips.SIZE_BYTES + length :]
    assert cut == sizes
