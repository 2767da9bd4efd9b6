from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from pimpasa.education import queries, rules
from pimpasa.education.models import BankReview
from pimpasa.ledger import actions as ledger
from pimpasa.ledger.acts import Act
from pimpasa.territory.models import Office


@transaction.atomic
def review_questions(*, office: Office, read: Mapping[str, bytes], by: Officer) -> int:
    """The office may ask these questions from now on; returns how many. `read` is the digest of the words that the
    officer read, by key.

    Raises Refused by the rules, for no question, and for words that changed in the meantime.
    """
    rules.check_teach(by, office)
    for key, digest in read.items():
        rules.check_same_words(queries.question(key), digest)
        review, _is_new = BankReview.objects.update_or_create(
            office=office, key=key, defaults={"digest": digest, "reviewed_by": by, "reviewed_at": clock.now()}
        )
        ledger.append(act=Act.QUESTION_REVIEWED, subject=str(review), actor=by.actor, digest=digest)
    return len(read)


@transaction.atomic
def take_back_review(*, office: Office, key: str, by: Officer) -> None:
    """The office does not ask this question any more. Raises Refused by the rules."""
    rules.check_teach(by, office)
    for review in BankReview.objects.filter(office=office, key=key):
        digest, subject = bytes(review.digest), str(review)
        review.delete()
        ledger.append(act=Act.QUESTION_TAKEN_BACK, subject=subject, actor=by.actor, digest=digest)
