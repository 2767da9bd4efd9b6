from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from itertools import chain, count

from django.utils.text import slugify
from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from pimpasa.education import queries, rules
from pimpasa.education.models import BankReview, OfficePage, PageCheck
from pimpasa.education.pages import digest_of
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import act, record
from pimpasa.territory.models import Office

LONGEST_SLUG = 50


@dataclass(frozen=True)
class PageWords:
    """What an office's page says, in Markdown; English may be empty, sources are lines."""

    title: str
    body: str
    sources: str
    last_verified: date
    title_en: str = ""
    body_en: str = ""


@act(Act.QUESTION_REVIEWED, idle="no question was ticked")
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
        record(review, by=by, digest=digest)
    return len(read)


@act(Act.QUESTION_TAKEN_BACK, idle="the office had not reviewed it")
def take_back_review(*, office: Office, key: str, by: Officer) -> None:
    """The office does not ask this question any more. Raises Refused by the rules."""
    rules.check_teach(by, office)
    for review in BankReview.objects.filter(office=office, key=key):
        record(review, by=by, digest=bytes(review.digest))
        review.delete()


@act(Act.LESSON_CHECKED)
def check_page(*, office: Office, slug: str, on: date, what: str, by: Officer) -> PageCheck:
    """Say that somebody looked whether a page of the program still is right, and what they compared it with.

    Everybody can read it. Raises Refused by the rules, and for no page.
    """
    rules.check_teach(by, office)
    rules.check_looked(on)
    if slug not in queries.slugs():
        raise Refused("no_such_page", _("There is no such page."))
    if not what.strip():
        raise Refused("compared_with_nothing", _("Say what you compared it with."))
    check = PageCheck.objects.create(
        office=office,
        slug=slug,
        digest=digest_of(slug),
        checked_on=on,
        checked_by=by,
        what=what.strip(),
        recorded_at=clock.now(),
    )
    record(check, by=by, facts=check.facts)
    return check


@act(Act.LESSON_WRITTEN)
def write_page(*, office: Office, page: OfficePage | None, words: PageWords, by: Officer) -> OfficePage:
    """Keep an office's page, a new one as a draft; of a published one everybody reads the new words at once.

    Raises Refused by the rules.
    """
    rules.check_teach(by, office if page is None else page.office)
    texts = {name: value for name, value in asdict(words).items() if name != "last_verified"}
    rules.check_whole(**texts)
    rules.check_words(*texts.values())
    rules.check_looked(words.last_verified)
    page = page or OfficePage(office=office, slug=_free_slug(office, words.title))
    for name, value in asdict(words).items():
        setattr(page, name, value)
    page.written_by = by
    page.written_at = clock.now()
    page.save()
    record(page, by=by, facts=page.facts)
    return page


@act(Act.LESSON_PUBLISHED)
def publish_page(*, page: OfficePage, by: Officer) -> None:
    """Show it under /belajar/ from now on. Raises Refused by the rules."""
    rules.check_teach(by, page.office)
    page.published_at = clock.now()
    page.withdrawn_at = None
    page.save(update_fields=["published_at", "withdrawn_at"])
    record(page, by=by, facts=page.facts)


@act(Act.LESSON_WITHDRAWN)
def withdraw_page(*, page: OfficePage, by: Officer) -> None:
    """Show it no more; the office keeps it. Raises Refused by the rules."""
    rules.check_teach(by, page.office)
    if not page.is_public:
        raise Refused("not_published", _("This page is not published."))
    page.withdrawn_at = clock.now()
    page.save(update_fields=["withdrawn_at"])
    record(page, by=by, facts=page.facts)


def _free_slug(office: Office, title: str) -> str:
    base = slugify(title)[:LONGEST_SLUG].strip("-") or "halaman"
    slugs = set(OfficePage.objects.filter(office=office, slug__startswith=base).values_list("slug", flat=True))
    numbered = (f"{base}-{number}" for number in count(2))
    return next(slug for slug in chain([base], numbered) if slug not in slugs)
