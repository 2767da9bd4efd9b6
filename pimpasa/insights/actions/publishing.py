from __future__ import annotations

from dataclasses import asdict
from datetime import date, timedelta

from pimpasa.insights.models import Publication, QuarterFigures
from pimpasa.insights.queries import quarters
from pimpasa.insights.queries.reports import Counts, Overview, counted, overview
from pimpasa.ledger.verbs import unlogged

KEPT = timedelta(days=7)


@unlogged("figures that everybody sees; who asks first that day makes them")
def published(*, on: date) -> Overview:
    """The public figures of a day. Who polls them all day long sees none of them change."""
    publication = Publication.objects.filter(day=on).first()
    if publication is None:
        before = Publication.objects.filter(day__lt=on).order_by("-day").first()
        counts = counted(on)
        if before is not None and before.exact:
            counts = counts.held_by(Counts(**before.exact))
        figures = overview(counts, on).to_json()
        Publication.objects.bulk_create(
            [Publication(day=on, figures=figures, exact=asdict(counts))], ignore_conflicts=True
        )
        Publication.objects.filter(day__lt=on - KEPT).delete()
        publication = Publication.objects.get(day=on)
    return Overview.from_json(publication.figures)


@unlogged("figures that everybody above the offices sees")
def publish_quarters(*, on: date) -> int:
    """The figures of the quarters that are over, for who stands above offices; returns how many quarters that are.

    Each moves by no fewer than ten events, as what a late transfer changes would be one.
    """
    over = quarters.over_by(on)
    before = QuarterFigures.objects.in_bulk([quarter.first for quarter in over])
    figures = [quarters.figures_of(quarter, before=before.get(quarter.first)) for quarter in over]
    QuarterFigures.objects.bulk_create(
        figures, update_conflicts=True, unique_fields=["begin"], update_fields=["counts", "waits", "village_waits"]
    )
    return len(figures)
