from __future__ import annotations

from datetime import date

from django.utils.translation import gettext as _

from pimpasa.accounts.models import Officer
from pimpasa.agencies import rules
from pimpasa.agencies.errors import BadList
from pimpasa.agencies.models import Agency, AgencyList
from pimpasa.agencies.sources import read_list
from pimpasa.common import clock
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import act, record
from pimpasa.linking.identifiers.agencies import normal_agency


@act(Act.AGENCIES_BROUGHT_IN)
def bring_in(*, data: bytes, source: str, as_of: date, by: Officer | None) -> AgencyList:
    """Put a list in the place of the one before; `by` is None at the command line.

    Raises Refused by the rules, BadList for a file that is none.
    """
    if by is not None:
        rules.check_bring_in(by)
    if as_of > clock.today():
        raise BadList(_("The list cannot be of a day to come."))
    rows = read_list(data)
    Agency.objects.all().delete()
    Agency.objects.bulk_create(
        Agency(
            name=row.name,
            normal=normal_agency(row.name),
            licence=row.licence,
            address=row.address,
            status=row.status,
        )
        for row in rows
    )
    agency_list = AgencyList.objects.create(
        source=source.strip(), as_of=as_of, brought_in_at=clock.now(), brought_in_by=by, number=len(rows)
    )
    record(f"agencies:{agency_list.pk}", by=by, sealed=data)
    return agency_list
