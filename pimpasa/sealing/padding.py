"""Padmé (PURBs, PoPETs 2019): a length rounded up so that O(log log n) bits of it remain, at most 12 % longer."""

from pimpasa.sealing.errors import Damaged

PREFIX = 8
SHORTEST = 256


def padded_length(length: int) -> int:
    """The Padmé length of `length` bytes."""
    if length < 2:
        return length
    exponent = length.bit_length() - 1
    zero_bits = exponent - exponent.bit_length()
    mask = (1 << max(zero_bits, 0)) - 1
    return (length + mask) & ~mask


def pad(data: bytes) -> bytes:
    """The data behind its true length (8 bytes, big-endian), filled with zeros; never under 256 bytes in all."""
    total = max(SHORTEST, padded_length(PREFIX + len(data)))
    return len(data).to_bytes(PREFIX, "big") + data + bytes(total - PREFIX - len(data))


def is_padded(length: int) -> bool:
    """Whether `pad` makes something of so many bytes."""
    return length >= SHORTEST and padded_length(length) == length


def unpad(padded: bytes) -> bytes:
    """What `pad` was given. Raises Damaged for a length that cannot be."""
    length = int.from_bytes(padded[:PREFIX], "big")
    if len(padded) < PREFIX or length > len(padded) - PREFIX:
        raise Damaged
    return padded[PREFIX : PREFIX + length]
