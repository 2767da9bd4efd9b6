"""How long the finding's form is on a phone: two screens, unless it is about trafficking, where the law asks more."""

from __future__ import annotations

import pytest

from tests.e2e.conftest import PHONE, Opening, Program, assert_fits, sign_in
from tests.e2e.people import OfficerAtWork, Resident, Told, hang_up

SCREENS = 2
OUTCOMES = ("substantiated", "not_substantiated", "not_a_violation", "duplicate", "handed_over")
# From the top of the page to the foot of its button.
LENGTH = """() => {
  const button = document.querySelector("main form[method=post] button.govuk-button");
  return button.getBoundingClientRect().bottom + scrollY;
}"""


@pytest.mark.parametrize("kind", ["pmi", "foreigner"])
def test_it_fits_two_screens_whatever_the_outcome(visitor: Opening, program: Program, kind: str) -> None:
    Resident(program.address).reports(Told("Karangan: katanya berangkat dengan visa turis.", kind=kind))
    sari = OfficerAtWork(program.address, "sari")
    report = f"/petugas/laporan/{sari.newest_report()}/"
    sari.does(f"{report}mulai/", report)
    hang_up()
    page = visitor(size=PHONE)
    sign_in(page, "sari")
    page.goto(f"{report}temuan/")
    lengths = [page.evaluate(LENGTH)]
    for outcome in OUTCOMES:
        page.locator(f"[name=outcome][value={outcome}]").check()
        lengths.append(page.evaluate(LENGTH))
        assert_fits(page)
    assert page.locator("[name=outcome]").count() == len(OUTCOMES)
    assert max(lengths) <= SCREENS * PHONE["height"], lengths
