"""From a signed paper, or one from outside, to what can be done under it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from pytest_django.fixtures import Settings

from pimpasa.accounts.errors import Refused
from pimpasa.common import clock
from pimpasa.evidence.models import Exhibit
from pimpasa.keys.errors import NotGranted
from pimpasa.ledger.acts import Act
from pimpasa.ledger.queries import entries_of
from pimpasa.letters import queries
from pimpasa.letters.actions.letters import withdraw
from pimpasa.letters.actions.shredding import shred_due
from pimpasa.letters.contents import LetterContents
from pimpasa.letters.kinds import LetterAct, Origin, acts_in
from pimpasa.letters.models import Letter
from pimpasa.letters.opening import offered, open_letter, peek, take_out
from pimpasa.papers.actions import papers
from pimpasa.papers.kinds import PaperKind
from pimpasa.vault.opening import key_of
from tests.factories import letters as made
from tests.factories import papers as paper
from tests.factories.people import Cast, cast, keyring
from tests.refusals import refused

pytestmark = pytest.mark.django_db
REASON = "Karangan: salah tanggal"


@pytest.fixture
def office(settings: Settings, tmp_path: Path) -> Cast:
    settings.EVIDENCE_STORE = (tmp_path / "evidence").as_uri()
    return cast()


def acts(of: Letter) -> list[str]:
    return [entry.act for entry in entries_of([of.subject])]


class TestOfAPaper:
    def test_a_signed_paper_is_in_force(self, office: Cast) -> None:
        issued = paper.issued(office.dewi, office.hadi)
        assert issued.letter is None
        assert not Letter.objects.exists()
        signed = paper.signed(office.dewi, office.hadi)
        letter = signed.letter
        assert letter is not None
        assert (letter.number, letter.origin, letter.unit) == (signed.number, Origin.PAPER, office.at.unit)
        assert queries.named_in(letter) == [office.dewi, office.sari]
        opened = open_letter(letter=letter, keyring=keyring(office.sari))
        assert opened.contents.places == ["Rusunami City Park, Kelurahan Cengkareng Timur"]
        assert opened.contents.villages == [office.at.cengkareng_timur.village_id]
        assert opened.contents.signer == "Hadi Contoh, Kepala Kantor"
        assert acts(letter) == [Act.LETTER_WRITTEN, Act.LETTER_VIEWED]
        assert b"Cengkareng" not in bytes(letter.envelope)

    def test_only_a_surat_perintah_is(self, office: Cast) -> None:
        assert paper.signed(office.dewi, office.hadi, PaperKind.INFORMATION).letter is None

    def test_its_correction_withdraws_it(self, office: Cast) -> None:
        earlier = paper.signed(office.dewi, office.hadi)
        later = paper.issued(office.dewi, office.hadi, replaces=earlier)
        letter = Letter.objects.get()
        assert later.letter is None
        assert (letter.withdrawn_by, letter.withdrawn_at is None) == (office.hadi, False)
        assert acts(letter) == [Act.LETTER_WRITTEN, Act.LETTER_WITHDRAWN]

    def test_days_that_cannot_be_get_no_number(self, office: Cast) -> None:
        draft = paper.draft(office.dewi, fields={"berlaku_dari": "2025-09-24", "berlaku_sampai": "2025-09-22"})
        with refused("letter_ends_first"):
            papers.issue(paper=draft, address=paper.ADDRESS, keyring=keyring(office.hadi))

    def test_whoever_is_no_officer_here_stays_a_name(self, office: Cast) -> None:
        staff = '[["Dewi Contoh", "", "Analis"], ["Orang Karangan", "19800101 200001 1 001", "Timpora"]]'
        letter = paper.signed(office.dewi, office.hadi, fields={"petugas": staff}).letter
        assert letter is not None
        assert queries.named_in(letter) == [office.dewi]
        assert peek(letter, keyring(office.dewi)).contents.unknown == "Orang Karangan"


class TestFromOutside:
    def test_the_head_enters_it_with_its_scan(self, office: Cast) -> None:
        letter = made.entered(office.hadi, [office.sari])
        assert acts(letter) == [Act.LETTER_ENTERED]
        assert take_out(letter=letter, keyring=keyring(office.sari)) == made.SCAN
        assert acts(letter)[1:] == [Act.LETTER_TAKEN_OUT]

    @pytest.mark.parametrize("who", ["sari", "dewi", "agus", "rina"])
    def test_whoever_plans_does_not_say_alone_that_there_is_one(self, office: Cast, who: str) -> None:
        scan = made.scan()
        unit = office.at.unit
        contents = LetterContents("siapa saja", made.TASK, [made.PLACE], [])
        with refused("not_permitted"):
            made.letters.enter(
                unit=unit,
                facts=made.facts("asal-asalan-123"),
                contents=contents,
                officers=[office.sari],
                scan=scan,
                keyring=keyring(getattr(office, who)),
            )
        assert not Letter.objects.exists()

    def test_what_is_no_letter_is_refused(self, office: Cast) -> None:
        whole = LetterContents("Hadi Contoh", made.TASK, [made.PLACE], [])
        today = clock.today()
        for changes, code in (
            ({"facts": made.facts(" ")}, "letter_incomplete"),
            ({"contents": replace(whole, signer=" ")}, "letter_incomplete"),
            ({"contents": replace(whole, places=[])}, "letter_incomplete"),
            ({"contents": replace(whole, task="x" * 5_000)}, "too_long"),
            ({"facts": made.facts(first=today, last=today - timedelta(days=1))}, "letter_ends_first"),
            ({"facts": made.facts(first=today, last=today + timedelta(days=400))}, "letter_too_long"),
            ({"scan": made.sealed_upload()}, "no_scan"),
        ):
            with refused(code):
                made.entered(office.hadi, [office.sari], **changes)
        with refused("not_of_office"):
            made.entered(office.hadi, [office.fani])
        made.entered(office.hadi, [office.sari], facts=made.facts("W.7"))
        with refused("entered_already"):
            made.entered(office.hadi, [office.sari], facts=made.facts(" W.7 "))
        assert Letter.objects.count() == 1

    def test_the_database_asks_for_the_scan_too(self, office: Cast) -> None:
        letter = made.letter([office.sari])
        with pytest.raises(IntegrityError), transaction.atomic():
            Letter.objects.filter(pk=letter.pk).update(origin=Origin.OUTSIDE)


class TestWhoOpensIt:
    def test_the_unit_and_whom_it_names(self, office: Cast) -> None:
        letter = made.letter([office.sari])
        assert key_of(letter, keyring(office.sari)) == key_of(letter, keyring(office.dewi))
        for who in (office.bayu, office.fani):
            with pytest.raises(NotGranted):
                key_of(letter, keyring(who))
            with pytest.raises(Refused):
                peek(letter, keyring(who))

    def test_what_is_offered_is_in_force_and_names_who_goes_there(self, office: Cast) -> None:
        today = clock.today()
        made.letter([office.bayu])
        made.letter([office.sari], place="Kelurahan Pegadungan")
        made.letter([office.sari], of=made.facts(last=today - timedelta(days=1)))
        withdraw(letter=made.letter([office.sari]), reason=REASON, keyring=keyring(office.hadi))
        right = made.letter([office.sari])
        village = office.at.cengkareng_timur.village
        letters = offered(keyring(office.sari), on=today, naming=office.sari, village=village)
        assert [opened.letter for opened in letters] == [right]
        assert len(offered(keyring(office.dewi), on=today)) == 3


class TestWhatItsWordsMean:
    @pytest.mark.parametrize(
        ("task", "ordered"),
        [
            ("Melakukan pengawasan keimigrasian", {"supervision"}),
            ("Memeriksa dokumen penghuni", {"inspection"}),
            ("Operasi: pemeriksaan dan mengawasi", {"inspection", "supervision"}),
            ("Verifikasi lapangan bersama awak media", set()),
        ],
    )
    def test_acts(self, task: str, ordered: set[str]) -> None:
        assert acts_in(task) == {LetterAct.VISIT, *ordered}

    @pytest.mark.parametrize(
        ("words", "names"),
        [
            ("Rusunami City Park", ["Cengkareng Timur"]),
            ("Kel. Cengkareng Timur, Kec. Cengkareng", ["Cengkareng Timur"]),
            ("Kelurahan PEGADUNGAN dan Cengkareng Timur", ["Cengkareng Timur", "Pegadungan"]),
            ("wilayah kerja kantor", []),
        ],
    )
    def test_villages(self, office: Cast, words: str, names: list[str]) -> None:
        assert [village.name for village in queries.villages_in(words, office.at.office)] == names

    def test_a_district_alone_is_all_of_its_villages(self, office: Cast) -> None:
        villages = queries.villages_in("Kecamatan Cengkareng", office.at.office)
        assert {village.district.name for village in villages} == {"Cengkareng"}
        assert len(villages) > 1


class TestItsEnd:
    def test_withdrawn_with_a_reason_once(self, office: Cast) -> None:
        letter = made.letter([office.sari])
        with refused("no_reason"):
            withdraw(letter=letter, reason=" ", keyring=keyring(office.hadi))
        withdraw(letter=letter, reason=REASON, keyring=keyring(office.hadi))
        with refused("letter_withdrawn"):
            withdraw(letter=letter, reason=REASON, keyring=keyring(office.hadi))
        letter.refresh_from_db()
        assert peek(letter, keyring(office.sari)).reason == REASON
        assert made.letter([office.sari], of=made.facts(letter.number)).number == letter.number

    def test_five_years_after_its_last_day_it_is_erased(self, office: Cast) -> None:
        letter = made.entered(office.hadi, [office.sari])
        day = letter.valid_until + queries.KEPT
        assert shred_due(on=day) == 0
        # Set aside by today's clock, so that by that day the week of grace is over, too.
        assert shred_due(on=day + timedelta(days=1)) == 2
        letter.refresh_from_db()
        assert (bytes(letter.envelope), letter.grants.count(), letter.number != "") == (b"", 0, True)
        assert bytes(Exhibit.objects.get(pk=letter.scan_id).wrapped_key) == b""
        with pytest.raises(Refused):
            peek(letter, keyring(office.dewi))
