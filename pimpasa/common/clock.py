"""The one place that asks what time it is, so that a test can answer."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

JAKARTA = ZoneInfo("Asia/Jakarta")


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The present day in Jakarta, where offices open and close."""
    return now().astimezone(JAKARTA).date()


def midnight(day: date) -> datetime:
    """The moment a day begins in Jakarta."""
    return datetime.combine(day, time(), JAKARTA)
