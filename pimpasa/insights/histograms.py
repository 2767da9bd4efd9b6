"""Durations in buckets, from which a median of any sum of cells is told without the durations themselves.

Below 64 minutes a bucket is a minute, above it a thirty-second part of a doubling (as in HdrHistogram, G. Tene): what
is told is within 3.2 % of the true duration, from a minute to years, in some 550 buckets.
"""

from __future__ import annotations

from collections.abc import Mapping

BITS = 5
FINEST = 1 << BITS


def bucket_of(minutes: int) -> int:
    """The bucket of a duration in whole minutes, from 0."""
    power = max(0, minutes.bit_length() - BITS - 1)
    return FINEST * power + (minutes >> power)


def bounds_of(bucket: int) -> tuple[int, int]:
    """The least minutes in a bucket, and those at which the next begins."""
    power = max(0, bucket // FINEST - 1)
    step = bucket - FINEST * power
    return step << power, (step + 1) << power


def quantile(numbers: Mapping[int, int], share: float) -> float | None:
    """In how many minutes a share (0 to 1) of the waits ended, by bucket; None where there was none."""
    rank = share * sum(numbers.values())
    before = 0
    for bucket in sorted(numbers):
        if numbers[bucket] and before + numbers[bucket] >= rank:
            least, next_least = bounds_of(bucket)
            return least + (next_least - least) * (rank - before) / numbers[bucket]
        before += numbers[bucket]
    return None
