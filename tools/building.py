"""Builds the wheel: setuptools, asked for everything that lies in pimpasa/, and the same bytes from the same files.

What is made from other files (styles, scripts, translations, the territory) has to be there: `make setup` makes it.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from setuptools import build_meta
from setuptools.build_meta import (
    build_editable,
    get_requires_for_build_editable,
    get_requires_for_build_sdist,
    get_requires_for_build_wheel,
    prepare_metadata_for_build_editable,
)

__all__ = (
    "build_editable",
    "build_sdist",
    "build_wheel",
    "get_requires_for_build_editable",
    "get_requires_for_build_sdist",
    "get_requires_for_build_wheel",
    "prepare_metadata_for_build_editable",
)

ROOT = Path(__file__).resolve().parents[1]
OLDEST = 315532800  # 1980, where a zip file's times begin
# One of each kind that is made; `tests/config/test_wheel.py` compares every file.
MADE = (
    "licences.txt",
    "locale/id/LC_MESSAGES/django.mo",
    "sites/common/static/common/pimpasa.css",
    "sites/common/static/common/pimpasa.js",
    "sites/common/static/common/plus-jakarta-sans.woff2",
    "territory/content/points.csv",
)

Settings = dict[str, Any] | None


def build_wheel(folder: str, settings: Settings = None, metadata: str | None = None) -> str:
    require_made()
    with _nothing_of_before():
        name = build_meta.build_wheel(folder, settings, metadata)
    settle(Path(folder) / name, _moment())
    return name


def build_sdist(folder: str, settings: Settings = None) -> str:
    require_made()
    with _nothing_of_before():
        return build_meta.build_sdist(folder, settings)


def require_made() -> None:
    if missing := [name for name in MADE if not (ROOT / "pimpasa" / name).exists()]:
        raise SystemExit(f"pimpasa/{missing[0]} is not made yet; make it with: make setup")


def settle(wheel: Path, moment: int) -> None:
    """One time, one mode and one order for all files: whose computer it was, and when, changes no byte."""
    date = time.gmtime(max(moment, OLDEST))[:6]
    with zipfile.ZipFile(wheel) as file:
        contents = {name: file.read(name) for name in sorted(file.namelist())}
    with zipfile.ZipFile(wheel, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as file:
        for name, content in contents.items():
            entry = zipfile.ZipInfo(name, date)
            entry.external_attr = 0o100644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(entry, content)


def _moment() -> int:
    """SOURCE_DATE_EPOCH, else the commit's, else the oldest there is."""
    asked = os.environ.get("SOURCE_DATE_EPOCH")
    if not asked:
        words = ["git", "-C", str(ROOT), "log", "-1", "--format=%ct"]
        try:
            asked = subprocess.run(words, capture_output=True, text=True, check=True).stdout
        except (OSError, subprocess.CalledProcessError):
            return OLDEST
    return int(asked)


@contextmanager
def _nothing_of_before() -> Iterator[None]:
    """Setuptools keeps a copy and a list of files beside the program: what was deleted since would be in them."""
    with tempfile.TemporaryDirectory() as folder:
        options = Path(folder) / "options.cfg"
        options.write_text(f"[build]\nbuild_base={folder}\n[egg_info]\negg_base={folder}\n")
        before = os.environ.get("DIST_EXTRA_CONFIG")
        os.environ["DIST_EXTRA_CONFIG"] = str(options)
        try:
            yield
        finally:
            del os.environ["DIST_EXTRA_CONFIG"]
            if before is not None:
                os.environ["DIST_EXTRA_CONFIG"] = before
