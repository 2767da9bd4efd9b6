"""An officer's way through a task, counted: presses, fields, signs typed, seconds."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page


@dataclass
class Work:
    """What one officer does at a page: `presses` are clicks, taps, keys of one sign and what is ticked or chosen.

    Signing in is no part of a task; each begins at the first page.
    """

    page: Page
    presses: int = 0
    fields: int = 0
    signs: int = 0
    began: float = field(default_factory=time.monotonic)

    def begins(self) -> None:
        self.page.goto("/petugas/")
        self.began = time.monotonic()

    def presses_link(self, name: str, within: str = "body") -> None:
        self.on(self.page.locator(within).get_by_role("link", name=name).first)

    def presses_button(self, name: str, within: str = "body") -> None:
        self.on(self.page.locator(within).get_by_role("button", name=name, exact=True).first)

    def on(self, target: Locator) -> None:
        target.click()
        self.presses += 1

    def key(self, name: str) -> None:
        self.page.keyboard.press(name)
        self.presses += 1

    def chooses(self, selector: str, label: str) -> None:
        self.page.locator(selector).select_option(label=label)
        self.presses += 1

    def types(self, selector: str, text: str) -> None:
        self.page.locator(selector).fill(text)
        self.fields += 1
        self.signs += len(text)

    @property
    def seconds(self) -> float:
        return time.monotonic() - self.began


@dataclass(frozen=True)
class Cost:
    """Of a task, all who take part together."""

    presses: int
    fields: int

    @classmethod
    def of(cls, *works: Work) -> Cost:
        return cls(sum(work.presses for work in works), sum(work.fields for work in works))
