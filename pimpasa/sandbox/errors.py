"""Why nothing came of a run."""


class SandboxFault(Exception):
    """Nothing came of it; each kind says why."""


class Busy(SandboxFault):
    """No place became free in time."""


class TooSlow(SandboxFault):
    """It had used up its time, on the clock or on the processor."""


class TooLarge(SandboxFault):
    """It was given more than it takes on, honest or a bomb (our programs raise this), or answered with too much."""


class Killed(SandboxFault):
    """A signal ended it: a fault of a library, a machine without memory, somebody's hand."""


class Unconfined(SandboxFault):
    """The kernel does not confine it, so that nothing of a stranger's may be read."""


class Failed(SandboxFault):
    """It could make nothing of what it was given, or ended without a whole answer."""
