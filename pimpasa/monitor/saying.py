"""What an office says to everybody of its keys and its code: whether it is in the log, and what changed since.

Each checkpoint has a statement as its last leaf (`ledger/statements.py`), and names the one before. So who looks sees
every one that stands in that chain, also of between two looks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pimpasa.common.integrity import read_list
from pimpasa.ledger import notes, tree
from pimpasa.ledger.errors import Unproved
from pimpasa.ledger.statements import Listed, Statement, digest_of_text, leaf_of
from pimpasa.monitor.fetching import Fetch, Unreachable
from pimpasa.monitor.looking import Watch, nodes_at
from pimpasa.monitor.memory import Memory, Said

# Two weeks of them; who looks less often sees the newest of what they missed.
MOST_WALKED = 2_000


@dataclass
class Heard:
    """What does not fit, what is new though it fits, and the code that is said to be served."""

    surprises: list[str] = field(default_factory=list)
    news: list[str] = field(default_factory=list)
    code: list[dict[str, str]] = field(default_factory=list)


def hear(watch: Watch, memory: Memory, fetch: Fetch) -> Heard:
    """Of the newest checkpoint that fitted; nothing where there is none yet."""
    heard = Heard()
    last = memory.last(watch.log.name)
    if last is None:
        return heard
    try:
        _hear(watch, memory, notes.open_note(last.note, watch.log), fetch, heard)
    except Unproved as wrong:
        heard.surprises.append(f"what {watch.log.name} says of its keys and code does not fit its log: {wrong}")
    except (Unreachable, KeyError, ValueError) as wrong:
        heard.surprises.append(f"{watch.log.name} does not show what it says of its keys and code: {wrong}")
    return heard


def _hear(watch: Watch, memory: Memory, checkpoint: notes.Checkpoint, fetch: Fetch, heard: Heard) -> None:
    before = memory.said(watch.log.name)
    statements = list(_statements(watch, checkpoint, fetch, until=before.size))
    if not statements:  # nothing came since
        statements = list(_statements(watch, checkpoint, fetch, until=0))
    lists: dict[str, dict[str, str]] = {}
    keys = before.keys
    for statement in reversed(statements):
        if statement.keys not in lists:
            lists[statement.keys] = _keys(watch, statement, fetch)
        keys = _compared(keys, lists[statement.keys], heard)
    heard.code = [_code(watch, digest, fetch) for digest in statements[0].code]
    memory.keep_said(watch.log.name, Said(checkpoint.size, keys))


def _statements(watch: Watch, checkpoint: notes.Checkpoint, fetch: Fetch, *, until: int) -> Iterator[Statement]:
    """From the newest back to the one that was seen last; the newest alone where none was.

    Raises Unproved where the one that was seen is passed over.
    """
    most = MOST_WALKED if until else 1
    node = nodes_at(watch.address, checkpoint.size, fetch)
    size, count = checkpoint.size, 0
    while size > until and count < most:
        text = fetch(f"{watch.address}/transparansi/pernyataan/{size}").decode()
        leaf = tree.leaf_hash(leaf_of(text))
        path = tree.inclusion(size - 1, checkpoint.size, node)
        tree.check_inclusion(leaf, size - 1, checkpoint.size, path, checkpoint.root)
        statement = Statement.parse(text)
        if statement.log != watch.log.name or statement.before >= size:
            raise Unproved("it is of another log")
        yield statement
        size, count = statement.before, count + 1
    if size < until:
        raise Unproved(f"what was said with size {until} is passed over")


def _keys(watch: Watch, statement: Statement, fetch: Fetch) -> dict[str, str]:
    text = _list(watch, statement.keys, fetch)
    listed = Listed(text)
    if listed.root.hex() != statement.keys_root:
        raise Unproved("the list of keys does not lead to what is said of it")
    return dict(line.split(" ", 1) for line in listed.lines)


def _code(watch: Watch, digest: str, fetch: Fetch) -> dict[str, str]:
    return read_list(_list(watch, digest, fetch))


def _list(watch: Watch, digest: str, fetch: Fetch) -> str:
    text = fetch(f"{watch.address}/transparansi/daftar/{digest}").decode()
    if digest_of_text(text).hex() != digest:
        raise Unproved("a list is another than the one that is said")
    return text


def _compared(before: dict[str, str], now: dict[str, str], heard: Heard) -> dict[str, str]:
    """All keys ever seen; a key of one number that becomes another is a surprise, a new number is news."""
    for key, entry in now.items():
        digest, _space, desk = entry.partition(" ")
        earlier = before.get(key, "").partition(" ")[0]
        if earlier and earlier != digest:
            heard.surprises.append(f"{key} ({desk}) is another key than it was: {digest}, before {earlier}")
        elif not earlier and before:
            heard.news.append(f"new key {key} of {desk}: {digest}")
    return before | now
