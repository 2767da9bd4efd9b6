"""A copy of a picture in which faces, plates or names are covered, as an exhibit of its own. The original stays."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from pimpasa.accounts.models import Officer
from pimpasa.evidence.actions import exhibits as evidence
from pimpasa.evidence.models import Exhibit
from pimpasa.evidence.opening.files import facts_of
from pimpasa.evidence.opening.previews import redacted
from pimpasa.evidence.uploads import SealedUpload
from pimpasa.handling import rules
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import act, record
from pimpasa.reports.errors import SealedAnew
from pimpasa.reports.kinds import Obtained
from pimpasa.reports.models import Attachment, Report
from pimpasa.reports.queries.locks import locked
from pimpasa.reports.queries.opened import is_under
from pimpasa.vault.opening import key_of


def make_redacted_copy(
    *, report: Report, exhibit: Exhibit, areas: Sequence[Sequence[float]], keyring: Keyring
) -> Exhibit:
    """Cover `areas` (left, top, width, height in percent) of a picture, each with one flat colour.

    Raises Refused by the rules, NotViewable where it is no picture, StoreUnavailable.
    """
    rules.check_redact(keyring.officer, report, areas)
    key = key_of(report, keyring)
    jpeg = redacted(exhibit, key=key, areas=areas)
    name = _("covered-%(name)s.jpg") % {"name": facts_of(exhibit, key=key).name.rpartition(".")[0]}
    upload = SealedUpload.of(jpeg, name=name, declared="image/jpeg")
    try:
        return keep_copy(upload=upload, report=report, original=exhibit, key=key, by=keyring.officer)
    except BaseException:
        upload.discard()
        raise


@act(Act.EXHIBIT_REDACTED)
def keep_copy(*, upload: SealedUpload, report: Report, original: Exhibit, key: bytes, by: Officer) -> Exhibit:
    """Keep what was covered beside its original; apart from the covering, which takes longer than a lock should."""
    report = locked(report)
    if not is_under(report, key):
        raise SealedAnew
    copy = evidence.keep(upload=upload, key=key, obtained=Obtained.COPY, expires_at=None)
    Attachment.objects.create(report=report, exhibit=copy, copy_of=original)
    record(copy, by=by, digest=bytes(copy.digest or b""))
    return copy
