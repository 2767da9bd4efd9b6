"""The Merkle tree of RFC 6962, section 2, and its proofs. Plain Python: an offline verifier needs no more.

A tree is given by its nodes: `node(level, index)` is the root of the complete subtree over the 2**level leaves from
index * 2**level on. Hashes are 32 bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence

from pimpasa.ledger.errors import Unproved

Node = Callable[[int, int], bytes]
EMPTY_ROOT = hashlib.sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


def fold(hashes: Sequence[bytes]) -> bytes:
    """The root over a power of two of neighbouring nodes."""
    level = list(hashes)
    while len(level) > 1:
        level = [node_hash(level[i], level[i + 1]) for i in range(0, len(level), 2)]
    return level[0]


def root(size: int, node: Node) -> bytes:
    """The root of the first `size` leaves."""
    return _range(0, size, node) if size else EMPTY_ROOT


def inclusion(index: int, size: int, node: Node) -> list[bytes]:
    """The audit path of a leaf (2.1.1), from the leaf upwards."""
    if not 0 <= index < size:
        raise ValueError("no such leaf")
    path, start, stop = [], 0, size
    while stop - start > 1:
        middle = start + _split(stop - start)
        if index < middle:
            path.append(_range(middle, stop, node))
            stop = middle
        else:
            path.append(_range(start, middle, node))
            start = middle
    return path[::-1]


def consistency(old: int, new: int, node: Node) -> list[bytes]:
    """The proof that the first `old` of `new` leaves are what they were (2.1.2)."""
    if not 0 <= old <= new:
        raise ValueError("the old tree is the larger one")
    if old in (0, new):
        return []
    path, start, stop, whole = [], 0, new, True
    while old != stop:
        middle = start + _split(stop - start)
        if old <= middle:
            path.append(_range(middle, stop, node))
            stop = middle
        else:
            path.append(_range(start, middle, node))
            start, whole = middle, False
    return ([] if whole else [_range(start, stop, node)]) + path[::-1]


def check_inclusion(leaf: bytes, index: int, size: int, path: Sequence[bytes], expected: bytes) -> None:
    """Raise Unproved unless the path leads from a leaf's hash to the root (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size:
        raise Unproved("the entry's number is beyond the tree")
    reached = leaf
    for is_left, step in _climb(index, size - 1, path):
        reached = node_hash(step, reached) if is_left else node_hash(reached, step)
    if reached != expected:
        raise Unproved("the path does not lead to the root")


def check_consistency(old: int, new: int, old_root: bytes, new_root: bytes, path: Sequence[bytes]) -> None:
    """Raise Unproved unless the new tree only adds to the old one (RFC 9162, 2.1.4.2)."""
    if not 0 <= old <= new:
        raise Unproved("the log became shorter")
    if old in (0, new):
        if path or (old == new and old_root != new_root):
            raise Unproved("two different logs of one size")
        return
    steps = [old_root, *path] if old & (old - 1) == 0 else list(path)
    if not steps:
        raise Unproved("the path is empty")
    position, last = old - 1, new - 1
    while position & 1:
        position, last = position >> 1, last >> 1
    reached_old = reached_new = steps[0]
    for is_left, step in _climb(position, last, steps[1:]):
        reached_old = node_hash(step, reached_old) if is_left else reached_old
        reached_new = node_hash(step, reached_new) if is_left else node_hash(reached_new, step)
    if reached_old != old_root or reached_new != new_root:
        raise Unproved("the new log does not continue the old one")


def _climb(position: int, last: int, path: Sequence[bytes]) -> Iterator[tuple[bool, bytes]]:
    """Each step of a path with whether it stands left of what was reached. Raises Unproved for a wrong length."""
    for step in path:
        if last == 0:
            raise Unproved("the path is too long")
        is_left = bool(position & 1) or position == last
        yield is_left, step
        while is_left and position and not position & 1:
            position, last = position >> 1, last >> 1
        position, last = position >> 1, last >> 1
    if last:
        raise Unproved("the path is too short")


def _range(start: int, stop: int, node: Node) -> bytes:
    """The root over leaves from `start` up to, not including, `stop`, as the tree splits them."""
    count = stop - start
    if count & (count - 1) == 0:
        level = count.bit_length() - 1
        return node(level, start >> level)
    middle = start + _split(count)
    return node_hash(_range(start, middle, node), _range(middle, stop, node))


def _split(count: int) -> int:
    """The largest power of two below `count`."""
    return 1 << (count - 1).bit_length() - 1
