"""Tiles of 256 hashes, as C2SP tlog-tiles lays them out (c2sp.org/tlog-tiles). Plain Python.

Tile (level, number) holds the hashes of tree level 8 * level, from number * 256 on; the last one of a level is partial.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pimpasa.ledger.tree import fold

HEIGHT = 8
WIDTH = 1 << HEIGHT
HASH = 32
FULL = WIDTH * HASH

# Gives a tile's bytes as far as it is filled.
ReadTile = Callable[[int, int], bytes]


class TileNodes:
    """The tree's nodes, read from tiles; each tile is read once."""

    def __init__(self, read: ReadTile) -> None:
        self._read = read
        self._tiles: dict[tuple[int, int], bytes] = {}

    def __call__(self, level: int, index: int) -> bytes:
        """The node (level, index). Raises KeyError where its tile lacks it."""
        tile_level, within = divmod(level, HEIGHT)
        number, offset = divmod(index << within, WIDTH)
        count = 1 << within
        tile = self._tile(tile_level, number)[offset * HASH : (offset + count) * HASH]
        if len(tile) != count * HASH:
            raise KeyError(f"tile {tile_level}/{number}")
        return fold(split(tile))

    def _tile(self, level: int, number: int) -> bytes:
        if (level, number) not in self._tiles:
            self._tiles[level, number] = self._read(level, number)
        return self._tiles[level, number]


def grow(size: int, leaves: Sequence[bytes], read: ReadTile) -> dict[tuple[int, int], bytes]:
    """The tiles that change when leaf hashes join a tree of `size` leaves."""
    changed: dict[tuple[int, int], bytes] = {}
    level, start, added = 0, size, list(leaves)
    while added:
        first, filled = divmod(start, WIDTH)
        before = read(level, first)[: filled * HASH] if filled else b""
        whole = before + b"".join(added)
        added = []
        for number, at in enumerate(range(0, len(whole), FULL), first):
            tile = whole[at : at + FULL]
            changed[level, number] = tile
            if len(tile) == FULL:
                added.append(fold(split(tile)))
        level, start = level + 1, first
    return changed


def split(tile: bytes) -> list[bytes]:
    return [tile[at : at + HASH] for at in range(0, len(tile), HASH)]


def parse_number(path: str) -> int:
    """The number in a tile's path, such as x001/x234/067. Raises ValueError for any other spelling of it."""
    parts = path.split("/")
    digits = [part[1:] for part in parts[:-1] if part.startswith("x")] + [parts[-1]]
    if len(digits) != len(parts) or any(len(d) != 3 or not d.isascii() or not d.isdecimal() for d in digits):
        raise ValueError("not a tile's number")
    number = int("".join(digits))
    if write_number(number) != path:
        raise ValueError("not a tile's number")
    return number


def write_number(number: int) -> str:
    """A number as a path of three digits a folder."""
    digits = str(number)
    digits = digits.zfill(-(-len(digits) // 3) * 3)
    groups = [digits[at : at + 3] for at in range(0, len(digits), 3)]
    return "/".join([*(f"x{group}" for group in groups[:-1]), groups[-1]])
