"""Who oversees an office reads that its data came out of a backup, and why out of an older one."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from pimpasa.common import clock
from pimpasa.installation.actions import found, renumber
from pimpasa.installation.models import Restoration
from tests.factories.people import Cast

if TYPE_CHECKING:
    from tests.sites.conftest import SignIn

pytestmark = pytest.mark.django_db
PAGE = "/petugas/catatan/"


def restored(*, newest_size: int | None = None, reason: str = "") -> None:
    made = datetime(2026, 11, 20, 3, tzinfo=UTC)
    number = found().number
    renumber(
        restoration=Restoration(
            restored_at=clock.now(), made_at=made, came_from=number, signed=7, newest_size=newest_size, reason=reason
        )
    )


def test_it_stands_above_the_acts_for_who_oversees(office: Cast, signed_in: SignIn) -> None:
    rina = signed_in(office.rina)
    assert "dipulihkan pada" not in rina.get(PAGE).content.decode()
    restored()
    page = rina.get(PAGE).content.decode()
    assert "20 November 2026" in page
    assert "Alasan dari yang memulihkannya" not in page


def test_an_older_one_with_its_reason(office: Cast, signed_in: SignIn) -> None:
    restored(newest_size=9, reason="disk <baru> dicuri")
    page = signed_in(office.hadi).get(PAGE).content.decode()
    assert "disk &lt;baru&gt; dicuri" in page
