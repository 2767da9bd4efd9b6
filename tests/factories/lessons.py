"""Learning pages that an office wrote."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from pimpasa.accounts.models import Officer
from pimpasa.education.actions import PageWords, publish_page, write_page
from pimpasa.education.models import OfficePage

WORDS = PageWords(
    title="Karangan: jadwal konsultasi",
    body="Datang saja. Bawa surat tawaran kerja.\n\n## Kapan\n\n- Selasa pagi",
    sources="Karangan: papan kantor, 2026",
    last_verified=date(2026, 1, 5),
)


def written(by: Officer, **words: Any) -> OfficePage:
    assert by.office is not None
    return write_page(office=by.office, page=None, words=replace(WORDS, **words), by=by)


def published(by: Officer, **words: Any) -> OfficePage:
    page = written(by, **words)
    publish_page(page=page, by=by)
    return page
