"""A reporter's word at the end."""

from __future__ import annotations

from pimpasa.common import clock
from pimpasa.complaints import rules
from pimpasa.complaints.kinds import Clarity
from pimpasa.complaints.models import Feedback
from pimpasa.complaints.queries import feedback_context
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import REPORTER, act, record
from pimpasa.reports.queries.locks import locked
from pimpasa.reports.queries.opened import OpenReport, as_it_is_now
from pimpasa.sealing import envelopes


@act(Act.FEEDBACK_GIVEN)
def give_feedback(*, opened: OpenReport, clear: Clarity, words: str) -> Feedback:
    """A reporter's answer at the end; given again it replaces the first. Raises Refused while the report is open."""
    opened = as_it_is_now(opened, locked(opened.report))
    rules.check_feedback(opened.report)
    sealed = envelopes.seal_json({"words": words.strip()}, key=opened.key, context=feedback_context(opened.report))
    feedback, _is_new = Feedback.objects.update_or_create(
        report=opened.report, defaults={"clear": clear, "words": sealed, "given_at": clock.now()}
    )
    record(opened.report, by=REPORTER, sealed=sealed)
    return feedback
