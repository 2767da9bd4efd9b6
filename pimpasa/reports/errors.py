from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.reports.contents import Answers, LockedReceipt
from pimpasa.reports.models import Report


class DraftGone(Exception):
    """No draft answers to this browser's key: it was never begun, was sent, or died after a day."""


class DraftDiscarded(DraftGone):
    """Its writer threw it away less than a day ago: nothing that comes late under its key is kept."""


class AlreadySent(Exception):
    """The draft became a report before; `receipt` is its code, for as long as it may be shown again.

    Of a report that was sealed on a phone, `locked` is what that phone alone opens instead.
    """

    def __init__(self, receipt: str, locked: LockedReceipt | None = None) -> None:
        super().__init__("sent")
        self.receipt = receipt
        self.locked = locked


class StillSealed(Exception):
    """A draft with words that only its writer's browser opens, sent without them."""

    def __init__(self, answers: Answers) -> None:
        super().__init__("sealed")
        self.answers = answers


class Unfit(Exception):
    """What a browser sealed has not the shape of a report, or is sealed to others than who reads."""


class DraftChanged(Exception):
    """Words or choices came into the draft after its sender's browser was given it to seal."""


class SealedAnew(Refused):
    """A report got another key after it was opened: what was to be sealed under the old one would open for nobody."""

    def __init__(self) -> None:
        super().__init__("sealed_anew", _("This report was just handed on. Open it again, and send this once more."))


class NoSuchReceipt(Exception):
    """A well-formed code that belongs to no report."""


class ReadersChanged(Exception):
    """Others would read the report than its sender was told."""


class Incomplete(Exception):
    """A draft without what a report must have: a kind, a story and a kelurahan."""

    def __init__(self, answers: Answers) -> None:
        super().__init__("incomplete")
        self.answers = answers


class Shredded(Exception):
    """A receipt's report whose time is over: it was erased, or will be when the grace is over."""

    def __init__(self, report: Report) -> None:
        super().__init__(str(report))
        self.report = report
