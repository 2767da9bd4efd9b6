"""What a phone is told: kept, or a code for its script and a sentence for its owner."""

from __future__ import annotations

import pytest

from pimpasa.accounts.errors import Refused
from pimpasa.evidence.errors import ExhibitGone
from pimpasa.keys.errors import Locked, NotGranted
from pimpasa.logbook import answers
from pimpasa.sealing.errors import Damaged, WrongKey


def test_it_works() -> None:
    assert answers.kept(is_new=True).to_json() == {"kept": True, "new": True}
    assert answers.kept(is_new=False).to_json() == {"kept": True, "new": False}
    refused = answers.not_kept(Refused("log_full", "Karangan: penuh."))
    assert refused.to_json() == {"kept": False, "code": "log_full", "refused": "Karangan: penuh.", "shut": ""}


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (Refused("not_in_team", "Karangan"), "not_in_team"),
        (ExhibitGone("Karangan"), "photo_gone"),
        (Locked(), answers.SESSION_OVER),
        (NotGranted(), "key_awaited"),
        (Damaged(), "damaged"),
        (WrongKey(), "damaged"),
    ],
)
def test_whatever_keeps_an_entry_out_has_its_code_and_a_sentence(error: Exception, code: str) -> None:
    answer = answers.not_kept(error)
    assert isinstance(error, answers.NotKept)
    assert (answer.is_kept, answer.code) == (False, code)
    assert answer.sentence


def test_a_form_s_errors_are_told_as_they_are() -> None:
    told = answers.not_valid("Karangan: wajib diisi.").to_json()
    assert told == {"kept": False, "code": "entry_invalid", "refused": "Karangan: wajib diisi.", "shut": ""}
