"""Wulan watches which keys and which code an office says it has, and what she is sent; the office lies in each way."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from pimpasa.common.integrity import HEADER, integrity
from pimpasa.ledger import notes
from pimpasa.ledger.doors import Reply
from pimpasa.ledger.errors import Unproved
from pimpasa.ledger.statements import Listed, Statement, digest_of_text
from pimpasa.monitor.fetching import Unreachable
from pimpasa.monitor.looking import Watch, look
from pimpasa.monitor.memory import Memory
from pimpasa.monitor.pages import STRICT, Visit, of_release
from pimpasa.monitor.saying import Heard, hear
from tests.monitor.test_looking import NOON, OFFICE, Server
from tests.witness.test_cosigning import KEY, LOG, Log

SCRIPT, STYLE, WORKER = b"seal()", b"a{}", b"keep()"
FILES = {"/static/public/seal.1.js": SCRIPT, "/static/pimpasa.1.css": STYLE, "/static/public/app_worker.1.js": WORKER}
CODE = "\n".join([HEADER, *(f"{integrity(content)}  {path}" for path, content in FILES.items())]) + "\n"
SARI = f"desk-key:2.1 {'a' * 64} Cengkareng Timur"
UNIT = f"desk-key:1.1 {'b' * 64} Bidang Inteldakim"
HEADERS = "; ".join(sorted(STRICT))
PAGE = (
    f'<link rel="stylesheet" href="/static/pimpasa.1.css" integrity="{integrity(STYLE)}">'
    f'<script type="module" src="/static/public/seal.1.js" integrity="{integrity(SCRIPT)}"></script>'
    '<script type="application/json">{}</script><a href="/belajar/">Belajar</a><a href="https://lain.example/">x</a>'
)
KEPT = json.dumps({"script": "/static/public/app_worker.1.js"}).replace('"', "\\u0022")
BEGINS = f'// What may be kept.\nglobalThis.kept = JSON.parse("{KEPT}");\nimportScripts(globalThis.kept.script);\n'


class Office:
    """An office's log with what it says in it, and its lists, as they are asked for."""

    def __init__(self) -> None:
        self.leaves: list[bytes] = []
        self.texts: dict[str, str] = {}
        self.lists: dict[str, str] = {}
        self.before = 0

    def says(self, keys: Sequence[str], *code: str, before: int | None = None) -> None:
        """A batch comes out, with this statement as its last leaf."""
        listed = "".join(f"{line}\n" for line in keys)
        digests = [self.keeps(text) for text in (listed, *(code or (CODE,)))]
        size = len(self.leaves) + 64
        before = self.before if before is None else before
        root = Listed(listed).root.hex()
        said = str(Statement(LOG.name, before, NOON + size, digests[0], root, tuple(digests[1:])))
        self.leaves += [b"mark %d" % number for number in range(len(self.leaves), size - 1)] + [digest_of_text(said)]
        self.texts[f"{OFFICE}/transparansi/pernyataan/{size}"] = said
        self.before = size

    def keeps(self, text: str) -> str:
        digest = digest_of_text(text).hex()
        self.texts[f"{OFFICE}/transparansi/daftar/{digest}"] = text
        return digest

    def __call__(self, address: str) -> bytes:
        if address in self.texts:
            return self.texts[address].encode()
        return Server(Log(*self.leaves))(address)


@pytest.fixture
def memory(tmp_path: Path) -> Memory:
    return Memory(tmp_path / "pemantau")


@pytest.fixture
def office() -> Office:
    office = Office()
    office.says([UNIT, SARI])
    return office


def hears(memory: Memory, office: Office) -> Heard:
    watch = Watch(OFFICE, LOG)
    assert look(watch, memory, office, now=NOON) == []
    return hear(watch, memory, office)


def test_what_fits_is_no_surprise(memory: Memory, office: Office) -> None:
    heard = hears(memory, office)
    assert (heard.surprises, heard.news) == ([], [])
    assert heard.code == [{path: integrity(content) for path, content in FILES.items()}]
    assert hears(memory, office).surprises == []
    office.says([UNIT, SARI])
    assert hears(memory, office) == heard


def test_a_new_key_is_told(memory: Memory, office: Office) -> None:
    hears(memory, office)
    office.says([UNIT, SARI.replace("2.1 aa", "2.2 cc")])
    heard = hears(memory, office)
    assert heard.surprises == []
    assert heard.news == [f"new key desk-key:2.2 of Cengkareng Timur: cc{'a' * 62}"]


def test_another_key_under_an_old_number(memory: Memory, office: Office) -> None:
    hears(memory, office)
    office.says([UNIT, SARI.replace(" aa", " cc")])
    (said,) = hears(memory, office).surprises
    assert said == f"desk-key:2.1 (Cengkareng Timur) is another key than it was: cc{'a' * 62}, before {'a' * 64}"


def test_another_key_between_two_looks(memory: Memory, office: Office) -> None:
    """Ten minutes in which somebody was to be deceived: the statement stands in the log for good."""
    hears(memory, office)
    office.says([UNIT, SARI.replace(" aa", " cc")])
    office.says([UNIT, SARI])
    assert len(hears(memory, office).surprises) == 2


def test_a_statement_that_passes_over_one_that_was_seen(memory: Memory, office: Office) -> None:
    hears(memory, office)
    office.says([UNIT, SARI], before=0)
    assert "what was said with size 64 is passed over" in hears(memory, office).surprises[0]


def test_a_statement_that_is_not_the_log_s(memory: Memory, office: Office) -> None:
    address = f"{OFFICE}/transparansi/pernyataan/64"
    office.texts[address] = office.texts[address].replace("before 0", "before 1")
    assert "does not fit its log" in hears(memory, office).surprises[0]


def test_a_list_that_is_not_the_statement_s(memory: Memory, office: Office) -> None:
    for address in [address for address in office.texts if "daftar" in address]:
        office.texts[address] += UNIT + "\n"
    assert "a list is another than the one that is said" in hears(memory, office).surprises[0]


def test_a_list_whose_tree_is_another(memory: Memory) -> None:
    """Phones are shown a line by its place in the tree: it has to be the tree of the list that everybody sees."""
    office = Office()
    office.keeps(f"{UNIT}\n")
    root = Listed(f"{SARI}\n").root.hex()
    said = str(Statement(LOG.name, 0, NOON, digest_of_text(f"{UNIT}\n").hex(), root))
    office.leaves = [digest_of_text(said)]
    office.texts[f"{OFFICE}/transparansi/pernyataan/1"] = said
    assert "does not lead to what is said of it" in hears(memory, office).surprises[0]


def test_a_statement_that_is_kept_back(memory: Memory, office: Office) -> None:
    del office.texts[f"{OFFICE}/transparansi/pernyataan/64"]
    assert "does not show what it says of its keys and code" in hears(memory, office).surprises[0]


@pytest.mark.parametrize(
    "change", [("before 0", "before 00"), ("\nkeys", "\nkeys "), ("statement@v1", "statement@v2"), ("code ", "kode ")]
)
def test_what_is_no_statement(change: tuple[str, str]) -> None:
    office = Office()
    office.says([UNIT])
    (text,) = (text for address, text in office.texts.items() if "pernyataan" in address)
    assert str(Statement.parse(text)) == text
    with pytest.raises(Unproved):
        Statement.parse(text.replace(*change))


class Site:
    """An office's pages, as a stranger gets them."""

    def __init__(self) -> None:
        self.files = dict(FILES)
        self.pages = {"/": PAGE, "/lapor/": PAGE, "/belajar/": PAGE}
        self.worker = BEGINS
        self.policy = HEADERS

    def __call__(self, address: str) -> Reply:
        path = address.removeprefix(OFFICE)
        if path in self.pages:
            return Reply(200, "text/html; charset=utf-8", self.pages[path].encode(), self.policy)
        if path in self.files or path == "/app.js":
            return Reply(200, "text/javascript", self.files.get(path, self.worker.encode()))
        raise Unreachable(f"{address}: 404")


def visits(site: Site) -> list[str]:
    code = [{path: integrity(content) for path, content in FILES.items()}]
    return list(Visit(OFFICE, code, site).surprises())


def test_pages_that_bring_what_the_office_says() -> None:
    assert visits(Site()) == []


def test_other_code_under_the_same_address() -> None:
    site = Site()
    site.files["/static/public/seal.1.js"] = b"steal()"
    (said,) = visits(site)
    assert said.startswith("/: /static/public/seal.1.js is sent as another file than its digest")


def test_other_code_with_a_digest_of_its_own() -> None:
    site = Site()
    site.files["/static/public/seal.1.js"] = b"steal()"
    site.pages["/belajar/"] = PAGE.replace(integrity(SCRIPT), integrity(b"steal()"))
    assert f"/belajar/: /static/public/seal.1.js ({integrity(b'steal()')}) is not in what" in " ".join(visits(site))


@pytest.mark.parametrize(
    "more", ["<script>steal()</script>", '<b onclick="steal()">', '<p style="x">', "<style>", '<base href="/x">']
)
def test_code_within_a_page(more: str) -> None:
    site = Site()
    site.pages["/lapor/"] = PAGE + more
    (said,) = visits(site)
    assert said.startswith("/lapor/: ")


def test_a_page_that_would_run_anything() -> None:
    site = Site()
    site.policy = "script-src 'self' 'unsafe-inline'"
    assert "Content-Security-Policy" in visits(site)[0]


@pytest.mark.parametrize("worker", ["steal();", BEGINS + "steal();", BEGINS.replace("app_worker.1", "app_worker.2")])
def test_another_worker(worker: str) -> None:
    site = Site()
    site.worker = worker
    (said,) = visits(site)
    assert said.startswith("/app.js: this worker runs")


def test_another_code_than_the_release_s() -> None:
    served = {path: integrity(content) for path, content in FILES.items()}
    assert list(of_release([served], served)) == list(of_release([served], None)) == []
    (said,) = of_release([served], served | {"/static/pimpasa.1.css": integrity(b"b{}")})
    assert said.endswith("1 scripts or styles that the release does not hold: /static/pimpasa.1.css")


def test_a_checkpoint_is_signed_by_the_log(memory: Memory, office: Office) -> None:
    """What is heard is of the checkpoint that `look` believed, never of another."""
    hears(memory, office)
    kept = memory.last(LOG.name)
    assert kept is not None
    assert notes.open_note(kept.note, LOG).size == 64
    assert notes.sign(Log(*office.leaves).checkpoint, KEY) == kept.note
