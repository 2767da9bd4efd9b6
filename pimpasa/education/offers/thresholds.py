"""From which pay a month an offer that asks for no skill is far above what is usual. Rough, on purpose."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Threshold:
    """`least` in the unit that its name says; `source` says where the figure comes from and when it was looked at."""

    least: int
    source: str


THRESHOLDS: dict[str, Threshold] = {
    "MILLIONS": Threshold(
        10,
        "Millions of rupiah a month. About twice the highest city minimum wage of 2025 (Kota Bekasi, about 5.7 "
        "million); from general knowledge in 2025, to be confirmed by the office.",
    ),
    "DOLLARS": Threshold(
        600, "US dollars a month: the same in the exchange of 2025, rounded; to be confirmed by the office."
    ),
}


def at_least(number: int) -> str:
    """An expression for whole numbers, written without leading zeros, of at least a number."""
    digits = str(number)
    larger = (
        f"{digits[:place]}[{int(digit) + 1}-9][0-9]{{{len(digits) - place - 1}}}"
        for place, digit in enumerate(digits)
        if digit != "9"
    )
    return "|".join((digits, *larger, f"[1-9][0-9]{{{len(digits)},5}}"))
