"""One invitation, accepted several times at the same moment: one key, and a sentence for the others."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.test import Client

from pimpasa.accounts.actions import add_officer
from pimpasa.accounts.invitations import Way, token_of
from pimpasa.accounts.roles import Role
from pimpasa.keys.models import OfficerKey
from tests.factories.people import cast

PASSWORD = {"first": "empat-kata-yang-aneh", "second": "empat-kata-yang-aneh"}


@pytest.mark.django_db(transaction=True)
def test_one_is_let_in() -> None:
    office = cast()
    newcomer = add_officer(
        office=office.hadi.office, email="baru@contoh.invalid", name="Baru", role=Role.ANALYST, by=office.agus
    )
    path = f"/masuk/undangan/{newcomer.pk}/{token_of(newcomer, Way.ALONE)}/"

    def accept(_number: int) -> int:
        try:
            return Client().post(path, PASSWORD).status_code
        finally:
            connections.close_all()

    with ThreadPoolExecutor(6) as threads:
        answers = Counter(threads.map(accept, range(6)))
    assert answers == {200: 1, 410: 5}
    assert OfficerKey.objects.filter(officer=newcomer).count() == 1
