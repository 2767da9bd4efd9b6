"""What a resident told us, as one value: the draft holds it, the report's sealed contents hold it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from pimpasa.reports.kinds import Mode

# What tells who reports, each with its name once it is sealed apart. Who reports as head of an RW is one person.
IDENTIFYING = {
    "contact_name": "name",
    "contact_way": "way",
    "liaison_role": "office",
    "liaison_relation": "relation",
    "mode": "mode",
}
LONGEST_STORY = 50_000
LONGEST = {"narrative": LONGEST_STORY, "place": 200, "address": 1000}
STORY_PAGE = "story:"
BOOK_KEEPING = {"receipt", "channel", "voice_changed", "told", "pages", "sealed"}


@dataclass(frozen=True)
class PersonAnswer:
    """A free row about somebody: what it is (PersonRow) and the words as written."""

    what: str
    value: str


@dataclass(frozen=True)
class Addition:
    """What a reporter told afterwards in the form's own words: signs, and rows about people. Files come beside it."""

    indicators: tuple[int, ...] = ()
    persons: tuple[PersonAnswer, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return {"indicators": list(self.indicators), "persons": [asdict(row) for row in self.persons]}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Addition:
        rows = tuple(PersonAnswer(**row) for row in data.get("persons", []))
        return cls(tuple(data.get("indicators", [])), rows)


@dataclass
class Answers:
    """Every answer of the report form. Text is kept as written; empty, or None, means not answered.

    `spoken` names those of the exhibits in which the story is told; `voice_changed` is the wish that whoever listens to
    any sound of it hears another voice, written to each file when it is sent; `direct` sends the report past its
    kelurahan's Pimpasa, to the office alone. `told` and `pages` say which page wrote what (reports.merging);
    `sealed` are words that the sender's browser sealed for itself, by page, in base64. `source`, `consent`, `card` and
    `graded` (the least Urgency) are an officer's who wrote down what somebody told them.
    """

    danger: bool | None = None
    whom: str = ""
    situation: str = ""
    kind: str = ""
    narrative: str = ""
    spoken: list[str] = field(default_factory=list)
    voice_changed: bool = False
    indicators: list[int] = field(default_factory=list)
    village: str = ""
    rw: str = ""
    rt: str = ""
    place: str = ""
    address: str = ""
    persons: list[PersonAnswer] = field(default_factory=list)
    exhibits: list[str] = field(default_factory=list)
    direct: bool = False
    mode: str = ""
    contact_name: str = ""
    contact_way: str = ""
    liaison_role: str = ""
    liaison_relation: str = ""
    channel: str = "web"
    source: str = ""
    consent: str = ""
    card: str = ""
    graded: int = 0
    receipt: str = ""
    # Pairs in the order in which pages wrote: what is sealed sorts a dictionary by its keys.
    told: list[tuple[str, str]] = field(default_factory=list)
    pages: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    sealed: list[tuple[str, str]] = field(default_factory=list)

    @property
    def is_complete(self) -> bool:
        """Whether it has what a report must have: a kind, a place, and a story in words, sound or pictures."""
        return bool(self.kind and self.village and self.tells)

    @property
    def tells(self) -> bool:
        """Whether there is a story, in words that are not too long or in a file."""
        return (self.has_words or bool(self.has_sealed_story or self.exhibits)) and len(self.narrative) <= LONGEST_STORY

    @property
    def has_words(self) -> bool:
        return bool(self.narrative.strip())

    @property
    def has_sealed_story(self) -> bool:
        """Whether a page of the story sealed words, which nobody here can read."""
        return any(page.startswith(STORY_PAGE) for page, _words in self.sealed)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Answers:
        """Read back what `to_json` wrote; unknown names are passed over, so an older draft survives an update."""
        names = {f.name for f in fields(cls)}
        values = {name: value for name, value in data.items() if name in names}
        values["persons"] = [PersonAnswer(**row) for row in values.get("persons", [])]
        return cls(**values)

    def with_added(self, additions: Sequence[Addition]) -> Answers:
        """What is known with what was told afterwards; a sign or a row told twice counts once."""
        signs = [*self.indicators, *(number for addition in additions for number in addition.indicators)]
        rows = [*self.persons, *(row for addition in additions for row in addition.persons)]
        return replace(self, indicators=list(dict.fromkeys(signs)), persons=list(dict.fromkeys(rows)))

    def contents(self) -> dict[str, Any]:
        """What the report's envelope holds: everything but who reported and the form's own book-keeping."""
        return {name: value for name, value in self.to_json().items() if name not in {*IDENTIFYING, *BOOK_KEEPING}}

    def identity(self) -> dict[str, str] | None:
        """Who reported, sealed apart: `name`, `way`, `office`, `relation` and `mode`. None for an anonymous report."""
        return None if self.stored_mode == Mode.ANONYMOUS else _identity(self.to_json())

    @property
    def stored_mode(self) -> Mode:
        """How the reporter stands to the report as all its readers see it: that it is a liaison is identity."""
        return Mode.CONFIDENTIAL if self.mode in (Mode.CONFIDENTIAL, Mode.LIAISON) else Mode.ANONYMOUS


def identity_within(contents: dict[str, Any]) -> dict[str, str]:
    """What an envelope of before 0.2 holds of who reported; empty in later ones, and where nobody told."""
    identity = _identity(contents) if contents.get("mode") == Mode.LIAISON else {}
    return {name: words for name, words in identity.items() if words}


def _identity(answers: dict[str, Any]) -> dict[str, str]:
    """That somebody is no liaison tells nothing of them."""
    identity = {sealed: str(answers.get(name, "")) for name, sealed in IDENTIFYING.items()}
    return identity if identity["mode"] == Mode.LIAISON else identity | {"mode": ""}


def without_identity(contents: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in contents.items() if name not in IDENTIFYING}


@dataclass(frozen=True)
class LockedReceipt:
    """The receipt of a report that a phone sealed, which its key alone opens; `said` names the words that are in."""

    report: str
    envelope: str
    said: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> LockedReceipt:
        return cls(data["report"], data["envelope"], tuple(data["said"]))
