"""The background jobs, run until somebody stops them; a database that restarts is waited for.

They stand in lines (a task's `queue`), each with a worker of its own: what talks to somebody else's server, or looks at
everything, holds up nothing but its own line.
"""

from __future__ import annotations

import asyncio
import logging
import signal
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from procrastinate import App

AFTER_TROUBLE = 5.0  # seconds
SECONDS_TO_FINISH = 10
# What erases, expires and counts; keys that are taken back; emergencies; mail; browsers; the store of files; audits;
# witnesses of the log.
LINES = ("default", "keys", "alarms", "letters", "pushes", "files", "checks", "witnesses")
# No notifications are listened for: behind a pool of connections they reach nobody.
SECONDS_BETWEEN_LOOKS = 2.0
log = logging.getLogger(__name__)


def run(app: App) -> None:
    """Until SIGINT or SIGTERM; a running job is finished first."""
    asyncio.run(_run(app))


async def _run(app: App) -> None:
    stopping = asyncio.Event()
    # As many threads as a small machine has cores, and four, would let one line wait for another's thread.
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(2 * len(LINES)))
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopping.set)
    while not stopping.is_set():
        try:
            await _run_once(app, stopping)
        except Exception as trouble:  # noqa: BLE001 - whatever the library makes of a connection that is gone
            log.warning("the worker lost its database: %s", type(trouble).__name__)
        with suppress(TimeoutError):
            await asyncio.wait_for(stopping.wait(), AFTER_TROUBLE)


async def _run_once(app: App, stopping: asyncio.Event) -> None:
    """Over one set of connections. Ends when a line does: the library takes a lost connection for an order to stop."""
    connector = app.connector.get_worker_connector()  # type: ignore[attr-defined]  # of Django's connector alone
    with app.replace_connector(connector) as working:
        async with working.open_async():
            lines = [asyncio.create_task(_work(working, line)) for line in LINES]
            stop = asyncio.create_task(stopping.wait())
            await asyncio.wait({*lines, stop}, return_when=asyncio.FIRST_COMPLETED)
            for task in (stop, *lines):
                task.cancel()
            await asyncio.gather(*lines, return_exceptions=True)


async def _work(app: App, line: str) -> None:
    await app.run_worker_async(
        name=f"worker for {line}",
        queues=[line],
        concurrency=1,
        listen_notify=False,
        fetch_job_polling_interval=SECONDS_BETWEEN_LOOKS,
        shutdown_graceful_timeout=SECONDS_TO_FINISH,
        install_signal_handlers=False,
    )
