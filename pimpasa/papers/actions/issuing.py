"""What is done with papers. One transaction holds each change and its ledger entry."""

from __future__ import annotations

from dataclasses import asdict, replace

from django.db import transaction
from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.cases.models import Case
from pimpasa.common import clock
from pimpasa.evidence.actions import exhibits as evidence
from pimpasa.evidence.media import media_type
from pimpasa.evidence.models import Exhibit
from pimpasa.evidence.uploads import SealedUpload
from pimpasa.keys.queries import sealing_key
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger import actions as ledger
from pimpasa.ledger.acts import Act
from pimpasa.papers import codes, layout, numbers, queries, rules
from pimpasa.papers.contents import PaperContents
from pimpasa.papers.kinds import PaperKind
from pimpasa.papers.layout import Issue
from pimpasa.papers.models import Paper, PaperCounter, PaperGrant
from pimpasa.papers.opening.papers import OpenPaper, peek
from pimpasa.papers.states import PaperStep
from pimpasa.sealing import envelopes
from pimpasa.territory.models import Desk
from pimpasa.vault.granting import granted

BY_THE_OFFICE = "office"
SIGNED_AS = ("application/pdf", "image/jpeg", "image/png")


@transaction.atomic
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
        rules.check_replaces(officer, _locked(replaces), kind, case)
    key = envelopes.new_key()
    paper = Paper(office=unit.office, unit=unit, case=case, kind=kind, drafted_by=officer, drafted_at=clock.now())
    paper.replaces = replaces
    _seal(paper, key, PaperContents(fields=_kept(fields), person=person.strip()))
    paper.save(force_insert=True)
    granted(PaperGrant(paper=paper, desk_key=sealing_key(unit)), key).save(force_insert=True)
    _log(Act.PAPER_DRAFTED, paper, keyring, ledger.digest_of(paper.envelope))
    return paper


@transaction.atomic
def change(*, paper: Paper, fields: dict[str, str], keyring: Keyring, person: str = "") -> None:
    """Write a draft anew."""
    paper = _locked(paper)
    rules.check_step(keyring.officer, paper, PaperStep.CHANGE)
    kind = PaperKind(paper.kind)
    rules.check_may_draft(keyring.officer, kind, paper.case, unit=paper.unit, person=person)
    rules.check_fields(kind, fields)
    opened = peek(paper, keyring)
    _seal(paper, opened.key, replace(opened.contents, fields=_kept(fields), person=person.strip()))
    paper.save(update_fields=["envelope"])
    _log(Act.PAPER_CHANGED, paper, keyring, ledger.digest_of(paper.envelope))


def issue(*, paper: Paper, address: str, keyring: Keyring) -> Paper:
    """Give a draft the office's next number of its kind, today's date and its check code, and keep it as PDF/A.

    `address` is the site's own, where the code can be checked. A paper that this one replaces is replaced with it.
    Raises Refused by the rules, TemplateFault, StoreUnavailable; then no number is used.
    """
    uploads: list[SealedUpload] = []
    try:
        return _issue(paper, address, keyring, uploads)
    except BaseException:
        for upload in uploads:
            upload.discard()
        raise


@transaction.atomic
def _issue(paper: Paper, address: str, keyring: Keyring, uploads: list[SealedUpload]) -> Paper:
    paper = _locked(paper)
    opened = peek(paper, keyring)
    paper.state = rules.check_issue(keyring.officer, paper, opened.contents)
    given = Issue(_next_number(paper), clock.today(), codes.new_code(), address)
    version, pdf = _set(opened, given)
    uploads.append(SealedUpload.of(pdf, name=f"{given.number}.pdf", declared="application/pdf"))
    paper.pdf = _keep(uploads[0], opened.key, keyring)
    paper.sha256 = uploads[0].sha256.digest()
    paper.number, paper.issued_on, paper.issued_by = given.number, given.day, keyring.officer
    paper.check_id = codes.id_of(given.code)
    _seal(paper, opened.key, replace(opened.contents, template=version, code=given.code, address=address))
    paper.save()
    _log(Act.PAPER_ISSUED, paper, keyring, paper.sha256)
    if paper.replaces is not None:
        _replace(paper.replaces, keyring)
    return paper


@transaction.atomic
def keep_signed(*, paper: Paper, upload: SealedUpload, keyring: Keyring) -> None:
    """Keep the paper as it was signed, scanned or photographed. Raises Refused, ExhibitGone."""
    paper = _locked(paper)
    paper.state = rules.check_step(keyring.officer, paper, PaperStep.SIGN)
    if media_type(upload.head) not in SIGNED_AS:
        raise Refused(_("Choose a PDF, or a photo as JPEG or PNG."))
    paper.signed = _keep(upload, peek(paper, keyring).key, keyring)
    paper.signed_sha256 = upload.sha256.digest()
    paper.save(update_fields=["state", "signed", "signed_sha256"])
    _log(Act.PAPER_SIGNED, paper, keyring, paper.signed_sha256)


@transaction.atomic
def cancel(*, paper: Paper, reason: str, keyring: Keyring) -> None:
    """Cancel a paper; a number it has stays used."""
    paper = _locked(paper)
    paper.state = rules.check_cancel(keyring.officer, paper, reason)
    key = peek(paper, keyring).key
    paper.reason = envelopes.seal_json({"text": reason.strip()}, key=key, context=paper.reason_context)
    paper.save(update_fields=["state", "reason"])
    _log(Act.PAPER_CANCELLED, paper, keyring, ledger.digest_of(paper.reason))


def _set(opened: OpenPaper, given: Issue) -> tuple[int, bytes]:
    office, kind = opened.paper.office, PaperKind(opened.paper.kind)
    version, source = queries.template_of(office, kind)
    head = queries.head_of(queries.letterhead_of(office))
    return version, layout.issued(kind, opened.contents.fields, head, given, source=source).pdf


def _next_number(paper: Paper) -> str:
    """The next number of the office, kind and year; concurrent callers wait for the row's lock."""
    kind, day = PaperKind(paper.kind), clock.today()
    PaperCounter.objects.get_or_create(office=paper.office, kind=kind, year=day.year)
    counter = PaperCounter.objects.select_for_update().get(office=paper.office, kind=kind, year=day.year)
    counter.last += 1
    counter.save(update_fields=["last"])
    pattern = queries.patterns_of(paper.office)[kind]
    number = numbers.number(pattern, code=kind.code, count=counter.last, day=day)
    if Paper.objects.filter(office=paper.office, number=number).exists():
        raise Refused(_("The number %(number)s is taken. Change how numbers are written.") % {"number": number})
    return number


def _replace(earlier: Paper, keyring: Keyring) -> None:
    earlier = _locked(earlier)
    earlier.state = rules.check_step(keyring.officer, earlier, PaperStep.REPLACE)
    earlier.save(update_fields=["state"])
    _log(Act.PAPER_REPLACED, earlier, keyring, bytes(earlier.sha256 or b""))


def _keep(upload: SealedUpload, key: bytes, keyring: Keyring) -> Exhibit:
    exhibit = evidence.keep(upload=upload, key=key, obtained=BY_THE_OFFICE, expires_at=None)
    actor, digest = keyring.officer.actor, bytes(exhibit.digest or b"")
    ledger.append(act=Act.EXHIBIT_RECEIVED, subject=exhibit.subject, actor=actor, digest=digest)
    return exhibit


def _kept(fields: dict[str, str]) -> dict[str, str]:
    return {name: value.strip() for name, value in fields.items() if value.strip()}


def _seal(paper: Paper, key: bytes, contents: PaperContents) -> None:
    paper.envelope = envelopes.seal_json(asdict(contents), key=key, context=paper.context)


def _locked(paper: Paper) -> Paper:
    rows = Paper.objects.select_for_update(of=("self",))
    return rows.select_related("unit", "office", "case__unit", "replaces", "pdf", "signed").get(pk=paper.pk)


def _log(act: Act, paper: Paper, keyring: Keyring, digest: bytes) -> None:
    ledger.append(act=act, subject=paper.subject, actor=keyring.officer.actor, digest=digest)
