"""What reports of several desks have alike."""

from __future__ import annotations

from pimpasa.accounts.models import Officer
from pimpasa.handling.actions.verifying import take
from pimpasa.insights.actions.warning import watch
from pimpasa.insights.models import EarlyWarning
from pimpasa.reports.models import Report
from tests.factories import reports as given
from tests.factories.acts import count_on
from tests.factories.people import Cast
from tests.factories.territory import CENGKARENG_TIMUR, PEGADUNGAN, TANAH_TINGGI

NUMBER = "0812-0000-4321"


def naming(village: str, by: Officer | None = None, *, number: str = NUMBER, kind: str = "tppo") -> Report:
    """A report whose words name a number; taken up by an officer, where one is said."""
    report = given.report(
        narrative=f"Karangan: hubungi {number} untuk berangkat.", village=village, kind=kind, persons=[]
    )
    return report if by is None else take(report=report, by=by)


def at_three_desks(office: Cast, *, number: str = NUMBER) -> list[Report]:
    """Sari's, Bayu's, and that of Fani's unit at another office."""
    return [
        naming(CENGKARENG_TIMUR, office.sari, number=number),
        naming(PEGADUNGAN, office.bayu, number=number),
        naming(TANAH_TINGGI, office.fani, number=number),
    ]


def looked_at() -> None:
    """As after the worker's next minute."""
    count_on()
    while watch():
        pass


def warned(office: Cast) -> EarlyWarning:
    """Dewi's office was warned of a number at three desks."""
    looked_at()
    at_three_desks(office)
    looked_at()
    return EarlyWarning.objects.get(office=office.at.office)
