"""A Pimpasa asks for support; the unit answers within working days."""

from __future__ import annotations

from datetime import timedelta

import pytest

from pimpasa.accounts.errors import Refused
from pimpasa.common import clock
from pimpasa.keys.actions.officer_keys import make_officer_key
from pimpasa.keys.errors import NotGranted
from pimpasa.ledger.acts import Act
from pimpasa.ledger.queries import entries_of
from pimpasa.operations import queries
from pimpasa.operations.actions.support import add_to_support, answer_support
from pimpasa.operations.models import SupportRequest
from pimpasa.operations.opening import open_support
from pimpasa.operations.states import SUPPORT_TRANSITIONS, SupportState, SupportStep
from pimpasa.reports.deadlines import after_working_days
from pimpasa.vault.opening import key_of
from tests.factories import operations as made
from tests.factories import reports as given
from tests.factories.people import PASSPHRASE, Cast, cast, keyring, withdrawn

pytestmark = pytest.mark.django_db
WORDS = "Karangan: lantai berapa?"


@pytest.fixture
def office() -> Cast:
    return cast()


def test_it_works(office: Cast) -> None:
    """Asked, asked back, said more, granted."""
    request = made.support(office.sari, report=given.taken(office.sari))
    assert request.due_at == after_working_days(request.asked_at, 2)
    today = clock.today()
    assert [row.pk for row in queries.duties_of(office.dewi, on=today).support] == [request.pk]
    assert open_support(request=request, keyring=keyring(office.dewi)).asked == made.ASKED
    answer_support(request=request, step=SupportStep.ASK_BACK, words=WORDS, keyring=keyring(office.dewi))
    assert [row.pk for row in queries.duties_of(office.sari, on=today).asked_back] == [request.pk]
    assert queries.duties_of(office.dewi, on=today).support == []
    add_to_support(request=request, words="Karangan: tiga.", keyring=keyring(office.sari))
    request = answer_support(request=request, step=SupportStep.GRANT, words="", keyring=keyring(office.hadi))
    assert (request.state, request.due_at) == (SupportState.GRANTED, None)
    opened = open_support(request=request, keyring=keyring(office.sari)).asked
    assert (opened.answer, opened.more) == ("", "Karangan: tiga.")
    acts = [entry.act for entry in entries_of([request.subject])]
    assert acts == [Act.SUPPORT_ASKED, Act.SUPPORT_READ, Act.SUPPORT_ANSWERED, Act.SUPPORT_ADDED,
                    Act.SUPPORT_ANSWERED, Act.SUPPORT_READ]  # fmt: skip
    assert b"Karangan" not in bytes(request.envelope)


def test_nobody_else_reads_it(office: Cast) -> None:
    request = made.support(office.sari)
    for person in (office.bayu, office.agus, office.rina):
        with pytest.raises(Refused):
            open_support(request=request, keyring=keyring(person))
        with pytest.raises(NotGranted):
            key_of(request, keyring(person))
    assert [len(queries.support_seen_by(who)) for who in (office.sari, office.bayu, office.hadi)] == [1, 0, 1]


def test_a_new_key_does_not_open_what_was_asked_under_the_old(office: Cast) -> None:
    request = made.support(office.sari)
    withdrawn(office, office.sari)
    make_officer_key(officer=office.sari, passphrase=PASSPHRASE)
    request.refresh_from_db()
    with pytest.raises(NotGranted):
        open_support(request=request, keyring=keyring(office.sari))


@pytest.mark.parametrize("changes", [{"kind": "helikopter"}, {"text": "pendek"}, {"place": " "}])
def test_what_is_missing_is_told(office: Cast, changes: dict[str, str]) -> None:
    with pytest.raises(Refused):
        made.support(office.sari, **changes)
    assert not SupportRequest.objects.exists()


def test_only_for_one_s_own_report(office: Cast) -> None:
    report = given.report()
    for person in (office.bayu, office.rina, office.hadi):
        with pytest.raises(Refused):
            made.support(person, report=report)
    assert made.support(office.sari, report=report, place="").unit == office.at.unit


def test_only_the_unit_answers_and_says_why_not(office: Cast) -> None:
    request = made.support(office.sari)
    for step in (SupportStep.REFUSE, SupportStep.ASK_BACK):
        with pytest.raises(Refused) as refused:
            answer_support(request=request, step=step, words="", keyring=keyring(office.dewi))
        assert refused.value.code == "answer_unsaid"
    with pytest.raises(Refused):
        answer_support(request=request, step=SupportStep.GRANT, words="", keyring=keyring(office.sari))
    with pytest.raises(Refused) as refused:
        answer_support(request=request, step=SupportStep.ADD, words=WORDS, keyring=keyring(office.dewi))
    assert refused.value.code == "support_not_in_this_state"
    with pytest.raises(Refused) as refused:
        add_to_support(request=request, words=WORDS, keyring=keyring(office.sari))
    assert refused.value.code == "support_not_in_this_state"
    answer_support(request=request, step=SupportStep.REFUSE, words=WORDS, keyring=keyring(office.dewi))
    with pytest.raises(Refused) as refused:
        answer_support(request=request, step=SupportStep.GRANT, words="", keyring=keyring(office.dewi))
    assert refused.value.code == "support_not_in_this_state"


def test_nobody_answers_themselves(office: Cast) -> None:
    request = made.support(office.dewi)
    with pytest.raises(Refused) as refused:
        answer_support(request=request, step=SupportStep.GRANT, words="", keyring=keyring(office.dewi))
    assert refused.value.code == "own_request"


def test_only_who_asked_says_more(office: Cast) -> None:
    request = made.support(office.sari)
    answer_support(request=request, step=SupportStep.ASK_BACK, words=WORDS, keyring=keyring(office.dewi))
    with pytest.raises(Refused) as refused:
        add_to_support(request=request, words=WORDS, keyring=keyring(office.dewi))
    assert refused.value.code == "not_the_asker"
    with pytest.raises(Refused) as refused:
        add_to_support(request=request, words="", keyring=keyring(office.sari))
    assert refused.value.code == "nothing_written"


def test_the_earliest_term_comes_first(office: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    first = made.support(office.sari)
    then = clock.now() + timedelta(days=7)
    monkeypatch.setattr(clock, "now", lambda: then)
    second = made.support(office.bayu)
    assert [row.pk for row in queries.duties_of(office.dewi, on=clock.today()).support] == [first.pk, second.pk]


def test_the_table_is_whole() -> None:
    assert set(SUPPORT_TRANSITIONS) == set(SupportState)
    assert {step for steps in SUPPORT_TRANSITIONS.values() for step in steps} == set(SupportStep)
    assert {to for steps in SUPPORT_TRANSITIONS.values() for to in steps.values()} == set(SupportState)
