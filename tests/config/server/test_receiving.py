"""Bodies are received without a thread: cut by progress, sealed where they wait, handed on in pieces."""

from __future__ import annotations

import asyncio
import io
import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from pimpasa.config.server import application, receiving
from pimpasa.config.server.application import Application
from pimpasa.config.server.environ import headers_of
from pimpasa.config.server.places import Threads, TooMany
from pimpasa.config.server.receiving import End, Lying, Pace, Receiving, Waiting
from pimpasa.sealing.spools import BLOCK, Spool

CANARY = b"kenari-tak-boleh-terbaca-di-cakram "
Message = dict[str, Any]


class Phone:
    """What an ASGI server hears of one client: pieces of a body, each after some seconds."""

    def __init__(self, *pieces: bytes, every: float = 0, then: str = "end") -> None:
        self._pieces = list(pieces)
        self._every = every
        self._then = then
        self.sent: list[Message] = []

    async def receive(self) -> Message:
        await asyncio.sleep(self._every)
        if self._pieces:
            more = len(self._pieces) > 1 or self._then != "end"
            return {"type": "http.request", "body": self._pieces.pop(0), "more_body": more}
        if self._then == "silence":
            await asyncio.sleep(3600)
        return {"type": "http.disconnect"}

    async def send(self, message: Message) -> None:
        self.sent.append(dict(message))

    @property
    def status(self) -> int:
        return int(self.sent[0]["status"])

    @property
    def body(self) -> bytes:
        return b"".join(message.get("body", b"") for message in self.sent)


def scope(method: str = "POST", path: str = "/", **headers: str) -> Message:
    lines = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    return {
        "type": "http",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "http_version": "1.1",
        "scheme": "http",
        "client": ("203.0.113.7", 4711),
        "server": ("127.0.0.1", 8000),
        "headers": lines,
    }


def echo(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    start("200 OK", [("Content-Type", "text/plain")])
    return [environ["wsgi.input"].read()]


def app(wsgi: Any = echo, *, folder: Path, free: int = 1024**3, most: int = 1024**3) -> Application:
    return Application(wsgi, folder, trusted=0, most=most, free=lambda: free)


def asked(application: Application, phone: Phone, request: Message) -> Phone:
    asyncio.run(application(request, phone.receive, phone.send))
    return phone


class TestPace:
    def test_64_kbit_a_second_go_on_for_as_long_as_a_film_lasts(self) -> None:
        pace = Pace(0.0)
        assert all(pace.take(8000, float(second)) for second in range(1, 4 * 3600))

    def test_a_phone_that_is_silent_for_twenty_seconds_goes_on(self) -> None:
        pace = Pace(0.0)
        assert all(pace.take(8000 * 10, second) for second in range(0, 3600, 30))

    def test_a_byte_every_two_seconds_is_cut_after_half_a_minute(self) -> None:
        pace = Pace(0.0)
        assert [pace.take(1, float(second)) for second in range(0, 32, 2)] == [True] * 15 + [False]


def test_it_works(tmp_path: Path) -> None:
    phone = asked(app(folder=tmp_path), Phone(b"halo ", b"dunia"), scope(content_length="10"))
    assert (phone.status, phone.body) == (200, b"halo dunia")


def test_a_large_body_comes_whole_and_lies_nowhere_readable(tmp_path: Path) -> None:
    body = CANARY * 40_000
    on_disk: list[bytes] = []

    def look(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        for descriptor in Path("/proc/self/fd").iterdir():
            with_name = str(descriptor.readlink()) if descriptor.is_symlink() else ""
            if str(tmp_path) in with_name:
                on_disk.append(descriptor.read_bytes())
        return echo(environ, start)

    pieces = [body[start : start + 50_000] for start in range(0, len(body), 50_000)]
    phone = asked(app(look, folder=tmp_path), Phone(*pieces), scope(content_length=str(len(body))))
    assert phone.body == body
    assert list(tmp_path.iterdir()) == []
    assert len(on_disk) == 1
    assert len(on_disk[0]) >= BLOCK
    assert CANARY not in on_disk[0]


def test_who_drips_holds_no_thread_and_is_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receiving, "WINDOW", 0.3)
    one = app(folder=tmp_path)

    async def scene() -> tuple[list[Phone], Phone]:
        drippers = [Phone(*[b"x"] * 1000, every=0.05) for _ in range(50)]
        dripping = [
            asyncio.ensure_future(one(scope(content_length="1000"), phone.receive, phone.send)) for phone in drippers
        ]
        await asyncio.sleep(0.1)
        neighbour = Phone()
        await asyncio.wait_for(one(scope("GET"), neighbour.receive, neighbour.send), 2)
        assert not any(phone.sent for phone in drippers)
        await asyncio.gather(*dripping)
        return drippers, neighbour

    drippers, neighbour = asyncio.run(scene())
    assert neighbour.status == 200
    assert {phone.status for phone in drippers} == {408}


def test_who_says_nothing_at_all_is_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receiving, "WINDOW", 0.2)
    assert asked(app(folder=tmp_path), Phone(then="silence"), scope(content_length="9")).status == 408


def test_a_cut_form_of_words_never_reaches_the_program(tmp_path: Path) -> None:
    reached: list[bool] = []

    def wsgi(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        reached.append(True)
        return echo(environ, start)

    phone = asked(app(wsgi, folder=tmp_path), Phone(b"cerita=separ", then="gone"), scope(content_length="400"))
    assert (phone.status, reached) == (408, [])


def test_a_cut_form_with_files_does_since_files_that_came_whole_are_kept(tmp_path: Path) -> None:
    request = scope(content_length="400", content_type="multipart/form-data; boundary=x")
    assert asked(app(folder=tmp_path), Phone(b"--x", then="gone"), request).body == b"--x"


class TestResumable:
    """PATCH of tus 1.0, taken in pieces."""

    @staticmethod
    def store(kept: list[tuple[int, bytes]]) -> Any:
        def wsgi(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
            body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
            kept.append((int(environ["HTTP_UPLOAD_OFFSET"]), body))
            start("204 No Content", [("Upload-Offset", str(kept[-1][0] + len(body)))])
            return [b""]

        return wsgi

    def patch(self, **headers: str) -> Message:
        return scope("PATCH", content_type="application/offset+octet-stream", content_length="9000", **headers)

    def test_what_came_is_kept_while_it_still_comes(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(application, "SEGMENT", 3000)
        kept: list[tuple[int, bytes]] = []
        phone = asked(app(self.store(kept), folder=tmp_path), Phone(*[b"x" * 1000] * 9), self.patch(upload_offset="70"))
        assert [(offset, len(body)) for offset, body in kept] == [(70, 3000), (3070, 3000), (6070, 3000)]
        assert (b"upload-offset", b"9070") in phone.sent[0]["headers"]

    @pytest.mark.parametrize("end", ["gone", "silence"])
    def test_what_came_before_the_line_broke_is_kept(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, end: str
    ) -> None:
        monkeypatch.setattr(receiving, "WINDOW", 0.2)
        kept: list[tuple[int, bytes]] = []
        asked(app(self.store(kept), folder=tmp_path), Phone(b"x" * 700, then=end), self.patch(upload_offset="0"))
        assert kept == [(0, b"x" * 700)]

    def test_with_a_checksum_it_is_taken_whole(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(application, "SEGMENT", 3000)
        kept: list[tuple[int, bytes]] = []
        request = self.patch(upload_offset="0", upload_checksum="sha1 x")
        asked(app(self.store(kept), folder=tmp_path), Phone(*[b"x" * 1000] * 9), request)
        assert [(offset, len(body)) for offset, body in kept] == [(0, 9000)]

    def test_a_refusal_is_answered_at_once(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(application, "SEGMENT", 3000)

        def refuse(_environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
            start("409 Conflict", [])
            return [b"no"]

        assert (
            asked(app(refuse, folder=tmp_path), Phone(*[b"x" * 1000] * 9), self.patch(upload_offset="0")).status == 409
        )


def test_where_only_the_reserve_is_left_no_body_is_put_on_the_disk(tmp_path: Path) -> None:
    full = app(folder=tmp_path, free=0)
    assert asked(full, Phone(b"a few words"), scope(content_length="11")).status == 200
    assert asked(full, Phone(b"x" * BLOCK), scope(content_length=str(BLOCK))).status == 503


def test_what_waits_of_one_network_is_a_quarter_of_what_is_free() -> None:
    waiting = Waiting(1000, lambda: 400)
    with waiting.of("flooder") as first, waiting.of("flooder") as second, waiting.of("neighbour") as neighbour:
        assert [first.take(60), second.take(60), second.take(40), neighbour.take(100)] == [True, False, True, True]
    with waiting.of("flooder") as later:
        assert later.take(100)


def test_a_body_longer_than_a_draft_may_be_is_refused(tmp_path: Path) -> None:
    body = [b"x" * BLOCK] * 4
    phone = asked(app(folder=tmp_path, most=2 * BLOCK), Phone(*body), scope(content_length=str(4 * BLOCK)))
    assert phone.status == 503


def test_a_slow_reader_holds_no_thread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(application, "PAGES", 2)

    def long(_environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        start("200 OK", [])
        return [b"x" * application.TOGETHER] * 3

    one = app(long, folder=tmp_path)

    async def scene() -> None:
        blocked = asyncio.Event()

        async def slow(message: Message) -> None:
            if message["type"] == "http.response.body":
                await blocked.wait()

        readers = [asyncio.ensure_future(one(scope("GET"), Phone().receive, slow)) for _ in range(20)]
        await asyncio.sleep(0.2)
        neighbour = Phone()
        await asyncio.wait_for(one(scope("GET"), neighbour.receive, neighbour.send), 2)
        assert len(neighbour.body) == 3 * application.TOGETHER
        blocked.set()
        await asyncio.gather(*readers)

    asyncio.run(scene())


class TestThreads:
    def test_a_caller_never_holds_all_and_others_take_turns(self) -> None:
        async def scene() -> list[str]:
            threads, go, done = Threads(4, "test", waiting=100), Event(), []

            def work(name: str) -> Callable[[], None]:
                return lambda: (go.wait(5), done.append(name))[1]

            flood = [asyncio.ensure_future(threads.run("flooder", work("flooder"))) for _ in range(20)]
            await asyncio.sleep(0.05)
            quick: list[str] = []
            await asyncio.wait_for(threads.run("neighbour", lambda: quick.append("neighbour")), 2)
            go.set()
            await asyncio.gather(*flood)
            return quick + done

        assert asyncio.run(scene()) == ["neighbour"] + ["flooder"] * 20

    def test_of_one_caller_not_everybody_may_wait(self) -> None:
        async def scene() -> None:
            threads, go = Threads(1, "test", waiting=2), Event()
            works = [asyncio.ensure_future(threads.run("flooder", lambda: go.wait(5))) for _ in range(3)]
            await asyncio.sleep(0.05)
            with pytest.raises(TooMany):
                await threads.run("flooder", lambda: True)
            go.set()
            await asyncio.gather(*works)

        asyncio.run(scene())

    def test_who_goes_while_waiting_leaves_no_place_behind(self) -> None:
        async def scene() -> None:
            threads, go = Threads(1, "test", waiting=9), Event()
            held = asyncio.ensure_future(threads.run("a", lambda: go.wait(5)))
            await asyncio.sleep(0.05)
            gone = asyncio.ensure_future(threads.run("b", lambda: True))
            await asyncio.sleep(0.05)
            gone.cancel()
            go.set()
            await held
            assert await asyncio.wait_for(threads.run("c", lambda: True), 2)

        asyncio.run(scene())


class TestSpool:
    @pytest.mark.parametrize("size", [0, 1, BLOCK - 1, BLOCK, BLOCK + 1, 3 * BLOCK + 7])
    def test_what_was_put_in_comes_out(self, tmp_path: Path, size: int) -> None:
        spool, content = Spool(tmp_path), os.urandom(size)
        for start in range(0, size, 100_000):
            if spool.take(content[start : start + 100_000]):
                spool.write()
        assert spool.reading().read() == content
        assert spool.size == size
        spool.close()


def test_no_header_passes_for_another() -> None:
    """WSGI knows both under one name; the one with `_` no proxy of ours takes away."""
    raw = [
        (b"X_Forwarded_For", b"10.9.9.9"),
        (b"X-Forwarded-For", b"a"),
        (b"x-forwarded-for", b"b"),
        (b"Cookie", b"c=1"),
    ]
    assert headers_of({"headers": [*raw, (b"Cookie", b"d=2")]}) == {"x-forwarded-for": "a,b", "cookie": "c=1; d=2"}


def test_a_path_reaches_the_program_as_it_was_sent(tmp_path: Path) -> None:
    seen: list[str] = []

    def wsgi(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        seen.append(environ["PATH_INFO"])
        return echo(environ | {"wsgi.input": io.BytesIO()}, start)

    asked(app(wsgi, folder=tmp_path), Phone(), scope("GET", "/a%00b/%FF/%C3%A9"))
    assert seen == ["/a\x00b/\xff/é".encode("latin-1").decode("latin-1").replace("é", "Ã©")]


def test_the_disk_is_not_written_by_the_loop(tmp_path: Path) -> None:
    async def scene() -> End:
        disk = ThreadPoolExecutor(1)
        phone = Phone(b"x" * BLOCK)
        lying = Lying(Waiting(BLOCK, lambda: 4 * BLOCK), "")
        spool, end = await Receiving(phone.receive, tmp_path, disk, lying).piece()
        spool.close()
        disk.shutdown()
        return end

    assert asyncio.run(scene()) is End.WHOLE
