"""Another kind after an offer was taken over, whose signs the resident never looked at: an ordinary way."""

import pytest
from django.test import Client

from tests.factories.people import cast

OFFER = (
    "Kerja di luar negeri tanpa kontrak, paspor dipegang agen, gaji dipotong untuk utang, berangkat pakai visa turis."
)


@pytest.mark.django_db
def test_it_goes_on() -> None:
    cast()
    resident = Client()
    assert resident.post("/lapor/dari-lowongan/", {"text": OFFER}).status_code == 302
    for kind in ("foreigner", "pmi", "tppo"):
        assert resident.post("/lapor/", {"kind": kind, "narrative": OFFER, "whole": "1"}).status_code == 302
