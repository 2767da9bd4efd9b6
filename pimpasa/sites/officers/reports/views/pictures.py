"""The map of one's desks, and the picture of what ties reports together."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from pimpasa.accounts.queries import desks_of
from pimpasa.accounts.roles import Permission
from pimpasa.common import clock
from pimpasa.connections.queries.clusters import cluster_around, clusters_of
from pimpasa.connections.queries.links import links_of
from pimpasa.handling.queries import geography
from pimpasa.reports.opening import peek
from pimpasa.reports.rules import check_read
from pimpasa.sites.officers.http import OfficerRequest, officer_required
from pimpasa.sites.officers.reports.views.report import report_or_404
from pimpasa.territory.models import Desk
from pimpasa.territory.queries.offices import villages_around
from pimpasa.territory.shapes import WIDTH, draw

CLASSES = (1, 3, 10, 30)


@officer_required(Permission.READ_REPORTS)
def area(request: OfficerRequest) -> HttpResponse:
    """Kelurahan by the number of open reports; for a village's desk also its RW and places."""
    desks = desks_of(request.user, on=clock.today())
    counts = geography.by_village(request.user)
    own, around = villages_around(desks)
    drawn = draw(around)
    cells = [(cell, counts.get(cell.village.code), _shade(counts.get(cell.village.code)), cell.village.code in own)
             for cell in (drawn.cells if drawn else [])]  # fmt: skip
    context = {
        "drawn": drawn,
        "cells": cells,
        "width": WIDTH,
        "listed": sorted(((v, counts[v.code]) for v in around if v.code in counts), key=lambda row: -row[1].number),
        "desks": [
            (desk, *geography.by_rw_and_place(request.user, desk)) for desk in desks if desk.kind == Desk.Kind.VILLAGE
        ],
        "queue": reverse("officers:reports"),
        "search": reverse("officers:search"),
    }
    return render(request, "officers/reports/map.html", context)


def _shade(count: geography.VillageCount | None) -> int:
    """From 0, none, to 4, many: so that a map is read without numbers."""
    return sum(count.number >= least for least in CLASSES) if count else 0


@officer_required(Permission.READ_REPORTS)
def connections(request: OfficerRequest) -> HttpResponse:
    """Clusters of reports that name the same, among the newest; nothing is opened for it."""
    return render(request, "officers/reports/all_connections.html", {"clusters": clusters_of(request.user)})


@never_cache
@officer_required(Permission.READ_REPORTS, key=True)
def graph(request: OfficerRequest, report_id: UUID) -> HttpResponse:
    """What a report hangs together with, in a picture."""
    report = report_or_404(report_id)
    check_read(request.user, report)
    opened = peek(report, request.keyring)
    values = {bytes(link.mention.digest): link.value for link in links_of(opened, request.user)
              if link.mention.status != "refused"}  # fmt: skip
    context = {
        "report": report,
        "cluster": cluster_around(report, request.user, values),
        "back": reverse("officers:report", args=[report.pk]),
    }
    return render(request, "officers/reports/graph.html", context)
