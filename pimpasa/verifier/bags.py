"""What an export is: a bag (BagIt, RFC 8493) in one ZIP file, signed by the office. Plain Python.

<bag>/bagit.txt  bag-info.txt  manifest-sha256.txt  tagmanifest-sha256.txt
<bag>/tanda-tangan.txt    a signed note over the tag manifest's SHA-256
<bag>/kunci.txt           the keys of log and office, as the export claims them
<bag>/data/…              what was exported; data/catatan/*.tlog-proof prove its acts in the public
                        log, *.tlog-pledge are the log's word for those that had not come out yet
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from pimpasa.ledger import notes
from pimpasa.ledger.errors import Unproved

DECLARATION = b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
MANIFEST = "manifest-sha256.txt"
TAG_MANIFEST = "tagmanifest-sha256.txt"
SIGNATURE = "tanda-tangan.txt"
KEYS = "kunci.txt"
PROOFS = "data/catatan/"
HEADER = "pimpasa-bag/v1"


def manifest(digests: Mapping[str, str]) -> bytes:
    """A manifest: SHA-256 in hex and the path, one file a line; line breaks in names as RFC 8493, 2.1.3 writes them."""
    lines = (f"{digest}  {_escaped(path)}\n" for path, digest in sorted(digests.items()))
    return "".join(lines).encode()


def parse_manifest(content: bytes) -> dict[str, str]:
    """Digests by path. Raises Unproved for what is no manifest."""
    digests: dict[str, str] = {}
    for line in content.decode("utf-8", "replace").splitlines():
        digest, _, path = line.partition(" ")
        path = _unescaped(path.lstrip(" *"))
        if len(digest) != 64 or not path or path in digests:
            raise Unproved("the list of files is damaged")
        digests[path] = digest.lower()
    return digests


def info(facts: Iterable[tuple[str, str]]) -> bytes:
    return "".join(f"{name}: {' '.join(value.split())}\n" for name, value in facts).encode()


def sign(bag: str, tag_manifest: bytes, *, name: str, key: Ed25519PrivateKey) -> bytes:
    """The office's signature over everything that the tag manifest lists."""
    text = f"{HEADER}\n{bag}\n{hashlib.sha256(tag_manifest).hexdigest()}\n"
    return notes.signed(text, notes.log_verifier(name, key), key).encode()


def check_signature(note: bytes, bag: str, tag_manifest: bytes, office: notes.Verifier) -> None:
    """Raise Unproved unless this office signed this bag."""
    text, lines = notes.split_note(note.decode("utf-8", "replace"))
    if text != f"{HEADER}\n{bag}\n{hashlib.sha256(tag_manifest).hexdigest()}\n":
        raise Unproved("the signature belongs to another export, or its list of files was changed")
    notes.check_signed(text, lines, office)


def _escaped(path: str) -> str:
    return path.replace("%", "%25").replace("\n", "%0A").replace("\r", "%0D")


def _unescaped(path: str) -> str:
    return path.replace("%0A", "\n").replace("%0D", "\r").replace("%25", "%")
