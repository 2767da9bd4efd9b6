"""Checks exports and proofs without Django, without a network and without us: `python -m pimpasa.verifier FILE`."""
