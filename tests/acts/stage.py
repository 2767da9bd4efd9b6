"""Scenes: for each verb of the program a moment in which it can be done, and who may do it then.

A scene gets the office with everybody in it, prepares what the verb needs, and returns what somebody does:

    @scene(accounts.add_officer, may="agus")
    def adding_an_officer(office: Cast) -> Deed:
        return lambda who: accounts.add_officer(office=office.at.office, ..., by=who)

`may` are the first names of who may; everybody else has to be refused. Without `may` nobody of the office does it:
the program itself, a reporter with a code, or somebody about themselves.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from pimpasa.accounts.models import Officer
from tests.factories.people import Cast

Deed = Callable[[Officer], object]
Scene = Callable[[Cast], Deed]

# Everybody who could try; Fani is of another office.
PEOPLE = ("sari", "bayu", "dewi", "hadi", "agus", "rina", "fani")


@dataclass(frozen=True)
class Staged:
    verb: str
    name: str
    make: Scene
    may: tuple[str, ...]

    def somebody(self, office: Cast) -> Officer:
        """One who may, or anybody where nobody in particular does it."""
        who: Officer = getattr(office, self.may[0] if self.may else "hadi")
        return who


SCENES: list[Staged] = []


def scene(verb: Callable[..., object], *, may: str = "") -> Callable[[Scene], Scene]:
    def stage(make: Scene) -> Scene:
        names = tuple(may.split())
        assert set(names) <= set(PEOPLE), names
        SCENES.append(Staged(f"{verb.__module__}.{verb.__qualname__}", make.__name__, make, names))
        return make

    return stage


def all_scenes() -> list[Staged]:
    """Of every capability: each has a module beside this one."""
    for path in sorted((Path(__file__).parent / "scenes").glob("*.py")):
        importlib.import_module(f"tests.acts.scenes.{path.stem}")
    return sorted(SCENES, key=lambda staged: (staged.verb, staged.name))
