"""The tree and its proofs, beside another implementation and under hypothesis."""

from __future__ import annotations

import hashlib

import pymerkle
import pytest
from hypothesis import given
from hypothesis import strategies as st

from pimpasa.ledger import tiles, tree
from pimpasa.ledger.errors import Unproved

sizes = st.integers(min_value=1, max_value=700)


class Log:
    """A tree over small leaves, kept in tiles, grown in steps."""

    def __init__(self, size: int, *, step: int = 97) -> None:
        self.tiles: dict[tuple[int, int], bytes] = {}
        self.leaves = [tree.leaf_hash(leaf(number)) for number in range(size)]
        for start in range(0, size, step):
            self.tiles |= tiles.grow(start, self.leaves[start : start + step], self.read)

    def read(self, level: int, number: int) -> bytes:
        return self.tiles.get((level, number), b"")

    def node(self) -> tiles.TileNodes:
        return tiles.TileNodes(self.read)

    def root(self, size: int) -> bytes:
        return tree.root(size, self.node())


def leaf(number: int) -> bytes:
    return f"tindakan {number}".encode()


WHOLE = Log(1400)
FOREIGN = pymerkle.InmemoryTree(algorithm="sha256")
for _number in range(1400):
    FOREIGN.append_entry(leaf(_number))


def test_the_empty_tree_is_the_hash_of_nothing() -> None:
    assert tree.root(0, WHOLE.node()) == hashlib.sha256(b"").digest()


def test_roots_are_those_of_another_implementation() -> None:
    for size in (1, 2, 3, 7, 8, 255, 256, 257, 511, 512, 513, 1023, 1400):
        assert WHOLE.root(size) == FOREIGN.get_root(size)


def test_inclusion_paths_are_those_of_another_implementation() -> None:
    for size in (1, 2, 5, 256, 257, 700, 1400):
        for index in {0, size // 3, size - 1}:
            path = tree.inclusion(index, size, WHOLE.node())
            foreign = FOREIGN.prove_inclusion(index + 1, size).serialize()["path"]
            assert sorted(step.hex() for step in path) == sorted(foreign[1:])


@given(size=sizes, data=st.data())
def test_every_leaf_is_proved(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    path = tree.inclusion(index, size, WHOLE.node())
    tree.check_inclusion(WHOLE.leaves[index], index, size, path, WHOLE.root(size))


@given(size=sizes, data=st.data())
def test_no_other_leaf_place_or_path_is_proved(size: int, data: st.DataObject) -> None:
    index = data.draw(st.integers(0, size - 1))
    path, root = tree.inclusion(index, size, WHOLE.node()), WHOLE.root(size)
    wrong = [
        (WHOLE.leaves[index + 1], index, size, path),
        (WHOLE.leaves[index], index, size, [*path, path[-1] if path else root]),
        (WHOLE.leaves[index], size, size, path),
    ]
    wrong += [(WHOLE.leaves[index], index, size, path[:-1])] if path else []
    wrong += [(WHOLE.leaves[index], index ^ 1, size, path)] if size > 1 and index ^ 1 < size else []
    for leaf_hash, place, count, steps in wrong:
        with pytest.raises(Unproved):
            tree.check_inclusion(leaf_hash, place, count, steps, root)


@given(old=sizes, more=st.integers(0, 700))
def test_a_log_that_grew_continues_itself(old: int, more: int) -> None:
    new = old + more
    path = tree.consistency(old, new, WHOLE.node())
    tree.check_consistency(old, new, WHOLE.root(old), WHOLE.root(new), path)


@given(old=sizes, more=st.integers(1, 700), flipped=st.integers(0, 255))
def test_a_log_that_was_rewritten_does_not(old: int, more: int, flipped: int) -> None:
    new = old + more
    path = tree.consistency(old, new, WHOLE.node())
    other = bytes([WHOLE.root(old)[0] ^ (flipped or 1)]) + WHOLE.root(old)[1:]
    with pytest.raises(Unproved):
        tree.check_consistency(old, new, other, WHOLE.root(new), path)
    with pytest.raises(Unproved):
        tree.check_consistency(old, new, WHOLE.root(old), other, path)
    with pytest.raises(Unproved):
        tree.check_consistency(old, new, WHOLE.root(old), WHOLE.root(new), [*path, other])


def test_a_log_never_becomes_shorter() -> None:
    with pytest.raises(Unproved, match="shorter"):
        tree.check_consistency(5, 4, WHOLE.root(5), WHOLE.root(4), [])


def test_two_logs_of_one_size_are_no_log() -> None:
    with pytest.raises(Unproved, match="two different"):
        tree.check_consistency(5, 5, WHOLE.root(5), WHOLE.root(4), [])


@given(step=st.integers(1, 600))
def test_however_it_grows_the_tiles_are_the_same(step: int) -> None:
    assert Log(700, step=step).tiles == Log(700, step=700).tiles


@given(number=st.integers(0, 10**12))
def test_a_tile_number_has_one_spelling(number: int) -> None:
    assert tiles.parse_number(tiles.write_number(number)) == number


@pytest.mark.parametrize(
    "spelled", ["0", "00", "0000", "x000/000", "x001", "x001/x002", "1/234", "x00a/000", "", "/", "٠٠١"]
)
def test_other_spellings_are_refused(spelled: str) -> None:
    with pytest.raises(ValueError, match="number"):
        tiles.parse_number(spelled)


def test_numbers_are_spelled_as_the_standard_says() -> None:
    assert tiles.write_number(1234067) == "x001/x234/067"
