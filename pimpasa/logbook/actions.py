from __future__ import annotations

from pimpasa.evidence.actions import exhibits as evidence
from pimpasa.evidence.uploads import SealedUpload
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import act, record
from pimpasa.logbook.contents import Written
from pimpasa.logbook.models import SealedEntry
from pimpasa.sealing import envelopes


@act(Act.EXHIBIT_RECEIVED, idle="the entry has no photo")
def keep_entry(*, entry: SealedEntry, contents: Written, key: bytes, photo: SealedUpload | None, obtained: str) -> None:
    """Seal an entry and save it, its photo as evidence. Part of a verb of the log's, which writes the act of the entry.

    Raises ExhibitGone for a photo that did not arrive.
    """
    entry.envelope = envelopes.seal_json(contents.to_json(), key=key, context=entry.context)
    if photo is not None:
        exhibit = evidence.keep(upload=photo, key=key, obtained=obtained, expires_at=None)
        record(exhibit, by=entry.officer, digest=bytes(exhibit.digest or b""))
        entry.exhibit = exhibit
    entry.save(force_insert=True)
