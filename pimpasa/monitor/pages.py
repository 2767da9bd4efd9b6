"""What a stranger's browser is sent: whether each script and style is the one that the office says it serves.

Pages are followed from the first one by their links, without a cookie, as somebody who looks around.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

from pimpasa.common.integrity import integrity
from pimpasa.ledger.doors import Reply
from pimpasa.monitor.fetching import See, Unreachable

FIRST = ("/", "/lapor/", "/lacak/", "/transparansi/", "/masuk/")
WORKER = "/app.js"
MOST_PAGES = 80
STRICT = {"default-src 'none'", "script-src 'self'", "style-src 'self'"}
_DATA = {"application/json", "application/ld+json"}
# A worker says what it may keep, as data, and runs one script.
_WORKER = re.compile(
    r'(?://[^\n]*\n)*globalThis\.kept = JSON\.parse\("((?:[^"\\\n]|\\u[0-9A-F]{4})*)"\);\n'
    r"importScripts\(globalThis\.kept\.script\);\n?"
)


class Loads(HTMLParser):
    """What of a page would run or be styled, where it leads to, and which workers it begins."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.loaded: list[tuple[str, str]] = []
        self.inline: list[str] = []
        self.links: list[str] = []
        self.workers: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if tag == "script" and attributes.get("type") not in _DATA:
            self.loaded.append((attributes.get("src", ""), attributes.get("integrity", "")))
        elif tag == "link" and "stylesheet" in attributes.get("rel", "").split():
            self.loaded.append((attributes.get("href", ""), attributes.get("integrity", "")))
        elif tag == "a":
            self.links.append(attributes.get("href", ""))
        if "data-worker" in attributes:
            self.workers.append(attributes["data-worker"])
        if tag in ("style", "iframe", "object", "embed", "base"):
            self.inline.append(f"<{tag}>")
        self.inline += [name for name in attributes if name == "style" or name.startswith("on")]


class Visit:
    """One stranger's way through an office's pages; `code` are the lists that it says it serves, the newest first."""

    def __init__(self, address: str, code: Sequence[dict[str, str]], see: See) -> None:
        self.address = address
        self.allowed = {(path, digest) for served in code for path, digest in served.items()}
        self.see = see
        self.files: dict[str, str] = {}
        self.workers = {WORKER}

    def surprises(self) -> Iterator[str]:
        """What a stranger gets that is none of it, one sentence each, once."""
        reported: set[str] = set()
        for path, reply in self._pages():
            for surprise in self._of_page(reply):
                if surprise not in reported:
                    reported.add(surprise)
                    yield f"{path}: {surprise}"
        for path in sorted(self.workers):
            yield from (f"{path}: {surprise}" for surprise in self._of_worker(path))

    def _pages(self) -> Iterator[tuple[str, Reply]]:
        waiting, listed = list(FIRST), set(FIRST)
        for path in waiting:
            try:
                reply = self.see(f"{self.address}{path}")
            except Unreachable:
                continue  # a page that leads elsewhere, or is for officers
            if not reply.kind.startswith("text/html"):
                continue
            yield path, reply
            for link in Loads(reply.text).links:
                further = self._path_of(path, link)
                if further and further not in listed and len(listed) < MOST_PAGES:
                    listed.add(further)
                    waiting.append(further)

    def _path_of(self, page: str, link: str) -> str | None:
        parts = urlsplit(urljoin(f"{self.address}{page}", link))
        is_ours = f"{parts.scheme}://{parts.netloc}" == self.address
        return parts.path if is_ours and parts.path.endswith("/") else None

    def _of_page(self, reply: Reply) -> Iterator[str]:
        loads = Loads(reply.text)
        self.workers |= set(loads.workers)
        if not set(reply.policy.split("; ")) >= STRICT:
            yield "it does not say that it runs no other scripts (Content-Security-Policy)"
        yield from (f"it holds {what}, which no list can name" for what in loads.inline)
        for address, digest in loads.loaded:
            yield from self._of_file(address, digest)

    def _of_file(self, address: str, digest: str) -> Iterator[str]:
        if (address, digest) not in self.allowed:
            what = f"{address or 'a script within it'} ({digest or 'no digest'})"
            yield f"{what} is not in what the office says it serves"
        elif self._sent(address) != digest:
            yield f"{address} is sent as another file than its digest: {self._sent(address)}"

    def _sent(self, address: str) -> str:
        if address not in self.files:
            try:
                self.files[address] = integrity(self.see(f"{self.address}{address}").body)
            except Unreachable as wrong:
                self.files[address] = str(wrong)
        return self.files[address]

    def _of_worker(self, path: str) -> Iterator[str]:
        try:
            text = self.see(f"{self.address}{path}").text
            match = _WORKER.fullmatch(text)
            script = json.loads(json.loads(f'"{match[1]}"'))["script"] if match else ""
        except (Unreachable, ValueError, KeyError, TypeError) as wrong:
            yield f"this worker cannot be read: {wrong}"
            return
        if (script, self._sent(script)) not in self.allowed:
            yield f"this worker runs {script or 'something else'}, which is not in what the office says it serves"


def of_release(code: Sequence[dict[str, str]], release: dict[str, str] | None) -> Iterator[str]:
    """What the office says it serves and a release does not hold; nothing where none was given to compare with."""
    if release is None:
        return
    for served in code:
        if strange := sorted(path for path, digest in served.items() if release.get(path) != digest):
            count = len(strange)
            yield f"the office says it serves {count} scripts or styles that the release does not hold: {strange[0]}"
