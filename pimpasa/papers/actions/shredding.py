"""A paper goes with its case, one without a case after its own time; number, day and hash stay for its check page."""

from __future__ import annotations

from datetime import date

from pimpasa.common.batches import each
from pimpasa.evidence.actions import exhibits as evidence
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import SYSTEM, act, record
from pimpasa.letters.actions.shredding import erase
from pimpasa.papers import queries
from pimpasa.papers.models import Paper, PaperStays
from pimpasa.vault.actions import set_aside, shred
from pimpasa.vault.models import GONE


def shred_due(*, on: date) -> int:
    """Set aside every paper whose time is over, and erase those whose grace is; returns how many of both.

    Each is a transaction of its own.
    """
    aside = list(queries.to_be_set_aside(on))
    for paper in aside:
        set_aside(thing=paper)
    erased = 0
    for paper in each(queries.to_be_erased(on), 500):
        erase_paper(paper=paper)
        erased += 1
    return len(aside) + erased


@act(Act.PAPER_SHREDDED)
def erase_paper(*, paper: Paper) -> None:
    """Destroy a paper's key and files, and empty what was sealed."""
    paper = queries.locked_paper(paper)
    evidence.shred(exhibits=[exhibit for exhibit in (paper.pdf, paper.signed) if exhibit is not None])
    if paper.letter is not None:
        erase(letter=paper.letter)
    PaperStays.objects.filter(paper=paper).update(reason=GONE)
    sealed = bytes(paper.envelope)
    shred(paper, envelope=GONE, reason=None if paper.reason is None else GONE)
    record(paper, by=SYSTEM, sealed=sealed)
