"""A real S3 on this machine: `rclone serve s3`, and what makes its answers those that S3 gives."""

from __future__ import annotations

import http.client
import sysconfig
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

KEY, SECRET = "kunci", "rahasia"


def rclone(port: int, folder: Path) -> list[str | Path]:
    """The words that serve the buckets in `folder` at this port."""
    options = [f"--addr=127.0.0.1:{port}", f"--auth-key={KEY},{SECRET}", "--config=/dev/null"]
    return [Path(sysconfig.get_path("scripts")) / "rclone", "serve", "s3", *options, folder]


@contextmanager
def partial_content(port: int) -> Iterator[str]:
    """The address of a go-between that gives ranges the status that S3 gives them.

    rclone answers a range with 200 (github.com/johannesboyne/gofakes3/pull/121), which no careful client takes.
    """

    class GoBetween(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def pass_on(self) -> None:
            there = http.client.HTTPConnection("127.0.0.1", port)
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            try:
                there.request(self.command, self.path, body, dict(self.headers))
                answer = there.getresponse()
                self.answer(answer, answer.read())
            except OSError:
                self.close_connection = True
            finally:
                there.close()

        def answer(self, answer: http.client.HTTPResponse, content: bytes) -> None:
            self.send_response_only(206 if answer.headers["Content-Range"] else answer.status)
            lengths = {"content-length", "transfer-encoding"} if self.command != "HEAD" else {"transfer-encoding"}
            for name, value in answer.getheaders():
                if name.lower() not in lengths:
                    self.send_header(name, value)
            if self.command != "HEAD":
                self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = pass_on  # noqa: N815 - the library's names

    with ThreadingHTTPServer(("127.0.0.1", 0), GoBetween) as server:
        server.daemon_threads = True
        thread = Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
