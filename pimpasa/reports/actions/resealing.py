"""A report gets another key, with all that is sealed under it: who had the one before opens none of it any more.

What was sealed stays as it was, within an envelope of the new key. Rows that are written later know the new key alone.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from pimpasa.accounts.models import Officer
from pimpasa.common.reading import ask_together
from pimpasa.evidence.actions import exhibits as evidence
from pimpasa.evidence.models import Exhibit
from pimpasa.evidence.queries import unsent_locked
from pimpasa.keys.models import DeskKey
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import act, record, unlogged
from pimpasa.reports.models import Attachment, Report, ReportGrant
from pimpasa.reports.queries.opened import OpenReport, former_keys_of, link_key
from pimpasa.reports.sealed_rows import UNDER_REPORT, SealedRows
from pimpasa.sealing import envelopes, grants
from pimpasa.vault.granting import granted


@act(Act.REPORT_RESEALED)
def seal_anew(
    *, report: Report, keys: Mapping[str, bytes], holders: Mapping[str, Sequence[DeskKey]], by: Officer
) -> bytes:
    """Give a locked report new keys, granted to these holders and no others; returns the one of its contents.

    `keys` are those of now, by purpose: of its contents, and of each part of its reporter's identity. The receipt opens
    it as before. Raises WrongKey or Damaged of sealing where something is not under the keys of now.
    """
    contents = ReportGrant.Purpose.CONTENTS.value
    new = {purpose: envelopes.new_key() for purpose in keys}
    former = former_keys_of(report, keys[contents])
    for part in report.identity_parts:
        setattr(report, part, _anew(getattr(report, part), keys[part], new[part]))
    _lead_receipt_on(report, [*former, keys[contents]], new[contents])
    report.save(update_fields=[*report.identity_parts, "receipt_wrap", "receipt_link", "former_keys"])
    _seal_rows(report, keys[contents], new[contents])
    report.grants.all().delete()
    report.refresh_from_db(fields=["envelope"])
    ReportGrant.objects.bulk_create(
        granted(ReportGrant(report=report, desk_key=holder, purpose=purpose), new[purpose])
        for purpose in keys
        for holder in holders[purpose]
    )
    record(report, by=by, sealed=report.envelope)
    return new[contents]


@unlogged("files that were not sent yet; they are the reporter's own until they are")
def bring_under(*, opened: OpenReport, exhibit_ids: Collection[UUID | str]) -> None:
    """Bring files that a reporter uploaded before the report was sealed anew under its key of now."""
    formers = former_keys_of(opened.report, opened.key)
    if not formers:
        return
    evidence.bring_under(exhibits=unsent_locked(exhibit_ids), formers=formers, key=opened.key)


def _lead_receipt_on(report: Report, former: Sequence[bytes], key: bytes) -> None:
    """Only its reporter has the receipt, so its public half takes the key; where there is none, see `link_key`."""
    if report.receipt_public is not None:
        public = bytes(report.receipt_public)
        report.receipt_wrap = grants.grant(key, to=public, context=report.receipt_context)
    else:
        report.receipt_link = envelopes.seal(key, key=link_key(former[0]), context=report.link_context)
    keys = {"keys": [earlier.hex() for earlier in former]}
    report.former_keys = envelopes.seal_json(keys, key=key, context=report.former_context)


def _seal_rows(report: Report, earlier: bytes, key: bytes) -> None:
    """Everything under its key, here and in what hangs on it: all of it is read in one statement.

    Who writes any of it holds the report's lock, so that the rows need none of their own.
    """
    attached = Attachment.objects.filter(report=report).values("exhibit")
    files = Exhibit.objects.filter(pk__in=attached).order_by("pk")
    questions = [_rows_of(sealed, report) for sealed in UNDER_REPORT]
    ask_together(files, *questions)
    for sealed, rows in zip(UNDER_REPORT, questions, strict=True):
        for row in rows:
            for column in sealed.columns:
                setattr(row, column, _anew(getattr(row, column), earlier, key))
        if rows:
            sealed.model._base_manager.bulk_update(rows, sealed.columns, batch_size=500)  # noqa: SLF001 - as below
    if files:
        evidence.seal_anew(exhibits=list(files), earlier=earlier, key=key)


def _rows_of(sealed: SealedRows, report: Report) -> QuerySet[Any, Any]:
    # Whatever manager the model has, none of its rows is left behind.
    rows = sealed.model._base_manager.filter(**{sealed.by: report.pk})  # noqa: SLF001 - Django documents it
    return rows.only("pk", *sealed.columns).order_by("pk")


def _anew(sealed: bytes | None, earlier: bytes, key: bytes) -> bytes | None:
    """Nothing stays nothing; what is not under the earlier key would be lost, so that it raises."""
    return envelopes.sealed_anew(bytes(sealed), earlier=earlier, key=key) if sealed else sealed
