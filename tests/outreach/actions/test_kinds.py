"""The kinds of dialogues: added, renamed, retired; never deleted."""

from __future__ import annotations

from typing import Any

import pytest

from pimpasa.common import clock
from pimpasa.ledger.acts import Act
from pimpasa.ledger.queries import entries_of
from pimpasa.outreach.actions.kinds import KindDetails, keep_kind
from pimpasa.outreach.models import DialogueKind
from pimpasa.outreach.queries.planning import kinds_in_use
from tests.factories import outreach as made
from tests.factories.people import Cast, entrusted
from tests.refusals import refused

pytestmark = pytest.mark.django_db


def details(**changes: Any) -> KindDetails:
    return KindDetails(**{"name_id": "Nonton bareng", "name_en": "Film evening"} | changes)


def test_it_works(office: Cast) -> None:
    kind = keep_kind(kind=None, details=details(), by=office.dewi)
    assert (kind.pk, list(kinds_in_use(office.at.office))[-1]) == ("nonton-bareng", kind)
    again = keep_kind(kind=None, details=details(), by=office.hadi)
    assert again.pk == "nonton-bareng-2"
    assert [entry.act for entry in entries_of(["dialogue-kind:nonton-bareng"])] == [Act.KINDS_CHANGED]


def test_renamed_and_retired_what_was_planned_stays(office: Cast) -> None:
    planned = made.dialogue(office)
    keep_kind(kind=planned.kind, details=details(is_planned=False), by=entrusted(office).hadi)
    planned.refresh_from_db()
    assert (planned.kind.name_id, planned.kind in kinds_in_use(office.at.office)) == ("Nonton bareng", False)


def test_an_office_s_own_kind_is_its_own(office: Cast) -> None:
    kind = keep_kind(kind=None, details=details(), by=office.fani)
    assert kind not in kinds_in_use(office.at.office)
    assert kind in kinds_in_use(office.at.fallback)
    with refused("kind_of_other_office"):
        keep_kind(kind=kind, details=details(minutes=60), by=office.hadi)
    with refused("kind_of_other_office"):
        made.dialogue(office, kind=kind)
    retired = keep_kind(kind=kind, details=details(is_planned=False), by=office.fani)
    assert retired.retired_on == clock.today()


def test_what_all_offices_plan_by_is_not_one_s_to_change(office: Cast) -> None:
    """Whatever their role: the office that answers for it does; its analysts do not."""
    ngopi = DialogueKind.objects.get(pk="ngopi")
    with refused("shared"):
        keep_kind(kind=ngopi, details=details(), by=office.hadi)
    with refused("shared"):
        keep_kind(kind=None, details=details(for_all=True), by=office.hadi)
    with refused("not_permitted"):
        keep_kind(kind=ngopi, details=details(), by=entrusted(office).dewi)


def test_what_may_not_be(office: Cast) -> None:
    entrusted(office)
    ngopi = DialogueKind.objects.get(pk="ngopi")
    for changes, code in (
        ({"name_id": " "}, "no_name"),
        ({"name_en": ""}, "no_name"),
        ({"minutes": 5}, "wrong_minutes"),
        ({"minutes": 721}, "wrong_minutes"),
    ):
        with refused(code):
            keep_kind(kind=ngopi, details=details(**changes), by=office.hadi)
    with refused("not_permitted"):
        keep_kind(kind=ngopi, details=details(), by=office.sari)
    DialogueKind.objects.exclude(pk="ngopi").update(retired_on=clock.today())
    with refused("last_kind"):
        keep_kind(kind=ngopi, details=details(is_planned=False), by=office.hadi)
