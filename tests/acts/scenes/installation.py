"""An installation gets its number, a copy its own, and one takes a store over."""

from __future__ import annotations

from pimpasa.common import clock
from pimpasa.evidence.actions import owning
from pimpasa.installation import actions
from pimpasa.installation.models import Restoration
from tests.acts.stage import Deed, scene
from tests.factories.people import Cast


@scene(actions.found)
def founding_an_installation(_office: Cast) -> Deed:
    return lambda _who: actions.found()


@scene(actions.renumber)
def giving_a_copy_its_own_number(_office: Cast) -> Deed:
    own = actions.found()
    restoration = Restoration(restored_at=clock.now(), made_at=clock.now(), came_from=own.number, signed=7)
    return lambda _who: actions.renumber(restoration=restoration)


@scene(actions.make_backup_kit)
def making_the_kit_for_backups(_office: Cast) -> Deed:
    return lambda _who: actions.make_backup_kit()


@scene(owning.own_store)
def taking_a_store_over(_office: Cast) -> Deed:
    actions.found()
    return lambda _who: owning.own_store()
