"""What is sealed: a request's words, and what is known of a breach (UU 27/2022 pasal 46)."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Asked:
    """Who asks, how to reach them, and what for."""

    name: str
    way: str
    text: str


@dataclass(frozen=True)
class BreachFacts:
    """What a notice has to say: which data, when and how, and what is done about it; `people` is who is told."""

    which: str
    how: str
    efforts: str
    people: str
