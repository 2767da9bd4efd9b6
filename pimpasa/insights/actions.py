from __future__ import annotations

from datetime import date, timedelta

from pimpasa.common import clock
from pimpasa.insights.models import Publication
from pimpasa.insights.queries import reports
from pimpasa.insights.queries.reports import Overview
from pimpasa.ledger.verbs import unlogged

KEPT = timedelta(days=7)


@unlogged("figures that everybody sees; who asks first that day makes them")
def published(*, on: date) -> Overview:
    """The public figures of a day. Who polls them all day long sees none of them change."""
    publication = Publication.objects.filter(day=on).first()
    if publication is None:
        figures = reports.counted(clock.midnight(on)).to_json()
        Publication.objects.bulk_create([Publication(day=on, figures=figures)], ignore_conflicts=True)
        Publication.objects.filter(day__lt=on - KEPT).delete()
        publication = Publication.objects.get(day=on)
    return Overview.from_json(publication.figures)
