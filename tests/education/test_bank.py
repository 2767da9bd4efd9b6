"""The bank of questions, and an office's review of it: what is asked at a dialogue was read by somebody before."""

from __future__ import annotations

from collections import Counter

import pytest

from pimpasa.accounts.errors import Refused
from pimpasa.education import queries
from pimpasa.education.actions import review_questions, take_back_review
from pimpasa.education.models import BankReview
from pimpasa.ledger.acts import Act
from pimpasa.ledger.models import Entry
from tests.factories.people import Cast, cast


@pytest.fixture
def office(db: None) -> Cast:
    return cast()


def test_it_works(office: Cast) -> None:
    first, second = queries.bank()[:2]
    assert queries.reviewed(office.at.office) == []
    read = {first.key: first.digest, second.key: second.digest}
    assert review_questions(office=office.at.office, read=read, by=office.dewi) == 2
    assert queries.reviewed(office.at.office) == [first, second]
    assert queries.reviewed(office.at.fallback) == []
    assert Entry.objects.filter(act=Act.QUESTION_REVIEWED).count() == 2
    take_back_review(office=office.at.office, key=first.key, by=office.hadi)
    assert queries.reviewed(office.at.office) == [second]
    assert Entry.objects.filter(act=Act.QUESTION_TAKEN_BACK).count() == 1


def test_other_words_need_another_look(office: Cast) -> None:
    question = queries.bank()[0]
    review_questions(office=office.at.office, read={question.key: question.digest}, by=office.dewi)
    BankReview.objects.update(digest=b"\0" * 32)
    assert queries.reviewed(office.at.office) == []
    with pytest.raises(Refused) as refused:
        review_questions(office=office.at.office, read={question.key: b"\0" * 32}, by=office.dewi)
    assert refused.value.code == "other_words"
    review_questions(office=office.at.office, read={question.key: question.digest}, by=office.hadi)
    assert queries.reviewed(office.at.office) == [question]


def test_who_may(office: Cast) -> None:
    question = queries.bank()[0]
    read = {question.key: question.digest}
    for person, at, words, code in (
        (office.sari, office.at.office, read, "not_permitted"),
        (office.agus, office.at.office, read, "not_permitted"),
        (office.rina, office.at.office, read, "not_permitted"),
        (office.dewi, office.at.fallback, read, "other_office"),
        (office.dewi, office.at.office, {"nothing": b""}, "no_such_question"),
    ):
        with pytest.raises(Refused) as refused:
            review_questions(office=at, read=words, by=person)
        assert refused.value.code == code
    with pytest.raises(Refused) as refused:
        take_back_review(office=office.at.fallback, key=question.key, by=office.dewi)
    assert refused.value.code == "other_office"


def test_every_question_is_whole() -> None:
    bank = queries.bank()
    assert len(bank) >= 20
    assert [key for key, number in Counter(one.key for one in bank).items() if number > 1] == []
    for one in bank:
        indonesian, english = one.words["id"], one.words["en"]
        assert (one.key, len(indonesian.options)) == (one.key, len(english.options))
        assert len(indonesian.options) in (3, 4)
        assert len(set(indonesian.options)) == len(indonesian.options)
        assert 0 <= one.right < len(indonesian.options)
        assert one.sources
        assert all((indonesian.question, indonesian.why, english.question, english.why))
        assert all(isinstance(option, str) for words in one.words.values() for option in words.options)
        assert len(one.key) <= 60
        assert queries.question(one.key) == one
    assert queries.question("nothing") is None


def test_the_right_answer_is_not_always_in_one_place() -> None:
    places = Counter(one.right for one in queries.bank())
    assert max(places.values()) <= len(queries.bank()) / 2
