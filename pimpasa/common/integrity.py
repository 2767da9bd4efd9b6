"""The scripts and style sheets that browsers get, as one list that anybody can compare with what they were sent.

    pimpasa/code@v1
    sha256-<base64>  /static/public/story.4f1c….js

A line each, by its address. Two installations of one release have the same list.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from pathlib import Path

HEADER = "pimpasa/code@v1"
KINDS = (".css", ".js")


def integrity(content: bytes) -> str:
    """A digest as browsers compare it (Subresource Integrity)."""
    return f"sha256-{base64.b64encode(hashlib.sha256(content).digest()).decode()}"


def list_of(folder: Path, *, at: str) -> str:
    """The list of what lies in a folder and is served `at` an address."""
    return "\n".join([HEADER, *_lines(folder, at)]) + "\n"


def read_list(text: str) -> dict[str, str]:
    """The digest that each address has to have. Raises ValueError for what is no such list."""
    header, *lines = text.splitlines()
    parts = [line.split("  ") for line in lines]
    if header != HEADER or any(len(part) != 2 for part in parts):
        raise ValueError("this is no list of code")
    return {address: digest for digest, address in parts}


def _lines(folder: Path, at: str) -> Iterator[str]:
    for path in sorted(folder.rglob("*")):
        if path.suffix in KINDS:
            yield f"{integrity(path.read_bytes())}  {at}{path.relative_to(folder).as_posix()}"
