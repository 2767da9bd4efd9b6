"""Static files: collected with hashed names and compressed, once per change."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

from pimpasa.common.integrity import list_of
from pimpasa.ledger.actions import serve_code


def collect() -> bool:
    """Fill STATIC_ROOT when a source file changed since the last time; True when it did."""
    stamp = _stamp()
    fingerprint = _fingerprint()
    if are_collected() and stamp.read_text() == fingerprint:
        return False
    stamp.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    stamp.write_text(fingerprint)
    return True


def code() -> str:
    """The list of the scripts and styles that are served from here, as a statement names it."""
    return list_of(Path(settings.STATIC_ROOT), at=settings.STATIC_URL)


def tell() -> None:
    """Have everybody told of them, with the next batch of the public log."""
    serve_code(listed=code())


def are_collected() -> bool:
    """True when the static files were collected whole, though perhaps from older sources."""
    return _stamp().exists() and Path(settings.STATIC_ROOT).is_dir()


def _stamp() -> Path:
    return Path(settings.STATIC_ROOT).with_name("static.stamp")


def _fingerprint() -> str:
    digest = hashlib.sha256(settings.STORAGES["staticfiles"]["BACKEND"].encode())
    for line in sorted(_sources()):
        digest.update(line.encode())
    return digest.hexdigest()


def _sources() -> list[str]:
    lines = []
    for finder in get_finders():
        for name, storage in finder.list([]):
            # Not by its time, which an installer may set to the same for every version.
            digest = hashlib.sha256(Path(storage.path(name)).read_bytes()).hexdigest()
            lines.append(f"{name} {digest}\n")
    return lines
