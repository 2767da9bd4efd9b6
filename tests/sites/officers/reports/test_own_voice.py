"""A reporter wished that nobody knows their voice: nothing that leaves holds it, but for a reason of its own."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable

import pytest
from django.test import Client

from pimpasa.accounts.models import Officer
from pimpasa.ledger.acts import Act
from pimpasa.ledger.queries import entries_of
from pimpasa.referrals.opening.pieces import _may_go
from pimpasa.reports.opening import peek
from tests.factories.people import Cast, keyring
from tests.factories.sound import recorded, speech

SignIn = Callable[[Officer], Client]
REASON = "Karangan: diminta Pengadilan Negeri."


def taken(browser: Client, path: str, reason: str = REASON) -> tuple[int, bytes]:
    answer = browser.post(path, {"reason": reason})
    return answer.status_code, answer.getvalue()


def test_a_download_holds_the_changed_voice(office: Cast, signed_in: SignIn) -> None:
    _report, exhibit = recorded(voice_changed=True)
    status, content = taken(signed_in(office.sari), f"/petugas/bukti/{exhibit.pk}/asli/")
    assert (status, content[:4] == b"RIFF", content[:2] in (b"ID", b"\xff\xfb")) == (200, False, True)
    assert len(content) > 10_000


def test_an_export_holds_the_changed_voice_and_says_so(office: Cast, signed_in: SignIn) -> None:
    report, _exhibit = recorded(voice_changed=True)
    _status, content = taken(signed_in(office.dewi), f"/petugas/laporan/{report.pk}/ekspor/")
    with zipfile.ZipFile(io.BytesIO(content)) as bag:
        files = {name: bag.read(name) for name in bag.namelist()}
    (name,) = [name for name in files if "/bukti/" in name]
    (facts,) = json.loads(next(files[name] for name in files if name.endswith("laporan.json")))["files"]
    assert name.endswith("01-cerita-suara-diubah.mp3")
    assert (facts["voice_changed"], facts["original_kept_sealed"]) == (True, True)
    assert not [name for name, data in files.items() if speech()[44:2000] in data]


def test_the_original_opens_for_who_investigates_with_a_reason_in_the_log(office: Cast, signed_in: SignIn) -> None:
    _report, exhibit = recorded(voice_changed=True)
    path = f"/petugas/bukti/{exhibit.pk}/suara-asli/"
    assert taken(signed_in(office.sari), path)[0] == 403
    assert taken(signed_in(office.dewi), path, "sidang")[0] == 422
    assert taken(signed_in(office.dewi), path) == (200, speech())
    assert Act.VOICE_OPENED in [entry.act for entry in entries_of([exhibit.subject])]


@pytest.mark.parametrize("voice_changed", [True, False])
def test_no_partner_is_offered_an_original_whose_voice_is_hidden(office: Cast, voice_changed: bool) -> None:
    report, exhibit = recorded(voice_changed=voice_changed)
    assert _may_go(peek(report, keyring(office.dewi)), exhibit) is not voice_changed
