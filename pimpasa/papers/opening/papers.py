"""How an officer's keyring opens a paper."""

from __future__ import annotations

from dataclasses import dataclass

from pimpasa.evidence.opening.files import original
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import act, record
from pimpasa.papers import layout, queries, rules
from pimpasa.papers.contents import PaperContents
from pimpasa.papers.kinds import PaperKind
from pimpasa.papers.models import Paper, PaperStays
from pimpasa.papers.typesetting import Typeset
from pimpasa.sealing import envelopes
from pimpasa.vault.opening import key_of


@dataclass(frozen=True)
class OpenPaper:
    paper: Paper
    key: bytes
    contents: PaperContents
    reason: str


def peek(paper: Paper, keyring: Keyring) -> OpenPaper:
    """Open a paper by the rules without a ledger entry of its own: part of an act that writes one."""
    rules.check_view(keyring.officer, paper)
    key = key_of(paper, keyring)
    contents = PaperContents(**envelopes.open_json(bytes(paper.envelope), key=key, context=paper.context))
    return OpenPaper(paper, key, contents, _reason(paper, key))


@act(Act.PAPER_VIEWED)
def open_paper(*, paper: Paper, keyring: Keyring) -> OpenPaper:
    """Open a paper for reading; the opening is logged. Raises Refused by the rules, NotGranted."""
    opened = peek(paper, keyring)
    record(paper, by=keyring.officer)
    return opened


@act(Act.PAPER_TAKEN_OUT, idle="there is no such file")
def take_out(*, paper: Paper, keyring: Keyring, signed: bool = False) -> bytes | None:
    """The PDF as issued, or its signed copy as it was handed in; that is logged. None where there is none.

    Raises StoreUnavailable of evidence.
    """
    opened = peek(paper, keyring)
    exhibit = paper.signed if signed else paper.pdf
    if exhibit is None:
        return None
    content = b"".join(original(exhibit, key=opened.key))
    record(paper, by=keyring.officer)
    return content


def typeset_draft(opened: OpenPaper, *, pictures: bool) -> Typeset:
    """A draft as it would look, marked as one. Raises as `typesetting.typeset`."""
    office = opened.paper.office
    kind = PaperKind(opened.paper.kind)
    _version, source = queries.template_of(office, kind)
    head = queries.head_of(queries.letterhead_of(office))
    return layout.draft(kind, opened.contents.fields, head, source=source, pictures=pictures)


def stays_of(opened: OpenPaper) -> list[tuple[PaperStays, str]]:
    """When somebody said that the paper stays as it is, oldest first, each with why."""
    rows = list(PaperStays.objects.filter(paper=opened.paper).select_related("officer"))
    for row in rows:
        row.paper = opened.paper
    return [
        (row, str(envelopes.open_json(bytes(row.reason), key=opened.key, context=row.context)["text"])) for row in rows
    ]


def _reason(paper: Paper, key: bytes) -> str:
    if paper.reason is None:
        return ""
    return str(envelopes.open_json(bytes(paper.reason), key=key, context=paper.reason_context)["text"])
