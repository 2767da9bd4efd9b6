"""What is sealed of a form that was not sent."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field


@dataclass(frozen=True)
class Words:
    """A form's fields by name, each with every value, and where it stood.

    `page` and `action` are addresses on this site; `place` counts the forms of one page that go to one address.
    `before` is a digest of what the form held before anything was typed; empty where no script could say it.
    `base` is what the page said of its thing's state, by name, with `version`, a digest; empty where it is of none.
    """

    page: str
    action: str
    fields: dict[str, list[str]]
    place: int = 0
    before: str = ""
    is_multipart: bool = False
    had_files: bool = False
    labels: dict[str, str] = field(default_factory=dict)
    base: dict[str, str] = field(default_factory=dict)

    def to_json(self) -> bytes:
        return json.dumps(asdict(self), ensure_ascii=False).encode("utf-8", "surrogatepass")

    @classmethod
    def from_json(cls, sealed: bytes) -> Words:
        return cls(**json.loads(sealed.decode("utf-8", "surrogatepass")))
