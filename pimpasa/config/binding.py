"""Whether database, keys, data folder and store belong together; what does not fit does not start."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from django.conf import settings

from pimpasa.config import anchors, environment
from pimpasa.config.errors import Fault
from pimpasa.config.installation import require_tables
from pimpasa.evidence import store
from pimpasa.evidence.errors import StoreUnavailable
from pimpasa.installation import actions, queries
from pimpasa.installation.models import Restoration
from pimpasa.ledger import notes, signing
from pimpasa.ledger.errors import Unproved
from pimpasa.ledger.queries import newest_checkpoint

FILE = "installation"


def bind() -> str:
    """Found the installation where the database has none, or compare; returns a warning where the store is another's.

    Raises Fault, one line, for keys or a data folder of another installation.
    """
    own = queries.installation()
    if own is None:
        _require_new()
        own = actions.found()
    elif key := queries.misfit(own):
        environment.forget_new_keys()
        raise Fault(f"this machine's {key} is not the one of the installation in this database; bring its own here")
    _bind_folder(own.number)
    return warning()


def bind_program() -> str:
    """Before it serves: tables of its version, keys and a folder that fit, a log that goes on; the rest as `bind`."""
    require_tables()
    line = bind()
    anchors.require()
    return line


def require() -> None:
    """Raise Fault for keys or a data folder of another installation; found and write nothing."""
    own = queries.installation()
    if own is None:
        _require_new()
        return
    if key := queries.misfit(own):
        raise Fault(f"this machine's {key} is not the one of the installation in this database; bring its own here")
    if _file().exists():
        _bind_folder(own.number)


def read_keys() -> None:
    """After a restore: this process goes by the keys that came with the backup, not by those it made at its start."""
    values = environment.values()
    settings.LEDGER_SEED = environment.ledger_seed(values, settings.DATA)
    settings.LINK_KEY = environment.link_key(values, settings.DATA)


def require_folder_of(number: UUID) -> None:
    """Before a restore: raise Fault where this data folder is another installation's."""
    if _file().exists() and _file().read_text().strip() != str(number):
        raise Fault(
            f"{settings.DATA} belongs to installation {_file().read_text().strip()}, the backup to {number}: "
            "bring it into another PIMPASA_DATA"
        )


def bind_copy(restoration: Restoration) -> None:
    """After a restore: the copy gets a number of its own, which its store and this data folder bear."""
    number = actions.renumber(restoration=restoration).number
    _file().unlink(missing_ok=True)
    _bind_folder(number)
    store.own()


def warning() -> str:
    """One line where the store for files belongs to another installation; empty where all is well."""
    try:
        if store.is_ours():
            return ""
    except StoreUnavailable:
        return ""  # doctor says what is wrong with it; a store that is out for an hour stops nobody from starting
    return (
        f"{settings.EVIDENCE_STORE} belongs to another installation: no file is kept or removed there. "
        "Where this one takes its place for good: pimpasa store own; else give it a store of its own: "
        "PIMPASA_EVIDENCE_STORE"
    )


def _require_new() -> None:
    if _file().exists():
        raise Fault(
            f"{settings.DATA} belongs to installation {_file().read_text().strip()}, and this database to none: "
            "name that installation's database, or another PIMPASA_DATA"
        )
    newest = newest_checkpoint()
    if newest is None:
        return
    try:
        notes.open_note(newest.note, signing.verifier())
    except Unproved as other:
        environment.forget_new_keys()
        raise Fault("this machine's ledger-key did not sign the log in this database; bring its own here") from other


def _bind_folder(number: UUID) -> None:
    path = _file()
    if not path.exists():
        path.write_text(f"{number}\n")
        path.chmod(0o600)
    elif path.read_text().strip() != str(number):
        raise Fault(
            f"{settings.DATA} belongs to installation {path.read_text().strip()}, the database to {number}: "
            "name the other database, or another PIMPASA_DATA"
        )


def _file() -> Path:
    return Path(settings.DATA) / FILE
