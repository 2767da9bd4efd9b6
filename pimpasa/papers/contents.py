"""What a paper's envelope holds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class PaperContents:
    """`person` is the id of whom in the case an act is against; `template` is the office's version it was set with,
    0 for the shipped one; `code` and `address` are those of its check page. All three are empty in a draft."""

    fields: dict[str, str]
    person: str = ""
    template: int = 0
    code: str = ""
    address: str = ""
