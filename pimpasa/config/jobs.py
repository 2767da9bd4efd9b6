"""The background jobs, run until somebody stops them; a database that restarts is waited for."""

from __future__ import annotations

import asyncio
import logging
import signal
from contextlib import suppress

from procrastinate import App

AFTER_TROUBLE = 5.0  # seconds
SECONDS_TO_FINISH = 10
log = logging.getLogger(__name__)


def run(app: App) -> None:
    """Until SIGINT or SIGTERM; a running job is finished first."""
    asyncio.run(_run(app))


async def _run(app: App) -> None:
    stopping = asyncio.Event()
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
    """Over one set of connections. Ends when they are lost, too: the library takes that for an order to stop."""
    connector = app.connector.get_worker_connector()  # type: ignore[attr-defined]  # of Django's connector alone
    with app.replace_connector(connector) as working:
        async with working.open_async():
            worker = working.run_worker_async(
                name="worker", shutdown_graceful_timeout=SECONDS_TO_FINISH, install_signal_handlers=False
            )
            job = asyncio.create_task(worker)
            stop = asyncio.create_task(stopping.wait())
            await asyncio.wait({job, stop}, return_when=asyncio.FIRST_COMPLETED)
            stop.cancel()
            job.cancel()
            with suppress(asyncio.CancelledError):
                await job
