"""From a draft to a signed paper that nobody changes any more."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from pytest_django.fixtures import Settings

from pimpasa.accounts.errors import Refused
from pimpasa.cases.actions import cases
from pimpasa.cases.actions import shredding as cases_shredding
from pimpasa.common import clock
from pimpasa.config.consistency import faults
from pimpasa.evidence import store
from pimpasa.evidence.errors import StoreUnavailable
from pimpasa.evidence.models import Exhibit
from pimpasa.keys.errors import NotGranted
from pimpasa.ledger.actions import take_over_rows
from pimpasa.ledger.acts import Act
from pimpasa.ledger.integration import integrate
from pimpasa.ledger.queries import entries_of
from pimpasa.letters.models import Letter
from pimpasa.papers import numbers, prefill, queries
from pimpasa.papers.actions import papers as actions
from pimpasa.papers.actions import settings
from pimpasa.papers.actions.shredding import shred_due
from pimpasa.papers.codes import id_of, new_code
from pimpasa.papers.kinds import AGAINST_A_PERSON, LETTERHEAD, OF_A_CASE, PaperKind, table
from pimpasa.papers.models import Letterhead, Paper, PaperCounter
from pimpasa.papers.opening.papers import open_paper, peek, take_out, typeset_draft
from pimpasa.papers.states import NEEDED, PAPER_TRANSITIONS, PaperState, PaperStep
from pimpasa.vault.opening import key_of
from tests.factories import operations
from tests.factories import papers as paper
from tests.factories import reports as given
from tests.factories.evidence import sealed_upload
from tests.factories.people import Cast, cast, keyring
from tests.factories.tables import everything
from tests.refusals import refused

Broken = Callable[[], AbstractContextManager[None]]
pytestmark = pytest.mark.django_db
REASON = "Karangan: salah alamat"


@pytest.fixture
def office(settings: Settings, tmp_path: Path) -> Cast:
    settings.EVIDENCE_STORE = (tmp_path / "evidence").as_uri()
    take_over_rows()
    return cast()


def case_of(office: Cast) -> object:
    return given.case(office.dewi, given.concluded(office.sari))


def acts(of: Paper) -> list[str]:
    return [entry.act for entry in entries_of([of.subject])]


def test_it_works(office: Cast) -> None:
    made = paper.signed(office.dewi, office.hadi)
    assert made.state == PaperState.SIGNED
    assert made.number == f"SPT-1/{numbers.ROMAN[made.issued_on.month - 1]}/{made.issued_on.year}"  # type: ignore[union-attr]
    assert acts(made) == [Act.PAPER_DRAFTED, Act.PAPER_ISSUED, Act.PAPER_SIGNED]
    dewi = keyring(office.dewi)
    opened = open_paper(paper=made, keyring=dewi)
    assert opened.contents.fields["tempat"] == "Rusunami City Park, Kelurahan Cengkareng Timur"
    pdf = take_out(paper=made, keyring=dewi)
    assert pdf is not None
    assert hashlib.sha256(pdf).digest() == bytes(made.sha256 or b"")
    assert take_out(paper=made, keyring=dewi, signed=True) == paper.SCAN
    assert bytes(made.signed_sha256 or b"") == hashlib.sha256(paper.SCAN).digest()
    assert acts(made)[3:] == [Act.PAPER_VIEWED, Act.PAPER_TAKEN_OUT, Act.PAPER_TAKEN_OUT]
    integrate()
    assert list(faults()) == []


def test_every_state_and_step_stands_in_the_tables() -> None:
    assert set(PAPER_TRANSITIONS) == set(PaperState)
    assert {step for steps in PAPER_TRANSITIONS.values() for step in steps} == set(PaperStep) == set(NEEDED)
    assert AGAINST_A_PERSON <= OF_A_CASE


class TestNumbers:
    def test_each_kind_counts_for_itself_and_each_year_anew(
        self, office: Cast, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        made = [
            paper.issued(office.dewi, office.hadi, kind)
            for kind in (PaperKind.WARRANT, PaperKind.WARRANT, PaperKind.INFORMATION)
        ]
        later = clock.now() + timedelta(days=366)
        monkeypatch.setattr(clock, "now", lambda: later)
        made.append(paper.issued(office.dewi, office.hadi))
        assert [one.number.partition("/")[0] for one in made] == ["SPT-1", "SPT-2", "LI-1", "SPT-1"]

    def test_an_office_writes_them_as_it_wants(self, office: Cast) -> None:
        pattern = "W.10.IMI.IMI.2-{kode}.{nomor3}/{bulan_romawi}/{tahun}"
        settings.set_pattern(office=office.at.office, kind=PaperKind.WARRANT, pattern=pattern, by=office.hadi)
        made = paper.issued(office.dewi, office.hadi)
        day = clock.today()
        assert made.number == f"W.10.IMI.IMI.2-SPT.001/{numbers.ROMAN[day.month - 1]}/{day.year}"
        settings.set_pattern(office=office.at.office, kind=PaperKind.WARRANT, pattern="", by=office.hadi)
        assert queries.patterns_of(office.at.office)[PaperKind.WARRANT] == numbers.DEFAULT

    @pytest.mark.parametrize(
        ("pattern", "told"),
        [
            ("{kode}.{nomor}", "missing_placeholder"),
            ("{nomor}/{tahun}", "missing_placeholder"),
            ("{kode}{nomor}{tahun}{hari}", "unknown_placeholder"),
            ("{kode} {nomor} {tahun} <b>", "letters"),
            ("{kode.__class__}-{nomor}/{tahun}", "letters"),
            ("{", "letters"),
        ],
    )
    def test_what_cannot_be_a_number_is_refused(self, office: Cast, pattern: str, told: str) -> None:
        with refused(told):
            settings.set_pattern(office=office.at.office, kind=PaperKind.WARRANT, pattern=pattern, by=office.hadi)

    def test_what_is_refused_uses_no_number(self, office: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        broken = paper.draft(office.dewi)
        actions.change(paper=broken, fields={"tempat": "Karangan"}, keyring=keyring(office.dewi))
        with pytest.raises(Refused, match=r"Masih kurang: .*Tugas"):
            actions.issue(paper=broken, address=paper.ADDRESS, keyring=keyring(office.hadi))
        with monkeypatch.context() as gone:
            gone.setattr(store, "Writing", _no_store)
            with pytest.raises(StoreUnavailable):
                paper.issued(office.dewi, office.hadi)
        assert not PaperCounter.objects.exists()
        assert paper.issued(office.dewi, office.hadi).number.startswith("SPT-1/")

    def test_a_cancelled_one_stays_used(self, office: Cast) -> None:
        first = paper.issued(office.dewi, office.hadi)
        actions.cancel(paper=first, reason=REASON, keyring=keyring(office.hadi))
        first.refresh_from_db()
        assert first.state == PaperState.CANCELLED
        assert peek(first, keyring(office.dewi)).reason == REASON
        assert paper.issued(office.dewi, office.hadi).number.startswith("SPT-2/")

    def test_the_database_takes_none_twice(self, office: Cast) -> None:
        first = paper.issued(office.dewi, office.hadi)
        PaperCounter.objects.update(last=0)
        with pytest.raises(Refused, match=f"Nomor {first.number} sudah terpakai"):
            paper.issued(office.dewi, office.hadi)


def _no_store(path: str) -> None:
    raise StoreUnavailable("Karangan")


@pytest.mark.django_db(transaction=True)
def test_ten_at_once_get_ten_numbers(settings: Settings, tmp_path: Path) -> None:
    settings.EVIDENCE_STORE = (tmp_path / "evidence").as_uri()
    office = cast()
    drafts = [paper.draft(office.dewi) for _ in range(10)]
    keys = keyring(office.hadi)

    def issue(one: Paper) -> str:
        try:
            return actions.issue(paper=one, address=paper.ADDRESS, keyring=keys).number
        finally:
            connection.close()

    with ThreadPoolExecutor(5) as pool:
        given_numbers = sorted(int(number[4:].partition("/")[0]) for number in pool.map(issue, drafts))
    assert given_numbers == list(range(1, 11))


class TestWhoMay:
    def test_members_of_the_unit_draft_and_the_head_issues(self, office: Cast) -> None:
        made = paper.draft(office.dewi)
        for who in (office.dewi, office.sari, office.agus, office.rina):
            with pytest.raises(Refused):
                actions.issue(paper=made, address=paper.ADDRESS, keyring=keyring(who))
        for who in (office.sari, office.bayu, office.agus, office.rina):
            with pytest.raises(Refused):
                open_paper(paper=made, keyring=keyring(who))
            with pytest.raises(Refused):
                actions.draft(kind=PaperKind.WARRANT, unit=office.at.unit, fields={}, keyring=keyring(who))
        with refused("not_of_unit"):
            actions.draft(kind=PaperKind.WARRANT, unit=office.at.fallback_unit, fields={}, keyring=keyring(office.dewi))

    def test_one_with_its_number_is_cancelled_by_who_issues(self, office: Cast) -> None:
        made, mine = paper.issued(office.dewi, office.hadi), paper.draft(office.dewi)
        with refused("not_permitted", saying="memberi nomor"):
            actions.cancel(paper=made, reason=REASON, keyring=keyring(office.dewi))
        with refused("no_reason"):
            actions.cancel(paper=mine, reason=" ", keyring=keyring(office.dewi))
        actions.cancel(paper=mine, reason=REASON, keyring=keyring(office.dewi))

    def test_only_the_head_sets_how_papers_look(self, office: Cast) -> None:
        for who in (office.dewi, office.sari, office.agus, office.rina):
            with pytest.raises(Refused):
                settings.save_template(office=office.at.office, kind=PaperKind.WARRANT, source="", by=who)
            with pytest.raises(Refused):
                settings.set_letterhead(office=office.at.office, parts=dict.fromkeys(LETTERHEAD, "x"), by=who)
        with pytest.raises(Refused, match="kantor Anda sendiri"):
            settings.set_pattern(office=office.at.fallback, kind=PaperKind.WARRANT, pattern="", by=office.hadi)


class TestAgainstAPerson:
    """UU 6/2011 art. 86 to 88: no measure against a victim; so none without a case and a person."""

    def test_it_needs_a_case_and_a_person(self, office: Cast) -> None:
        case = case_of(office)
        person = paper.foreigner(case, office.dewi)
        with refused("no_case"):
            paper.draft(office.dewi, PaperKind.MEASURE, person=person)
        for nobody in ("", "Orang Karangan", str(case.pk), paper.foreigner(case_of(office), office.dewi)):
            with refused("no_person"):
                paper.draft(office.dewi, PaperKind.MEASURE, case=case, person=nobody)
        made = paper.draft(office.dewi, PaperKind.MEASURE, case=case, person=person)
        assert peek(made, keyring(office.dewi)).contents.person == person
        with refused("no_person"):
            actions.change(paper=made, fields={}, keyring=keyring(office.dewi), person=" ")

    @pytest.mark.parametrize("outcome", ["", "paused", "indicated"])
    def test_it_is_refused_while_they_may_be_a_victim(self, office: Cast, outcome: str) -> None:
        case = case_of(office)
        person = paper.foreigner(case, office.dewi, outcome=outcome)
        with pytest.raises(Refused, match="UU 6/2011 pasal 86"):
            paper.draft(office.dewi, PaperKind.MEASURE, case=case, person=person)

    def test_it_is_looked_at_again_when_it_is_issued(self, office: Cast) -> None:
        case = case_of(office)
        person = paper.foreigner(case, office.dewi)
        made = paper.draft(office.dewi, PaperKind.MEASURE, case=case, person=person)
        paper.screen(person, office.dewi, "indicated")
        with refused("may_be_a_victim"):
            actions.issue(paper=made, address=paper.ADDRESS, keyring=keyring(office.hadi))

    def test_it_needs_the_result_of_the_screening(self, office: Cast) -> None:
        case = case_of(office)
        person = paper.foreigner(case, office.dewi)
        made = paper.draft(office.dewi, PaperKind.MEASURE, case=case, person=person, fields={"penyaringan": ""})
        with refused("missing", saying="penyaringan korban"):
            actions.issue(paper=made, address=paper.ADDRESS, keyring=keyring(office.hadi))

    def test_a_closed_case_takes_none(self, office: Cast) -> None:
        case = case_of(office)
        cases.close(case=case, closure="helped", note="", keyring=keyring(office.dewi))  # type: ignore[arg-type]
        case.refresh_from_db()  # type: ignore[attr-defined]
        with refused("case_closed"):
            paper.draft(office.dewi, PaperKind.MINUTES, case=case)


class TestSigned:
    def test_nothing_of_it_changes_any_more(self, office: Cast) -> None:
        made, dewi, hadi = paper.signed(office.dewi, office.hadi), keyring(office.dewi), keyring(office.hadi)
        before = everything()
        with refused("not_in_this_state", saying="Ditandatangani"):
            actions.change(paper=made, fields={}, keyring=dewi)
        with refused("not_in_this_state", saying="Ditandatangani"):
            actions.issue(paper=made, address=paper.ADDRESS, keyring=hadi)
        with refused("not_in_this_state", saying="Ditandatangani"):
            actions.cancel(paper=made, reason=REASON, keyring=hadi)
        with refused("not_in_this_state", saying="Ditandatangani"):
            actions.keep_signed(paper=made, upload=sealed_upload(paper.SCAN), keyring=dewi)
        assert everything() == before

    @pytest.mark.parametrize(
        "changed",
        [
            {"envelope": b"x"},
            {"number": "SPT-9"},
            {"sha256": b"x" * 32},
            {"signed_sha256": b"x" * 32},
            {"issued_on": "2020-01-01"},
            {"check_id": b"x" * 16},
            {"kind": "li"},
            {"state": "issued"},
            {"state": "cancelled", "reason": b"x"},
        ],
    )
    def test_the_database_holds_it_too(self, office: Cast, changed: dict[str, object]) -> None:
        made = paper.signed(office.dewi, office.hadi)
        with pytest.raises(DatabaseError), transaction.atomic():
            Paper.objects.filter(pk=made.pk).update(**changed)
        with pytest.raises(DatabaseError), transaction.atomic():
            Paper.objects.filter(pk=made.pk).delete()

    def test_a_hash_changed_past_the_trigger_is_found(self, office: Cast) -> None:
        made = paper.issued(office.dewi, office.hadi)
        integrate()
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE papers_paper DISABLE TRIGGER paper_issued_stays")
        Paper.objects.filter(pk=made.pk).update(sha256=b"x" * 32)
        assert [fault.partition(" ")[0] for fault in faults()] == ["papers.paper", made.subject]

    def test_a_half_issued_paper_is_impossible(self, office: Cast) -> None:
        made = paper.draft(office.dewi)
        for changed in ({"state": "issued"}, {"number": "SPT-9"}, {"state": "cancelled"}, {"state": "lost"}):
            with pytest.raises(IntegrityError), transaction.atomic():
                Paper.objects.filter(pk=made.pk).update(**changed)

    @pytest.mark.parametrize("content", [b"MZ\x90\x00", b"Karangan: teks", b"PK\x03\x04"])
    def test_a_copy_is_a_pdf_or_a_photo(self, office: Cast, content: bytes) -> None:
        made = paper.issued(office.dewi, office.hadi)
        with refused("not_a_scan"):
            actions.keep_signed(paper=made, upload=sealed_upload(content), keyring=keyring(office.dewi))

    def test_a_correction_is_a_new_paper(self, office: Cast) -> None:
        made = paper.signed(office.dewi, office.hadi)
        with refused("not_alike"):
            paper.draft(office.dewi, PaperKind.INFORMATION, replaces=made)
        new = paper.draft(office.dewi, replaces=made)
        with refused("replaced_already"):
            paper.draft(office.dewi, replaces=made)
        made.refresh_from_db()
        assert made.state == PaperState.SIGNED
        actions.issue(paper=new, address=paper.ADDRESS, keyring=keyring(office.hadi))
        made.refresh_from_db()
        assert made.state == PaperState.REPLACED
        assert acts(made)[-1] == Act.PAPER_REPLACED


class TestCheckCodes:
    def test_an_issued_paper_is_found_and_a_draft_is_not(self, office: Cast) -> None:
        made = paper.issued(office.dewi, office.hadi)
        code = peek(made, keyring(office.dewi)).contents.code
        assert queries.by_code(code) == made
        assert queries.by_code(code.lower().replace("-", " ")) == made
        assert queries.by_code(new_code()) is None
        assert queries.by_code("Karangan") is None
        assert queries.by_code("") is None
        assert peek(paper.draft(office.dewi), keyring(office.dewi)).contents.code == ""

    def test_the_code_is_stored_nowhere(self, office: Cast) -> None:
        made = paper.issued(office.dewi, office.hadi)
        code = peek(made, keyring(office.dewi)).contents.code
        assert code.replace("-", "") not in repr(everything()).replace("-", "")
        assert bytes(made.check_id or b"") == id_of(code)


class TestTemplates:
    OWN = '#kop()\n#judul("SURAT PERINTAH KAMI")\n#paragraf(f.tugas)\n#tanda_tangan()\n'

    def test_an_office_s_own_is_used_from_then_on(self, office: Cast) -> None:
        saved = settings.save_template(office=office.at.office, kind=PaperKind.WARRANT, source=self.OWN, by=office.hadi)
        assert saved.version == 1
        made = paper.issued(office.dewi, office.hadi)
        opened = peek(made, keyring(office.dewi))
        assert opened.contents.template == 1
        settings.save_template(office=office.at.office, kind=PaperKind.WARRANT, source="", by=office.hadi)
        assert queries.template_of(office.at.office, PaperKind.WARRANT) == (0, "")
        assert [row.version for row in queries.versions_of(office.at.office, PaperKind.WARRANT)] == [2, 1]
        assert queries.template_of(office.at.fallback, PaperKind.WARRANT) == (0, "")

    def test_one_that_does_not_compile_is_not_saved(self, office: Cast) -> None:
        before = everything()
        with refused("template_fault", saying="Baris 2 dari templat: unknown variable: salah"):
            settings.save_template(
                office=office.at.office, kind=PaperKind.WARRANT, source="#kop()\n#salah", by=office.hadi
            )
        with refused("too_long"):
            settings.save_template(office=office.at.office, kind=PaperKind.WARRANT, source="x" * 60_001, by=office.hadi)
        assert everything() == before

    def test_the_letterhead_fills_a_new_draft(self, office: Cast) -> None:
        parts = dict.fromkeys(LETTERHEAD, "Karangan") | {"city": "Tangerang", "signer_name": "Hadi Contoh"}
        settings.set_letterhead(office=office.at.office, parts=parts, by=office.hadi)
        letterhead = queries.letterhead_of(office.at.office)
        filled = prefill.prefilled(PaperKind.WARRANT, letterhead, None)
        assert filled["kota"] == "Tangerang"
        assert filled["penanda_nama"] == "Hadi Contoh"
        with pytest.raises(Refused, match="baris"):
            settings.set_letterhead(office=office.at.office, parts=parts | {"above": "x\n" * 9}, by=office.hadi)

    def test_the_case_fills_a_new_draft(self, office: Cast) -> None:
        from pimpasa.cases.opening.cases import peek as peek_case
        from pimpasa.operations.opening import peek as peek_operation

        case, dewi = case_of(office), keyring(office.dewi)
        operation = peek_operation(operations.reported(office, case=case), dewi)  # type: ignore[arg-type]
        opened = peek_case(case, dewi)  # type: ignore[arg-type]
        letterhead = Letterhead(office=office.at.office)
        filled = prefill.prefilled(PaperKind.ACTIVITY, letterhead, opened, operation=operation)
        assert filled == {
            "dasar": f"Surat Perintah Nomor {Letter.objects.get().number}",
            "tempat": "Rusunami City Park",
            "petugas": table([("Sari Contoh", "", "Ketua tim"), ("Dewi Contoh", "", "Dokumentasi")]),
            "hasil": operations.RESULT.findings,
        }


class TestErasing:
    def test_a_paper_goes_with_its_case(
        self,
        office: Cast,
        monkeypatch: pytest.MonkeyPatch,
        tmp_path: Path,
        django_capture_on_commit_callbacks: object,
    ) -> None:
        case = case_of(office)
        made = paper.signed(office.dewi, office.hadi, PaperKind.MINUTES, case=case)
        code = peek(made, keyring(office.dewi)).contents.code
        cases.close(case=case, closure="helped", note="", keyring=keyring(office.dewi))  # type: ignore[arg-type]
        assert shred_due(on=clock.today()) == 0
        later = clock.now() + timedelta(days=5 * 365 + 2)
        monkeypatch.setattr(clock, "now", lambda: later)
        assert cases_shredding.shred_due(on=clock.today()) == 1
        with refused("set_aside"):
            peek(queries.by_id(made.pk), keyring(office.dewi))  # type: ignore[arg-type]
        later += timedelta(days=8)
        assert cases_shredding.shred_due(on=clock.today()) == 1
        made = queries.by_id(made.pk)  # type: ignore[assignment]
        with refused("erased"):
            peek(made, keyring(office.dewi))
        with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
            assert shred_due(on=clock.today()) == 1
        made.refresh_from_db()
        assert bytes(made.envelope) == b""
        assert acts(made)[-1] == Act.PAPER_SHREDDED
        with pytest.raises(NotGranted):
            key_of(made, keyring(office.dewi))
        assert {exhibit.parts for exhibit in Exhibit.objects.all() if exhibit.parts} == set()
        assert queries.by_code(code) == made
        assert shred_due(on=clock.today()) == 0
        integrate()
        assert list(faults()) == []

    def test_one_without_a_case_goes_after_its_own_time(self, office: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        made, dropped = paper.issued(office.dewi, office.hadi), paper.draft(office.dewi)
        actions.cancel(paper=dropped, reason=REASON, keyring=keyring(office.dewi))
        later = clock.now() + queries.KEPT_WITHOUT_CASE + timedelta(days=2)
        monkeypatch.setattr(clock, "now", lambda: later)
        assert shred_due(on=clock.today()) == 2
        with refused("set_aside"):
            peek(queries.by_id(made.pk), keyring(office.dewi))  # type: ignore[arg-type]
        later += timedelta(days=8)
        assert shred_due(on=clock.today()) == 2
        for one in (made, dropped):
            one.refresh_from_db()
            with refused("erased"):
                peek(one, keyring(office.dewi))

    def test_without_the_ledger_nothing_is_erased(
        self, office: Cast, monkeypatch: pytest.MonkeyPatch, broken_ledger: Broken
    ) -> None:
        paper.issued(office.dewi, office.hadi)
        later = clock.now() + queries.KEPT_WITHOUT_CASE + timedelta(days=2)
        monkeypatch.setattr(clock, "now", lambda: later)
        with broken_ledger():
            shred_due(on=clock.today())
        assert shred_due(on=clock.today()) == 1
        later += timedelta(days=8)
        with broken_ledger():
            shred_due(on=clock.today())


class TestLedgerOrNothing:
    def test_drafting_changing_viewing_and_cancelling(self, office: Cast, broken_ledger: Broken) -> None:
        made, dewi = paper.draft(office.dewi), keyring(office.dewi)
        with broken_ledger():
            paper.draft(office.dewi)
        with broken_ledger():
            actions.change(paper=made, fields={"tempat": "Karangan"}, keyring=dewi)
        with broken_ledger():
            open_paper(paper=made, keyring=dewi)
        with broken_ledger():
            actions.cancel(paper=made, reason=REASON, keyring=dewi)

    def test_issuing_leaves_no_number_and_no_file(self, office: Cast, broken_ledger: Broken, tmp_path: Path) -> None:
        made = paper.draft(office.dewi)
        with broken_ledger():
            actions.issue(paper=made, address=paper.ADDRESS, keyring=keyring(office.hadi))
        assert [path for path in (tmp_path / "evidence").rglob("*") if path.is_file()] == []
        assert paper.issued(office.dewi, office.hadi).number.startswith("SPT-1/")

    def test_signing_replacing_and_taking_out(self, office: Cast, broken_ledger: Broken) -> None:
        made = paper.issued(office.dewi, office.hadi)
        new = paper.draft(office.dewi, replaces=made)
        upload = sealed_upload(paper.SCAN, name="a.pdf", declared="application/pdf")
        with broken_ledger():
            actions.keep_signed(paper=made, upload=upload, keyring=keyring(office.dewi))
        with broken_ledger():
            actions.issue(paper=new, address=paper.ADDRESS, keyring=keyring(office.hadi))
        with broken_ledger():
            take_out(paper=made, keyring=keyring(office.dewi))

    def test_setting_the_office_s_ways(self, office: Cast, broken_ledger: Broken) -> None:
        at = office.at.office
        with broken_ledger():
            settings.set_letterhead(office=at, parts=dict.fromkeys(LETTERHEAD, "Karangan"), by=office.hadi)
        with broken_ledger():
            settings.set_pattern(office=at, kind=PaperKind.WARRANT, pattern=numbers.DEFAULT, by=office.hadi)
        with broken_ledger():
            settings.save_template(office=at, kind=PaperKind.WARRANT, source=TestTemplates.OWN, by=office.hadi)


def test_a_draft_looks_as_it_will_be_marked_as_one(office: Cast) -> None:
    opened = peek(paper.draft(office.dewi), keyring(office.dewi))
    made = typeset_draft(opened, pictures=True)
    assert len(made.pages) == 1


def test_a_form_with_what_its_kind_has_not_is_refused(office: Cast) -> None:
    for fields in ({"rahasia": "x"}, {"tempat": "x" * 20_001}):
        with refused("unreadable"):
            actions.draft(kind=PaperKind.WARRANT, unit=office.at.unit, fields=fields, keyring=keyring(office.dewi))
    case = case_of(office)
    person = paper.foreigner(case, office.dewi)
    with refused("unreadable"):
        paper.draft(office.dewi, PaperKind.MEASURE, case=case, person=person, fields={"tindakan": "Hukuman karangan"})
