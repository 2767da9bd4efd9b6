"""What an office did besides reports in a period: of its own few rows, none of which is a report."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from statistics import median

from django.db.models import Count, Min, Q

from pimpasa.cases.models import Tak
from pimpasa.common import clock
from pimpasa.complaints.kinds import Clarity
from pimpasa.complaints.models import Feedback
from pimpasa.insights.periods import Period
from pimpasa.insights.queries.effects import Totals, outcomes_of
from pimpasa.operations.models import Operation
from pimpasa.operations.states import OperationState
from pimpasa.referrals.kinds import AnswerKind
from pimpasa.referrals.models import Referral, ReferralAnswer
from pimpasa.territory.models import Office

HELD = (OperationState.UNDER_WAY, OperationState.CARRIED_OUT, OperationState.REPORTED)


@dataclass(frozen=True)
class Work:
    """Counts of a period; `until_accepted` is the median of the referrals sent in it that were accepted."""

    operations: int
    operations_reported: int
    taks: int
    referrals: int
    accepted: int
    until_accepted: timedelta | None
    dialogues: Totals
    clear: dict[str, int]

    @property
    def answers(self) -> int:
        """How many reporters said whether they were told clearly."""
        return sum(self.clear.values())


def work_of(office: Office, period: Period) -> Work:
    """What an office did from a period's first day until it is over, or until today."""
    begin = clock.midnight(period.first)
    end = clock.midnight(period.until + timedelta(days=1))
    held = Operation.objects.filter(office=office, state__in=HELD, starts_at__gte=begin, starts_at__lt=end)
    operations = held.aggregate(all=Count("pk"), reported=Count("pk", filter=Q(state=OperationState.REPORTED)))
    taks = Tak.objects.filter(decision__case__office=office, recorded_at__gte=begin, recorded_at__lt=end)
    sent = Referral.objects.filter(case__office=office, sent_at__gte=begin, sent_at__lt=end)
    answers = ReferralAnswer.objects.filter(referral__in=sent, kind=AnswerKind.ACCEPTED)
    accepted = answers.values_list("referral__sent_at", "referral").annotate(at=Min("at")).order_by()
    spans = [at - sent_at for sent_at, _referral, at in accepted]
    feedback = Feedback.objects.filter(report__office=office, given_at__gte=begin, given_at__lt=end)
    clear: Counter[str] = Counter(dict(feedback.values_list("clear").annotate(n=Count("pk")).order_by()))
    return Work(
        operations=operations["all"],
        operations_reported=operations["reported"],
        taks=taks.count(),
        referrals=sent.count(),
        accepted=len(spans),
        until_accepted=median(spans) if spans else None,
        dialogues=outcomes_of(office, first=period.first, last=period.until)[0],
        clear={answer.value: clear[answer.value] for answer in Clarity},
    )
