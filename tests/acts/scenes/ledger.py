"""The log's own verbs."""

from __future__ import annotations

from pimpasa.ledger import actions as ledger
from tests.acts.stage import Deed, scene
from tests.factories.people import Cast
from tests.factories.witnesses import WITNESS


@scene(ledger.admit_witness)
def admitting_a_witness(office: Cast) -> Deed:
    return lambda _who: ledger.admit_witness(vkey=str(WITNESS))


@scene(ledger.take_over_rows)
def binding_the_tables(office: Cast) -> Deed:
    return lambda _who: ledger.take_over_rows()


@scene(ledger.vouch_for_invented)
def vouching_for_the_simulation(office: Cast) -> Deed:
    return lambda _who: ledger.vouch_for_invented(reports=2)


@scene(ledger.continue_log)
def going_on_after_a_loss(office: Cast) -> Deed:
    return lambda _who: ledger.continue_log(after="rollback", notes=["pimpasa/karangan"])


@scene(ledger.serve_code)
def serving_a_release(office: Cast) -> Deed:
    return lambda _who: ledger.serve_code(listed="pimpasa/code@v1\n")
