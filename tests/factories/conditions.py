"""What an urgent check without a letter has to say (Permenimipas 2/2025 art. 30)."""

from __future__ import annotations

CONDITIONS = [
    ["consent", "Karangan: kepala seksi"],
    ["identified", "Karangan: kartu petugas"],
    ["letter", "Karangan: Dewi, sore ini"],
    ["bap", "Karangan: Dewi di kantor"],
]
IN_FORM = {f"condition_{code}": fact for code, fact in CONDITIONS}
