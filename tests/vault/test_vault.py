"""A sealed thing opens with what was granted for it, with nothing else, and with nothing after it was shredded."""

from __future__ import annotations

import uuid

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pimpasa.accounts.models import Officer
from pimpasa.cases.models import Case, CaseGrant
from pimpasa.common import clock
from pimpasa.complaints.models import Complaint
from pimpasa.keys.actions.officer_keys import make_officer_key
from pimpasa.keys.errors import NotGranted
from pimpasa.keys.models import DeskKey, OfficerKey
from pimpasa.keys.queries import officer_key, sealing_key
from pimpasa.operations.models import Operation, OperationGrant, SupportRequest
from pimpasa.outreach.models import AudienceQuestion, Dialogue, Photo
from pimpasa.papers.models import Paper
from pimpasa.privacy.models import Breach, SubjectRequest
from pimpasa.referrals.models import Referral, ReferralAnswer
from pimpasa.reports.models import Report, ReportGrant
from pimpasa.sealing import envelopes
from pimpasa.sealing.errors import Damaged
from pimpasa.vault.actions import shred
from pimpasa.vault.granting import grant_to, granted
from pimpasa.vault.models import GONE, Sealed
from pimpasa.vault.opening import key_among, key_of
from tests.factories import cases as made
from tests.factories.people import PASSPHRASE, Cast, cast, keyring, withdrawn

pytestmark = pytest.mark.django_db
quickly = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])

DESKS = ("cengkareng_timur", "pegadungan", "unit")
PEOPLE = ("sari", "bayu", "dewi", "rina")
# Whose grants reach whom: their own, their desk's, and for members of the unit those of the office's desks.
REACH = {
    "sari": {"sari", "cengkareng_timur"},
    "bayu": {"bayu", "pegadungan"},
    "dewi": {"dewi", *DESKS},
    "rina": {"rina"},
}
ID = uuid.UUID("01890000-0000-7000-8000-000000000001")
OTHER_ID = uuid.UUID("01890000-0000-7000-8000-000000000002")

holders = st.lists(st.sampled_from((*DESKS, *PEOPLE)), unique=True)
secrets = st.binary(min_size=32, max_size=32)


@pytest.fixture
def office() -> Cast:
    return cast()


def key_held_by(office: Cast, name: str) -> DeskKey | OfficerKey:
    if name in DESKS:
        return sealing_key(getattr(office.at, name))
    own = officer_key(getattr(office, name))
    assert own is not None
    return own


def grant(operation: Operation, holder: DeskKey | OfficerKey, key: bytes) -> OperationGrant:
    if isinstance(holder, DeskKey):
        return granted(OperationGrant(operation=operation, desk_key=holder), key)
    return granted(OperationGrant(operation=operation, officer_key=holder), key)


def test_it_works(office: Cast) -> None:
    case = made.own_case(office.dewi, office.at.unit)
    key = key_of(case, keyring(office.dewi))
    assert key == key_of(case, keyring(office.hadi))
    assert "temuan" in envelopes.open_json(bytes(case.envelope), key=key, context=case.context)["title"]


@quickly
@given(granted_to=holders, key=secrets)
def test_whom_it_was_granted_to_opens_it_and_nobody_else(office: Cast, granted_to: list[str], key: bytes) -> None:
    operation = Operation()
    sealed_keys = [grant(operation, key_held_by(office, name), key).sealed_key() for name in granted_to]
    for name in PEOPLE:
        person: Officer = getattr(office, name)
        if REACH[name].intersection(granted_to):
            assert key_among(sealed_keys, keyring(person)) == key
        else:
            with pytest.raises(NotGranted):
                key_among(sealed_keys, keyring(person))


@quickly
@given(name=st.sampled_from(("unit", "dewi")), one=st.uuids(), two=st.uuids(), key=secrets)
def test_a_grant_moved_to_another_row_opens_nothing(
    office: Cast, name: str, one: uuid.UUID, two: uuid.UUID, key: bytes
) -> None:
    row = grant(Operation(id=one), key_held_by(office, name), key)
    row.operation = Operation(id=two)
    if one == two:
        assert key_among([row.sealed_key()], keyring(office.dewi)) == key
        return
    with pytest.raises(Damaged):
        key_among([row.sealed_key()], keyring(office.dewi))


@quickly
@given(key=secrets)
def test_a_grant_for_one_kind_of_thing_opens_no_other(office: Cast, key: bytes) -> None:
    desk_key = sealing_key(office.at.unit)
    row = granted(CaseGrant(case=Case(id=ID), desk_key=desk_key), key)
    moved = OperationGrant(operation=Operation(id=ID), desk_key=desk_key, envelope=row.envelope)
    with pytest.raises(Damaged):
        key_among([moved.sealed_key()], keyring(office.dewi))


def test_a_new_grant_is_not_saved(office: Cast) -> None:
    row = granted(CaseGrant(case=Case(), desk_key=sealing_key(office.at.unit)), envelopes.new_key())
    assert (row.pk, CaseGrant.objects.count()) == (None, 0)


def test_a_retired_key_opens_nothing(office: Cast) -> None:
    key = envelopes.new_key()
    row = grant(Operation(), key_held_by(office, "sari"), key)
    assert key_among([row.sealed_key()], keyring(office.sari)) == key
    withdrawn(office, office.sari)
    make_officer_key(officer=office.sari, passphrase=PASSPHRASE)
    row.holder.refresh_from_db()
    with pytest.raises(NotGranted):
        key_among([row.sealed_key()], keyring(office.sari))


def test_who_may_open_a_support_request(office: Cast) -> None:
    """Its two grants stand in its own row: the unit's and the asker's."""
    key, sari, unit = envelopes.new_key(), key_held_by(office, "sari"), key_held_by(office, "unit")
    request = SupportRequest(asker_key=sari, unit_key=unit)
    request.asker_grant = grant_to(sari, key, context=request.key_context)
    request.unit_grant = grant_to(unit, key, context=request.key_context)
    assert {key_of(request, keyring(person)) for person in (office.sari, office.dewi)} == {key}
    for person in (office.bayu, office.rina):
        with pytest.raises(NotGranted):
            key_of(request, keyring(person))


def test_nothing_opens_what_was_shredded(office: Cast) -> None:
    case, other = made.own_case(office.dewi, office.at.unit), made.own_case(office.dewi, office.at.unit)
    before = clock.now()
    shred(case, envelope=GONE)
    case.refresh_from_db()
    assert bytes(case.envelope) == GONE
    assert case.shredded_at is not None
    assert before <= case.shredded_at <= clock.now()
    for person in office.everyone:
        with pytest.raises(NotGranted):
            key_of(case, keyring(person))
    assert len(key_of(other, keyring(office.dewi))) == 32


def test_what_is_sealed_stays_bound_to_the_same_words() -> None:
    """Changing one of these shuts what was sealed before, for good."""
    referral = Referral(id=ID)
    answer = ReferralAnswer(id=OTHER_ID, referral=referral)
    dialogue = Dialogue(id=OTHER_ID)
    question, photo = AudienceQuestion(id=ID, dialogue=dialogue), Photo(id=ID, dialogue=dialogue)
    things: list[Sealed] = [Case(id=ID), Paper(id=ID), Operation(id=ID), SupportRequest(id=ID), SubjectRequest(id=ID),
                            Breach(id=ID), Complaint(id=ID), referral, answer, question, photo]  # fmt: skip
    report = Report(id=ID)
    assert (report.subject, report.context) == (f"report:{ID}", f"report:{ID}:contents")
    assert {purpose: ReportGrant(report=report, purpose=purpose).context for purpose in ReportGrant.Purpose.values} == {
        "contents": f"report:{ID}:contents",
        "identity": f"report:{ID}:identity",
        "contact": f"report:{ID}:contact",
        "liaison": f"report:{ID}:liaison",
    }
    assert [(thing.subject, thing.key_context, thing.context) for thing in things] == [
        (f"case:{ID}", f"case:{ID}:key", f"case:{ID}:contents"),
        (f"paper:{ID}", f"paper:{ID}:key", f"paper:{ID}:contents"),
        (f"operation:{ID}", f"operation:{ID}:key", f"operation:{ID}:contents"),
        (f"support:{ID}", f"support:{ID}:key", f"support:{ID}:contents"),
        (f"subject-request:{ID}", f"subject-request:{ID}:key", f"subject-request:{ID}:contents"),
        (f"breach:{ID}", f"breach:{ID}:key", f"breach:{ID}:contents"),
        (f"complaint:{ID}", f"complaint:{ID}:key", f"complaint:{ID}:text"),
        (f"referral:{ID}", f"referral:{ID}:key", f"referral:{ID}:parts"),
        (answer.subject, f"referral:{ID}:answer:{OTHER_ID}:key", f"referral:{ID}:answer:{OTHER_ID}"),
        (f"question:{ID}", f"dialogue:{OTHER_ID}:question:{ID}:key", f"dialogue:{OTHER_ID}:question:{ID}"),
        (f"photo:{ID}", f"dialogue:{OTHER_ID}:photo:{ID}:key", f"dialogue:{OTHER_ID}:photo:{ID}"),
    ]
