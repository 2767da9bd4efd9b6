"""Somebody with the database's own rights edits it by hand: the audit names each row that they touched."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection, transaction

from pimpasa.common import clock
from pimpasa.complaints.actions.complaining import complain
from pimpasa.config.consistency import faults
from pimpasa.evidence.actions.exhibits import keep
from pimpasa.handling.actions.holding import place_hold
from pimpasa.keys.errors import NoDeskKey
from pimpasa.keys.models import DeskKey
from pimpasa.keys.queries import sealing_key
from pimpasa.ledger.actions import take_over_rows
from pimpasa.ledger.errors import LogBroken
from pimpasa.ledger.integration import integrate
from pimpasa.reports.actions.answering import answer
from pimpasa.sealing import receipts
from tests.factories import reports as given
from tests.factories.evidence import sealed_upload
from tests.factories.people import Cast, cast, keyring

pytestmark = pytest.mark.django_db

PUT_IN = "is in no act: its row was put in by hand"
CHANGED = r"is not as \S+ of .* UTC left it: its row was changed by hand"
GONE = r"is gone, which no act after \S+ of .* UTC says: its row was removed by hand"
STRANGER = "decode(repeat('ab', 1216), 'hex')"


def edit(name: str, sentence: str, *statements: str) -> object:
    """What somebody does, and what the audit says of it."""
    return pytest.param(sentence, [statement.replace("STRANGER", STRANGER) for statement in statements], id=name)


EDITS = [
    edit(
        "a newer desk key of the intruder's",
        rf"keys.deskkey \d+ {PUT_IN}",
        "INSERT INTO keys_deskkey (desk_id, version, public, made_at) SELECT desk_id, version + 7, "
        "STRANGER, made_at FROM keys_deskkey",
    ),
    edit(
        "a desk's public key replaced in place",
        rf"keys.deskkey \d+ {CHANGED}",
        "UPDATE keys_deskkey SET public = STRANGER",
    ),
    edit(
        "an officer's public key replaced in place",
        rf"keys.officerkey \d+ {CHANGED}",
        "UPDATE keys_officerkey SET public = STRANGER",
    ),
    edit(
        "a recovery kit of the intruder's",
        rf"keys.recoverykey \d+ {PUT_IN}",
        "INSERT INTO keys_recoverykey (office_id, public, made_at) SELECT office_id, STRANGER, "
        "made_at FROM keys_recoverykey",
    ),
    edit(
        "a grant for somebody nobody let in",
        rf"keys.deskkeygrant \d+ {CHANGED}",
        "UPDATE keys_deskkeygrant SET officer_key_id = (SELECT max(id) FROM keys_officerkey) WHERE "
        "officer_key_id = (SELECT min(officer_key_id) FROM keys_deskkeygrant)",
    ),
    edit(
        "every grant of desk keys removed",
        rf"keys.deskkeygrant \d+ {GONE}",
        "DELETE FROM keys_deskkeygrant",
    ),
    edit(
        "an administrator put in",
        rf"accounts.officer \d+ {PUT_IN}",
        "INSERT INTO accounts_officer (email, name, role, office_id, is_active, password, nip, position, rank) SELECT "
        "'x' || email, name, 'administrator', office_id, true, '', '', '', '' FROM accounts_officer WHERE name "
        "LIKE 'Agus%'",
    ),
    edit(
        "an officer made head",
        rf"accounts.officer \d+ {CHANGED}",
        "UPDATE accounts_officer SET role = 'head' WHERE name LIKE 'Bayu%'",
    ),
    edit(
        "an officer switched off",
        rf"accounts.officer \d+ {CHANGED}",
        "UPDATE accounts_officer SET is_active = false WHERE name LIKE 'Sari%'",
    ),
    edit(
        "a seat put in",
        rf"accounts.assignment \d+ {PUT_IN}",
        "INSERT INTO accounts_assignment (officer_id, desk_id, starts_on) SELECT (SELECT id FROM "
        "accounts_officer WHERE name LIKE 'Agus%'), max(desk_id), '2025-01-01' FROM "
        "accounts_assignment",
    ),
    edit(
        "a seat ended",
        rf"accounts.assignment \d+ {CHANGED}",
        "UPDATE accounts_assignment SET ends_on = '2031-01-01'",
    ),
    edit(
        "the second person for identity switched off",
        rf"territory.office \d+ {CHANGED}",
        "UPDATE territory_office SET two_open_identities = NOT two_open_identities",
    ),
    edit(
        "a jurisdiction moved",
        rf"territory.jurisdiction \d+ {GONE}",
        "DELETE FROM territory_jurisdiction",
    ),
    edit(
        "state and keep_until set, so that it is erased",
        rf"reports.report \S+ {CHANGED}",
        "UPDATE reports_report SET state = 'not_substantiated', keep_until = '2025-01-01'",
    ),
    edit(
        "all deadlines put off",
        rf"reports.report \S+ {CHANGED}",
        "UPDATE reports_report SET due_at = due_at + interval '1 year'",
    ),
    edit(
        "all reports moved to another desk",
        rf"reports.report \S+ {CHANGED}",
        "UPDATE reports_report SET desk_id = NULL",
    ),
    edit(
        "reports removed",
        rf"reports.report \S+ {GONE}",
        "DELETE FROM reports_report",
    ),
    edit(
        "a report emptied, with a forged act",
        rf"reports.report \S+ {CHANGED}",
        "UPDATE reports_report SET envelope = '', receipt_wrap = '', shredded_at = now()",
        "INSERT INTO ledger_entry (act, subject, actor, at, digest, nonce, commitment) SELECT "
        "'report.shredded', 'report:' || id, 'system', now(), sha256(''), sha256(''), sha256('') "
        "FROM reports_report",
    ),
    edit(
        "grants of reports removed",
        rf"reports.reportgrant \S+ {GONE}",
        "DELETE FROM reports_reportgrant",
    ),
    edit(
        "a message removed",
        rf"reports.message \S+ {GONE}",
        "DELETE FROM reports_message",
    ),
    edit(
        "a message changed",
        rf"reports.message \S+ {CHANGED}",
        "UPDATE reports_message SET envelope = 'x'",
    ),
    edit(
        "a finding removed",
        rf"verification.finding \S+ {GONE}",
        "DELETE FROM verification_finding",
    ),
    edit(
        "a finding agreed to by hand",
        rf"verification.finding \S+ {CHANGED}",
        "UPDATE verification_finding SET review = 'asked'",
    ),
    edit(
        "a complaint removed",
        rf"complaints.complaint \S+ {GONE}",
        "DELETE FROM complaints_complaint",
    ),
    edit(
        "a hold lifted",
        rf"reports.legalhold \d+ {CHANGED}",
        "UPDATE reports_legalhold SET ends_on = '2025-01-01'",
    ),
    edit(
        "a period of a day",
        rf"reports.retentionperiod \d+ {PUT_IN}",
        "INSERT INTO reports_retentionperiod (office_id, outcome, days) SELECT id, 'substantiated', "
        "1 FROM territory_office",
    ),
    edit(
        "a file exchanged",
        rf"evidence.exhibit \S+ {CHANGED}",
        "UPDATE evidence_exhibit SET digest = sha256('x')",
    ),
    edit(
        "a case given another number",
        rf"cases.case \S+ {CHANGED}",
        "UPDATE cases_case SET number = number + 1",
    ),
    edit(
        "a report taken out of its case",
        rf"cases.casereport \d+ {GONE}",
        "DELETE FROM cases_casereport",
    ),
    edit(
        "what an act left rewritten with the row",
        r"act number \d+ was changed: exhibit.received of \S+ is not what was committed to",
        "UPDATE reports_message SET envelope = 'x'",
        "UPDATE ledger_imprint SET digest = sha256('x') WHERE model = 'reports.message'",
    ),
    edit(
        "a whole act forged",
        "an act that waits for its number was changed: desk.keyed of desk:1",
        "INSERT INTO ledger_entry (act, subject, actor, at, digest, nonce, commitment, mac) VALUES "
        "('desk.keyed', 'desk:1', 'system', now(), sha256(''), sha256(''), sha256(''), sha256(''))",
    ),
    edit(
        "an act repeated",
        "an act that waits for its number was copied from another: ",
        "INSERT INTO ledger_entry (act, subject, actor, at, digest, nonce, commitment, mac) SELECT "
        "act, subject, actor, at, digest, nonce, commitment, mac FROM ledger_entry WHERE rows IS "
        "NULL LIMIT 1",
    ),
]


@pytest.fixture
def office() -> Cast:
    take_over_rows()  # what the migrations brought in
    office = cast()
    report, code = given.received()
    opened = given.seen_by_reporter(code)
    file = keep(upload=sealed_upload(), key=opened.key, obtained="own", expires_at=clock.now() + timedelta(days=1))
    answer(opened=opened, text="Karangan: ada lagi.", exhibits=[file])
    complain(report=report, receipt=receipts.parse(code), text="Karangan: lama sekali.")
    verifying = given.taken(office.sari)
    concluded = given.conclude(verifying, office.sari).report
    given.case(office.dewi, concluded)
    place_hold(
        report=report,
        ends_on=clock.today() + timedelta(days=9),
        reason="Karangan: pelapor minta dihubungi.",
        keyring=keyring(office.dewi),
    )
    integrate()
    return office


def by_hand(*statements: str) -> None:
    """As somebody does who rules the database."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        for statement in statements:
            cursor.execute(statement)
        cursor.execute("SET session_replication_role = origin")


def test_what_nobody_edited_is_whole(office: Cast) -> None:
    assert list(faults()) == []


@pytest.mark.parametrize(("sentence", "statements"), EDITS)
def test_it_is_named(office: Cast, sentence: str, statements: list[str]) -> None:
    by_hand(*statements)
    named = list(faults())
    transaction.set_rollback(True)  # what hangs on a row that was removed would fail at the test's end
    assert [fault for fault in named if re.match(sentence, fault)], named


def test_keys_are_named_first(office: Cast) -> None:
    by_hand("UPDATE reports_message SET envelope = 'x'", "UPDATE keys_deskkey SET public = 'x'")
    assert next(faults()).startswith("keys.deskkey ")


def test_nothing_is_sealed_to_a_key_that_no_act_knows(office: Cast) -> None:
    desk = office.at.cengkareng_timur
    genuine = sealing_key(desk)
    by_hand(
        "INSERT INTO keys_deskkey (desk_id, version, public, made_at)"
        " SELECT desk_id, version + 7, public, made_at FROM keys_deskkey"
    )
    assert DeskKey.objects.filter(desk=desk).latest("version") != genuine
    assert sealing_key(desk) == genuine


def test_nothing_is_sealed_to_a_key_that_was_exchanged(office: Cast) -> None:
    by_hand("UPDATE keys_deskkey SET public = 'x'")
    with pytest.raises(NoDeskKey):
        sealing_key(office.at.cengkareng_timur)


def test_a_forged_act_gets_no_number(office: Cast) -> None:
    columns = "act, subject, actor, at, digest, nonce, commitment"
    by_hand(
        f"INSERT INTO ledger_entry ({columns}) SELECT {columns} FROM ledger_entry WHERE rows IS NULL",  # noqa: S608
        f"INSERT INTO ledger_entry ({columns}, mac) SELECT {columns}, mac FROM ledger_entry WHERE rows IS NULL",  # noqa: S608
    )
    assert integrate() == 0


def test_signed_acts_are_not_signed_anew_in_another_order(office: Cast) -> None:
    """One act is removed, and all later ones wait for their number again."""
    by_hand(
        "DELETE FROM ledger_imprint WHERE entry_id = (SELECT id FROM ledger_entry WHERE position = 9)",
        "DELETE FROM ledger_entry WHERE position = 9",
        "UPDATE ledger_entry SET position = NULL WHERE position > 9",
    )
    with (
        pytest.raises(LogBroken, match="was signed and is not there, or waits for a number again"),
        transaction.atomic(),
    ):
        integrate()
    assert "act number 9 is not the one that was logged there" in list(faults())


def test_an_act_older_than_the_newest_checkpoint_is_not_taken_up(office: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not by itself; who knows that a clock was wrong says so."""
    before = clock.now() - timedelta(days=2)
    with monkeypatch.context() as patched:
        patched.setattr(clock, "now", lambda: before)
        given.received()
    assert integrate() == 0
    assert [fault for fault in faults() if "is older than the log's newest checkpoint: report.received" in fault]
    assert integrate(late=True) == 1
    assert list(faults()) == []
