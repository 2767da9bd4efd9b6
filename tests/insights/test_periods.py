"""Two spans are as far along: the year before ends on the same day, and whole spans with whole spans."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from pimpasa.insights.histograms import bounds_of, bucket_of, quantile
from pimpasa.insights.periods import Length, Month, Period


@pytest.mark.parametrize(
    ("day", "length", "today", "span", "before"),
    [
        ("2026-11-27", "triwulan", "2026-11-27", ("2026-10-01", "2026-11-27"), ("2025-10-01", "2025-11-27")),
        ("2026-08-03", "triwulan", "2026-11-27", ("2026-07-01", "2026-09-30"), ("2025-07-01", "2025-09-30")),
        ("2028-02-29", "bulan", "2028-02-29", ("2028-02-01", "2028-02-29"), ("2027-02-01", "2027-02-28")),
        ("2029-02-28", "bulan", "2029-05-01", ("2029-02-01", "2029-02-28"), ("2028-02-01", "2028-02-29")),
        ("2028-02-29", "tahun", "2028-02-29", ("2028-01-01", "2028-02-29"), ("2027-01-01", "2027-02-28")),
        ("2026-12-31", "tahun", "2026-12-31", ("2026-01-01", "2026-12-31"), ("2025-01-01", "2025-12-31")),
    ],
)
def test_a_span_and_the_same_a_year_before(
    day: str, length: str, today: str, span: tuple[str, str], before: tuple[str, str]
) -> None:
    period = Period.around(date.fromisoformat(day), Length(length), today=date.fromisoformat(today))
    spans = [(one.first.isoformat(), one.until.isoformat()) for one in (period, period.a_year_before)]
    assert spans == [span, before]


def test_spans_follow_each_other() -> None:
    period = Period.around(date(2026, 1, 15), Length.QUARTER, today=date(2026, 1, 15))
    assert period.before == Period(Length.QUARTER, Month(2025, 10), date(2025, 12, 31))
    assert period.after == Month(2026, 4)
    assert Month(2026, 1).later(-13) == Month(2024, 12)


def test_every_duration_lies_in_its_bucket_and_buckets_leave_no_gap() -> None:
    ends = [bounds_of(bucket) for bucket in range(600)]
    assert all(before[1] == after[0] for before, after in pairwise(ends))
    for minutes in [*range(5_000), 100_000, 1_500_000]:
        least, beyond = bounds_of(bucket_of(minutes))
        assert least <= minutes < beyond
        assert beyond - least <= max(1, minutes / 32)


def test_a_median_of_buckets_is_that_of_the_durations_within_their_width() -> None:
    durations = [number * number for number in range(1, 202)]
    numbers: dict[int, int] = {}
    for minutes in durations:
        numbers[bucket_of(minutes)] = numbers.get(bucket_of(minutes), 0) + 1
    assert quantile(numbers, 0.5) == pytest.approx(101 * 101, rel=0.032)
    assert quantile(numbers, 0.9) == pytest.approx(181 * 181, rel=0.032)
    assert quantile({}, 0.5) is None
