"""A paper is drafted, issued under its number, kept as it was signed, cancelled, and replaced."""

from __future__ import annotations

from dataclasses import asdict, replace

from pimpasa.cases.models import Case
from pimpasa.common import clock
from pimpasa.evidence.actions import exhibits as evidence
from pimpasa.evidence.models import Exhibit
from pimpasa.evidence.uploads import SealedUpload
from pimpasa.keys.queries import sealing_key
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import act, record
from pimpasa.letters.actions import letters
from pimpasa.letters.contents import LetterContents
from pimpasa.letters.models import Letter
from pimpasa.letters.queries import officers_among, villages_in
from pimpasa.papers import codes, layout, numbers, orders, queries, rules
from pimpasa.papers.contents import PaperContents
from pimpasa.papers.kinds import PaperKind
from pimpasa.papers.layout import Issue
from pimpasa.papers.models import Paper, PaperCounter, PaperGrant, PaperStays
from pimpasa.papers.opening.papers import OpenPaper, peek
from pimpasa.papers.states import PaperStep
from pimpasa.sealing import envelopes
from pimpasa.territory.models import Desk
from pimpasa.vault.granting import granted

BY_THE_OFFICE = "office"


@act(Act.PAPER_DRAFTED)
def draft(
    *,
    kind: PaperKind,
    unit: Desk,
    fields: dict[str, str],
    keyring: Keyring,
    case: Case | None = None,
    person: str = "",
    replaces: Paper | None = None,
) -> Paper:
    """Begin a paper of a unit, about a case or none. Raises Refused by the rules."""
    officer = keyring.officer
    rules.check_may_draft(officer, kind, case, unit=unit, person=person)
    rules.check_fields(kind, fields)
    if replaces is not None:
        rules.check_replaces(officer, queries.locked_paper(replaces), kind, case)
    key = envelopes.new_key()
    paper = Paper(office=unit.office, unit=unit, case=case, kind=kind, drafted_by=officer, drafted_at=clock.now())
    paper.replaces = replaces
    _seal(paper, key, PaperContents(fields=_filled_in(fields), person=person.strip()))
    paper.save(force_insert=True)
    granted(PaperGrant(paper=paper, desk_key=sealing_key(unit)), key).save(force_insert=True)
    record(paper, by=officer, sealed=paper.envelope)
    return paper


@act(Act.PAPER_CHANGED)
def change(*, paper: Paper, fields: dict[str, str], keyring: Keyring, person: str = "") -> None:
    """Write a draft anew. Raises Refused by the rules."""
    paper = queries.locked_paper(paper)
    rules.check_step(keyring.officer, paper, PaperStep.CHANGE)
    kind = PaperKind(paper.kind)
    rules.check_may_draft(keyring.officer, kind, paper.case, unit=paper.unit, person=person)
    rules.check_fields(kind, fields)
    opened = peek(paper, keyring)
    _seal(paper, opened.key, replace(opened.contents, fields=_filled_in(fields), person=person.strip()))
    paper.save(update_fields=["envelope"])
    record(paper, by=keyring.officer, sealed=paper.envelope)


def issue(*, paper: Paper, address: str, keyring: Keyring) -> Paper:
    """Give a draft the office's next number of its kind, today's date and its check code, and keep it as PDF/A.

    `address` is the site's own, where the code can be checked. A paper that this one replaces is replaced with it.
    Raises Refused by the rules, TemplateFault, StoreUnavailable; then no number is used, and no file is left behind.
    """
    uploads: list[SealedUpload] = []
    try:
        return give_number(paper=paper, address=address, keyring=keyring, uploads=uploads)
    except BaseException:
        for upload in uploads:
            upload.discard()
        raise


@act(Act.PAPER_ISSUED, Act.EXHIBIT_RECEIVED, Act.PAPER_REPLACED)
def give_number(*, paper: Paper, address: str, keyring: Keyring, uploads: list[SealedUpload]) -> Paper:
    """As `issue`; what goes to the object store is put into `uploads` first, so that a rollback can take it back."""
    paper = queries.locked_paper(paper)
    opened = peek(paper, keyring)
    paper.state = rules.check_issue(keyring.officer, paper, opened.contents)
    issue = Issue(_next_number(paper), clock.today(), codes.new_code(), address)
    version, pdf = _typeset(opened, issue)
    upload = SealedUpload.of(pdf, name=f"{issue.number}.pdf", declared="application/pdf")
    uploads.append(upload)
    paper.pdf = _keep(upload, opened.key, keyring)
    paper.sha256 = upload.sha256.digest()
    paper.number = issue.number
    paper.issued_on = issue.day
    paper.issued_by = keyring.officer
    paper.check_id = codes.id_of(issue.code)
    _seal(paper, opened.key, replace(opened.contents, template=version, code=issue.code, address=address))
    paper.save()
    record(paper, by=keyring.officer, act=Act.PAPER_ISSUED, digest=paper.sha256)
    if paper.replaces is not None:
        _replace(paper.replaces, keyring)
    return paper


@act(Act.PAPER_SIGNED, Act.EXHIBIT_RECEIVED)
def keep_signed(*, paper: Paper, upload: SealedUpload, keyring: Keyring) -> None:
    """Keep the paper as it was signed, scanned or photographed; a surat perintah is in force from then on.

    Raises Refused, ExhibitGone.
    """
    paper = queries.locked_paper(paper)
    opened = peek(paper, keyring)
    paper.state = rules.check_step(keyring.officer, paper, PaperStep.SIGN)
    rules.check_signed_copy(upload.head)
    paper.signed = _keep(upload, opened.key, keyring)
    paper.signed_sha256 = upload.sha256.digest()
    if paper.kind == PaperKind.WARRANT:
        paper.letter = _put_in_force(paper, opened.contents.fields, keyring)
    paper.save(update_fields=["state", "signed", "signed_sha256", "letter"])
    record(paper, by=keyring.officer, act=Act.PAPER_SIGNED, digest=paper.signed_sha256)


def _put_in_force(paper: Paper, fields: dict[str, str], keyring: Keyring) -> Letter:
    officers, strangers = officers_among(orders.people_of(fields), paper.office)
    places = [line.strip() for line in fields["tempat"].splitlines() if line.strip()]
    contents = LetterContents(
        signer=orders.signer_of(fields),
        task=fields["tugas"],
        places=places,
        villages=[village.pk for village in villages_in(fields["tempat"], paper.office)],
        basis=fields["dasar"],
        unknown=", ".join(strangers),
    )
    facts = orders.facts_of(paper.number, fields)
    return letters.write(unit=paper.unit, facts=facts, contents=contents, officers=officers, keyring=keyring)


@act(Act.PAPER_CANCELLED)
def cancel(*, paper: Paper, reason: str, keyring: Keyring) -> None:
    """Cancel a paper; a number it has stays used. Raises Refused by the rules."""
    paper = queries.locked_paper(paper)
    paper.state = rules.check_cancel(keyring.officer, paper, reason)
    key = peek(paper, keyring).key
    paper.reason = envelopes.seal_json({"text": reason.strip()}, key=key, context=paper.reason_context)
    paper.save(update_fields=["state", "reason"])
    record(paper, by=keyring.officer, sealed=paper.reason)


@act(Act.PAPER_STAYS)
def let_stand(*, paper: Paper, reason: str, keyring: Keyring) -> PaperStays:
    """Say that a paper stays as it is though something of its case was corrected since. Raises Refused by the rules."""
    paper = queries.locked_paper(paper)
    rules.check_let_stand(keyring.officer, paper, reason, is_outdated=queries.is_outdated(paper))
    stays = PaperStays(paper=paper, officer=keyring.officer, at=clock.now())
    key = peek(paper, keyring).key
    stays.reason = envelopes.seal_json({"text": reason.strip()}, key=key, context=stays.context)
    stays.save(force_insert=True)
    record(paper, by=keyring.officer, sealed=stays.reason)
    return stays


def _typeset(opened: OpenPaper, issue: Issue) -> tuple[int, bytes]:
    """The version of the template that it was set with, and the PDF."""
    office = opened.paper.office
    kind = PaperKind(opened.paper.kind)
    version, source = queries.template_of(office, kind)
    head = queries.head_of(queries.letterhead_of(office))
    return version, layout.issued(kind, opened.contents.fields, head, issue, source=source).pdf


def _next_number(paper: Paper) -> str:
    """The next number of the office, kind and year; concurrent callers wait for the row's lock."""
    kind = PaperKind(paper.kind)
    day = clock.today()
    PaperCounter.objects.get_or_create(office=paper.office, kind=kind, year=day.year)
    counter = PaperCounter.objects.select_for_update().get(office=paper.office, kind=kind, year=day.year)
    counter.last += 1
    counter.save(update_fields=["last"])
    pattern = queries.patterns_of(paper.office)[kind]
    number = numbers.number(pattern, code=kind.code, count=counter.last, day=day)
    rules.check_number_is_free(paper.office, number)
    return number


def _replace(earlier: Paper, keyring: Keyring) -> None:
    earlier = queries.locked_paper(earlier)
    earlier.state = rules.check_step(keyring.officer, earlier, PaperStep.REPLACE)
    earlier.save(update_fields=["state"])
    if earlier.letter is not None:
        letters.replaced(letter=earlier.letter, by=keyring.officer)
    record(earlier, by=keyring.officer, act=Act.PAPER_REPLACED, digest=bytes(earlier.sha256 or b""))


def _keep(upload: SealedUpload, key: bytes, keyring: Keyring) -> Exhibit:
    exhibit = evidence.keep(upload=upload, key=key, obtained=BY_THE_OFFICE, expires_at=None)
    record(exhibit, by=keyring.officer, act=Act.EXHIBIT_RECEIVED, digest=bytes(exhibit.digest or b""))
    return exhibit


def _filled_in(fields: dict[str, str]) -> dict[str, str]:
    return {name: value.strip() for name, value in fields.items() if value.strip()}


def _seal(paper: Paper, key: bytes, contents: PaperContents) -> None:
    paper.envelope = envelopes.seal_json(asdict(contents), key=key, context=paper.context)
