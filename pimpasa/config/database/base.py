from __future__ import annotations

import select

from django.db.backends.postgresql import base

from pimpasa.common import clock


class DatabaseWrapper(base.DatabaseWrapper):
    def init_connection_state(self) -> None:
        """No connection without the database's time, by which the program decides (pimpasa.common.clock)."""
        super().init_connection_state()
        with self.connection.cursor() as cursor:
            clock.set_by(cursor.execute("SELECT clock_timestamp()").fetchone()[0])

    def ensure_connection(self) -> None:
        """Outside a transaction a connection that its server closed, as when that restarted, is made anew.

        Django looks at a request's beginning alone, and a thread of the worker has none: it would fail for good.
        """
        if self.connection is not None and not self.in_atomic_block and not self.is_usable():
            self.close()
        super().ensure_connection()

    def is_usable(self) -> bool:
        """Ask the server only where its socket has something to say between statements: as a rule, that it closed."""
        if self.connection is not None and not self.connection.closed and _is_silent(self.connection.fileno()):
            return True
        return super().is_usable()


def _is_silent(descriptor: int) -> bool:
    waiting = select.poll()
    waiting.register(descriptor, select.POLLIN)
    return not waiting.poll(0)
