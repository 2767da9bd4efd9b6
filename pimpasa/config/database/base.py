from __future__ import annotations

import select

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    def is_usable(self) -> bool:
        """Ask the server only where its socket has something to say between statements: as a rule, that it closed."""
        if self.connection is not None and not self.connection.closed and _is_silent(self.connection.fileno()):
            return True
        return super().is_usable()


def _is_silent(descriptor: int) -> bool:
    waiting = select.poll()
    waiting.register(descriptor, select.POLLIN)
    return not waiting.poll(0)
