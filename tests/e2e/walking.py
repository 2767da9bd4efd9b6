"""A resident's way with a finger on a phone, counted: screens, taps, words to read, bytes and the first paint."""

from __future__ import annotations

from dataclasses import dataclass, field

from playwright.sync_api import Page

# What stands on every page (roof, bar and floor) is not read anew on each.
READ = "main"
# Of the home page a reporter reads as far as the doors.
DOORS = ".app-front"
STORY = "Karangan: tetangga ditawari kerja, paspornya dipegang agen."
MEASURED = """() => [
  performance.getEntries().reduce((sum, entry) => sum + (entry.transferSize || 0), 0),
  performance.getEntriesByName('first-contentful-paint').map((entry) => entry.startTime)[0] || 0,
]"""
POSTER = "/lapor/?w=31.73.01.1006&rw=17"


@dataclass
class Screen:
    """One that was seen: its name, the words to read, the taps on it, bytes as they came, first paint in ms."""

    name: str
    words: int
    taps: int = 0
    size: int = 0
    painted: float = 0


@dataclass
class Walk:
    """Counts what happens on a page; the screens in their order."""

    page: Page
    screens: list[Screen] = field(default_factory=list)

    def sees(self, name: str, *, part: str = READ) -> None:
        """The screen as it stands now."""
        words = len(self.page.locator(part).first.inner_text().split())
        self.screens.append(Screen(name, words))

    def taps(self, selector: str) -> None:
        self.page.locator(selector).first.click()
        self.screens[-1].taps += 1

    def goes(self, selector: str, address: str) -> None:
        """Tap what leads to another screen."""
        self.ends()
        self.taps(selector)
        self.page.wait_for_url(address)

    def ends(self) -> None:
        """Note what this screen weighed."""
        screen = self.screens[-1]
        self.page.wait_for_load_state("networkidle")
        screen.size, screen.painted = self.page.evaluate(MEASURED)

    @property
    def all_taps(self) -> int:
        return sum(screen.taps for screen in self.screens)

    @property
    def all_words(self) -> int:
        """Up to the code: the receipt's own words are no way to it."""
        return sum(screen.words for screen in self.screens[:-1])


def from_home(walk: Walk) -> None:
    """From the home page to the code, in words; typing is no tap."""
    page = walk.page
    page.goto("/")
    walk.sees("/", part=DOORS)
    walk.goes(".app-door--main", "**/lapor/")
    walk.sees("/lapor/")
    walk.taps("label[for=id_whom_1]")
    walk.taps("label[for=id_kind_0]")
    page.locator("#id_narrative").fill(STORY)
    walk.goes("#way button:not([type=button]):not([name])", "**/lapor/tempat/")
    walk.sees("/lapor/tempat/")
    walk.taps("label[for=near-1]")
    walk.goes("#way button:not([type=button]):not([name])", "**/lapor/kirim/")
    walk.sees("/lapor/kirim/")
    walk.goes("#way button:not([type=button])", "**/lapor/tanda-terima/")
    walk.sees("/lapor/tanda-terima/")
    walk.ends()


def from_poster(walk: Walk) -> None:
    """From a poster's link to the code."""
    page = walk.page
    page.goto(POSTER)
    walk.sees(POSTER)
    walk.taps("label[for=id_whom_1]")
    walk.taps("label[for=id_kind_0]")
    page.locator("#id_narrative").fill(STORY)
    walk.goes("#way button:not([type=button]):not([name])", "**/lapor/tanda-terima/")
    walk.sees("/lapor/tanda-terima/")
    walk.ends()
