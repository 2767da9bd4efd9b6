"""Acts of a kind are found without reading all others, however rare they are."""

from __future__ import annotations

import pytest
from django.db import connection

from pimpasa.ledger.acts import Act
from pimpasa.ledger.models import COMMONEST
from pimpasa.ledger.queries import entries
from tests.factories.acts import acts

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("act", [Act.CASE_OPENED, Act.TAK_LIFTED])
def test_a_rare_act_has_its_index(act: Act) -> None:
    acts(50)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE ledger_entry")
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
    assert "entry_by_rare_act" in entries(act=act)[:1000].explain()


def test_the_commonest_need_none() -> None:
    """Each of the newest thousand acts may be one, so the log is read from its end."""
    assert {Act(act) for act in COMMONEST} <= {*Act}
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_sort = off")
    assert "entry_by_rare_act" not in entries(act=COMMONEST[0])[:1000].explain()
