"""The whole program as a newcomer starts it, and a browser before it."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Playwright, expect, sync_playwright

from tests.installations import installed
from tests.processes import environment, free_port

ROOT = Path(__file__).resolve().parents[2]
SHARED = Path(os.environ.get("TESTS_SHARED_DATA", ROOT.parent / "shared" / "data"))
PASSWORD = "kopi-pagi-di-teras"
# Milliseconds; two cores may have six browsers to serve, and what found no network is tried again every 15 seconds.
PATIENCE = 35_000
expect.set_options(timeout=PATIENCE)
PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 900}


@dataclass
class Program:
    """`pimpasa run` over a folder of its own; can be killed and started again."""

    data: Path
    port: int
    settings: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        with (self.data.parent / "program.log").open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "pimpasa", "run", "--workers", "2"],
                env=environment(self.data, PORT=str(self.port), **self.settings),
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self._wait()

    def _wait(self) -> None:
        until = time.monotonic() + 180
        while time.monotonic() < until:
            with contextlib.suppress(httpx.TransportError):
                httpx.get(f"{self.address}/", timeout=5)
                return
            assert self.process is not None
            assert self.process.poll() is None, (self.data.parent / "program.log").read_text()
            time.sleep(0.2)
        raise AssertionError("the program did not answer")

    def stop(self) -> None:
        if self.process is not None:
            self.process.send_signal(signal.SIGTERM)
            assert self.process.wait(60) == 0
            self.process = None

    def kill(self) -> None:
        """End everything at once, as a power cut would: the program, its servers, its database."""
        assert self.process is not None
        ended = [*family(self.process.pid), *postgres_over(self.data)]
        for pid in ended:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait(30)
        self.process = None
        # After a power cut no process of before is left, not even one that waits to be reaped.
        until = time.monotonic() + 60
        while any(Path(f"/proc/{pid}").exists() for pid in ended) and time.monotonic() < until:
            time.sleep(0.1)


def family(pid: int) -> list[int]:
    """A process and everything it started, by parent."""
    parents: dict[int, list[int]] = {}
    for entry in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError, IndexError):
            parent = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
            parents.setdefault(parent, []).append(int(entry.name))
    found = [pid]
    for one in found:
        found += parents.get(one, [])
    return found


def postgres_over(data: Path) -> list[int]:
    """The database server of a data folder, and its own children."""
    first = (data / "postgres" / "postmaster.pid").read_text().split("\n", 1)[0]
    return family(int(first))


@contextmanager
def running(folder: Path, **settings: str) -> Iterator[Program]:
    """The program over a copy of the demonstration in `folder`."""
    program = Program(installed(folder).data, free_port(), settings)
    program.start()
    try:
        yield program
    finally:
        program.stop()


@pytest.fixture(scope="session")
def program(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """One for each worker, which its stories share one after another."""
    with running(tmp_path_factory.mktemp("program")) as program:
        yield program


@pytest.fixture(scope="module")
def crashing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Program]:
    """One of a module's own, which its tests may kill and start again."""
    with running(tmp_path_factory.mktemp("crashing")) as program:
        yield program


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    """A module's own: while it lives its loop counts as running here, and Django refuses its database beside that."""
    with sync_playwright() as started:
        yield started


def launch(playwright: Playwright) -> Browser:
    """The system's Chromium where there is one, else Playwright's own."""
    installed = Path("/usr/bin/chromium")
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                 "--disable-component-update", "--disable-sync", "--use-fake-device-for-media-stream",
                 "--use-fake-ui-for-media-stream"]  # fmt: skip
    return playwright.chromium.launch(executable_path=str(installed) if installed.exists() else None, args=arguments)


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    started = launch(playwright)
    yield started
    started.close()


Opening = Callable[..., Page]


@pytest.fixture
def visitor(browser: Browser, program: Program) -> Iterator[Opening]:
    """A fresh browser of its own: `visitor(javascript=True, size=PHONE, dark=False)`."""
    opened: list[BrowserContext] = []

    def open_page(*, javascript: bool = True, size: dict[str, int] = PHONE, dark: bool = False) -> Page:
        context = browser.new_context(
            base_url=program.address,
            viewport=size,
            java_script_enabled=javascript,
            color_scheme="dark" if dark else "light",
            locale="en-US",
        )
        opened.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        return page

    yield open_page
    for context in opened:
        context.close()


@pytest.fixture(autouse=True)
def _hang_up() -> Iterator[None]:
    from tests.e2e import people

    yield
    people.hang_up()


AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"


# What may be right by day and wrong by night: the dark scheme changes colours and nothing else (test_styles).
OF_COLOURS = ("color-contrast", "link-in-text-block")


def assert_accessible(page: Page, *, rules: Sequence[str] = ()) -> None:
    """No violation that axe knows of on the page as it stands, or only of these of its rules."""
    page.evaluate(AXE.read_text())
    options = {"resultTypes": ["violations"]} | ({"runOnly": {"type": "rule", "values": list(rules)}} if rules else {})
    found = page.evaluate("options => axe.run(document, options)", options)
    problems = [f"{v['id']}: {node['html'][:160]}" for v in found["violations"] for node in v["nodes"]]
    assert problems == [], f"{page.url}\n" + "\n".join(problems)


def assert_accessible_day_and_night(page: Page) -> None:
    """Whole by day, its colours by night; it stays dark."""
    page.emulate_media(color_scheme="light")
    assert_accessible(page)
    page.emulate_media(color_scheme="dark")
    assert_accessible(page, rules=OF_COLOURS)


def assert_fits(page: Page) -> None:
    """Nothing makes a phone scroll sideways."""
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"], page.url


def row_of(page: Page, report: str) -> Locator:
    """The row of the report with this id, on whichever page of the list: stories share a program and fill its lists."""
    row = page.locator(".app-report", has=page.locator(f"a[href*='{report}']"))
    for number in range(1, 100):
        page.goto(f"/petugas/laporan/?hal={number}")
        if row.count():
            return row
        if not page.locator(f"a[href*='hal={number + 1}']").count():
            break
    raise AssertionError(f"no page of the list shows {report}")


def sign_in(page: Page, who: str, *, at: str = "") -> None:
    page.goto(f"{at}/masuk/")
    page.locator("#id_login").fill(f"{who}@contoh.invalid")
    page.locator("#id_password").fill(PASSWORD)
    with page.expect_navigation():  # a click does not wait for the passphrase to be stretched
        page.locator("main form button:not([type=button])").first.click()
