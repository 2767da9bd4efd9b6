"""A paper goes with its case, one without a case after its own time; number, day and hash stay for its check page."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from pimpasa.evidence.actions import exhibits as evidence
from pimpasa.ledger import actions as ledger
from pimpasa.ledger.acts import Act
from pimpasa.papers import queries
from pimpasa.papers.models import Paper
from pimpasa.vault.actions import shred
from pimpasa.vault.models import GONE


def shred_due(*, on: date) -> int:
    """Erase every paper whose time is over; returns how many. Each is a transaction of its own."""
    erased = 0
    for paper in queries.due(on).iterator(500):
        _shred(paper)
        erased += 1
    return erased


@transaction.atomic
def _shred(paper: Paper) -> None:
    paper = Paper.objects.select_for_update(of=("self",)).select_related("pdf", "signed").get(pk=paper.pk)
    evidence.shred(exhibits=[exhibit for exhibit in (paper.pdf, paper.signed) if exhibit is not None])
    shred(paper, envelope=GONE, reason=None if paper.reason is None else GONE)
    ledger.append(act=Act.PAPER_SHREDDED, subject=paper.subject, actor=ledger.SYSTEM)
