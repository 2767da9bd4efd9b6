"""Every table is bound to the log, or says why its rows decide nothing."""

from __future__ import annotations

from django.apps import apps

from pimpasa.ledger.bound import BOUND, UNBOUND


def test_every_table_is_bound_or_says_why_not() -> None:
    ours = {model._meta.label_lower for model in apps.get_models() if model.__module__.startswith("pimpasa.")}
    assert BOUND.keys() | UNBOUND.keys() == ours
    assert not BOUND.keys() & UNBOUND.keys()


def test_every_reason_is_a_sentence() -> None:
    reasons = [*UNBOUND.values(), *(why for binding in BOUND.values() for why in binding.without.values())]
    assert [reason for reason in reasons if len(reason.split()) < 3] == []


def test_what_bears_keys_is_bound_whole() -> None:
    """Nothing of a key or of a grant is left out: who changes one reads, or shuts somebody out."""
    keys = [binding for binding in BOUND.values() if binding.capability == "keys" or binding.label.endswith("grant")]
    assert len(keys) > 4
    assert [binding.label for binding in keys if binding.only] == []
    # How often a code was typed wrong, and when somebody last looked at who reads, open nothing.
    assert {binding.label: set(binding.without) for binding in keys if binding.without} == {
        "keys.officerkey": {"wrong_codes", "readers_seen_at"}
    }
