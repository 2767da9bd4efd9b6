"""Laws, numbers and lists with their age; what an office says otherwise; who may say so."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.db import OperationalError

from pimpasa.agencies.actions import bring_in
from pimpasa.agencies.queries import is_stale
from pimpasa.common import clock
from pimpasa.config import cli, doctor
from pimpasa.education.helplines import helplines, number_of, stale_numbers
from pimpasa.education.offers.checking import check
from pimpasa.education.pages import read_pages
from pimpasa.education.sources import source
from pimpasa.ledger.acts import Act
from pimpasa.ledger.models import Entry
from pimpasa.packs import actions, queries, reading
from pimpasa.packs.errors import BadPack
from pimpasa.packs.kinds import FIELDS, PackName
from pimpasa.packs.models import OwnWord, Reading
from pimpasa.packs.reading import FOLDER, read, shipped
from tests.factories.people import Cast, cast, entrusted
from tests.refusals import refused

pytestmark = pytest.mark.django_db
SAPA = {("number", ""): "0811 129 129"}


@pytest.fixture(autouse=True)
def _as_they_came() -> Iterator[None]:
    queries.forget()
    yield
    queries.forget()


@pytest.fixture
def office(db: None) -> Cast:
    return entrusted(cast())


def raw(name: PackName) -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load((FOLDER / f"{name.value}.yaml").read_text())
    return data


class TestShipped:
    def test_every_file_is_a_pack_and_every_pack_a_file(self) -> None:
        assert {path.stem for path in FOLDER.iterdir()} == set(PackName.values) == set(FIELDS)
        assert reading.check_all() == sum(len(queries.pack(name).entries) for name in PackName)

    @pytest.mark.parametrize("name", PackName)
    def test_each_says_what_it_was_read_from_by_whom_and_when(self, name: PackName) -> None:
        pack = shipped(name)
        assert pack.read_from
        assert pack.read_by
        assert pack.read_on <= clock.today()
        assert pack.entries

    def test_every_number_has_its_source(self) -> None:
        assert [source(line.entry.values["source"], "id").publisher for line in helplines()] == [
            "Polri",
            "SAPA",
            "LPSK",
            "KP2MI",
            "KP2MI",
            "KP2MI",
        ]
        assert [line.href for line in helplines()] == [
            "tel:110",
            "tel:129",
            "tel:148",
            "tel:08001000",
            "tel:+622129244800",
            "https://wa.me/628118080141",
        ]

    def test_what_was_not_at_hand_is_not_invented(self) -> None:
        """The three considerations of art. 59 have no words until an office writes them."""
        entries = shipped(PackName.CONSIDERATIONS).entries
        assert [entry.values["confirmed"] for entry in entries] == [False] * 3


class TestBroken:
    @pytest.mark.parametrize(
        ("changes", "says"),
        [
            ({"stale_after": 3}, "stale_after is a number of days, 7 to 730"),
            ({"stale_after": True}, "stale_after is a number of days"),
            ({"read_on": "kemarin"}, "read_on is a day"),
            ({"read_by": ""}, "read_by is text"),
            ({"read_from": "Polri"}, "read_from is said in id and en"),
            ({"entries": []}, "entries by their keys"),
            ({"more": 1}, "has to have"),
        ],
    )
    def test_a_pack(self, changes: dict[str, Any], says: str) -> None:
        with pytest.raises(BadPack) as bad:
            read(PackName.HOTLINES, raw(PackName.HOTLINES) | changes, where="hotlines.yaml")
        assert says in str(bad.value)
        assert str(bad.value).startswith("hotlines.yaml")

    @pytest.mark.parametrize(
        ("changes", "says"),
        [
            ({"number": 110}, "number is a number to call"),
            ({"number": "satu"}, "number is a number to call"),
            ({"number": "1" * 16}, "number is a number to call"),
            ({"note": {"id": "Polisi"}}, "note is said in id and en"),
            ({"note": {"id": "P" * 201, "en": "P"}}, "note is text of at most 200 signs"),
            ({"is_chat": "ya"}, "is_chat is true or false"),
            ({"name": None}, "name is missing"),
            ({"nomer": "110"}, "there is no field nomer"),
            ({"read_on": "2026-13"}, "read_on is a day"),
        ],
    )
    def test_an_entry(self, changes: dict[str, Any], says: str) -> None:
        data = raw(PackName.HOTLINES)
        data["entries"]["polri"] |= changes
        with pytest.raises(BadPack) as bad:
            read(PackName.HOTLINES, data, where="hotlines.yaml")
        assert str(bad.value).startswith("hotlines.yaml, polri: ")
        assert says in str(bad.value)

    @pytest.mark.parametrize("text", ["entries: [", "a: b: c", "\tx", "- 1\n", ""])
    def test_every_command_says_it_in_one_line(
        self, text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        for path in FOLDER.iterdir():
            (tmp_path / path.name).write_text(path.read_text())
        (tmp_path / "laws.yaml").write_text(text)
        monkeypatch.setattr(reading, "FOLDER", tmp_path)
        shipped.cache_clear()
        try:
            assert cli.main(["doctor"]) != 0
        finally:
            shipped.cache_clear()
        (line,) = capsys.readouterr().err.strip().splitlines()
        assert str(tmp_path / "laws.yaml") in line


class TestAge:
    def test_what_was_read_long_ago_is_stale_and_still_told(self) -> None:
        on = date(2026, 11, 27)
        stale = [entry.key for entry in queries.pack(PackName.HOTLINES).stale(on=on)]
        assert stale == ["sapa", "lpsk", "kp2mi", "kp2mi_abroad", "kp2mi_chat"]
        assert [line.key for line in helplines()] == ["polri", *stale]
        polri = queries.pack(PackName.HOTLINES).entry("polri")
        assert polri.read_on is not None
        last = polri.read_on + timedelta(days=365)
        assert not queries.pack(PackName.HOTLINES).is_stale(polri, on=last)
        assert queries.pack(PackName.HOTLINES).is_stale(polri, on=last + timedelta(days=1))

    def test_reading_it_again_makes_it_fresh(self, office: Cast) -> None:
        today = clock.today()
        actions.read_again(
            name=PackName.HOTLINES, read_from="Karangan: ditelepon satu-satu", read_on=today, by=office.agus
        )
        pack = queries.pack(PackName.HOTLINES)
        assert (pack.read_from, pack.read_by, pack.read_on) == ("Karangan: ditelepon satu-satu", "Agus Contoh", today)
        assert stale_numbers() == []
        assert pack.due_on == today + pack.stale_after
        assert Entry.objects.latest("pk").act == Act.PACK_READ

    @pytest.mark.parametrize(("words", "day", "code"), [("-", 0, "no_source"), ("Karangan: situs", 1, "day_to_come")])
    def test_it_says_what_was_read_and_when(self, office: Cast, words: str, day: int, code: str) -> None:
        with refused(code):
            actions.read_again(
                name=PackName.LAWS, read_from=words, read_on=clock.today() + timedelta(days=day), by=office.hadi
            )

    def test_a_list_of_companies_is_old_as_the_pack_says(self, office: Cast) -> None:
        most = shipped(PackName.P3MI).stale_after
        for age, is_old in ((most, False), (most + timedelta(days=1), True)):
            as_of = clock.today() - age
            listed = bring_in(data=b"nama\nPT Karangan\n", source="Karangan", as_of=as_of, by=office.hadi)
            assert is_stale(listed) == is_old

    def test_the_doctor_names_what_is_to_be_read_again(self) -> None:
        finding = doctor.dated_packs()
        assert "hotlines" in finding.state
        assert not finding.is_fault


class TestOwnWords:
    def test_they_hold_everywhere_and_are_taken_back(self, office: Cast) -> None:
        assert actions.change_entry(name=PackName.HOTLINES, key="sapa", texts=SAPA, by=office.hadi)
        assert number_of("sapa") == "0811 129 129"
        (sapa,) = [line for line in helplines() if line.key == "sapa"]
        assert (sapa.href, sapa.entry.is_own, sapa.entry.read_on) == ("tel:0811129129", True, clock.today())
        victims = next(page for page in read_pages("id") if page.slug == "hak-korban")
        assert ("0811 129 129" in victims.text) == ("{sapa}" in victims.written)
        assert not actions.change_entry(name=PackName.HOTLINES, key="sapa", texts=SAPA, by=office.hadi)
        assert actions.change_entry(name=PackName.HOTLINES, key="sapa", texts={("number", ""): "129"}, by=office.hadi)
        assert (number_of("sapa"), OwnWord.objects.count()) == ("129", 0)
        assert (
            list(Entry.objects.filter(act=Act.PACK_CHANGED).values_list("subject", flat=True)) == ["pack:hotlines"] * 2
        )

    def test_without_a_database_the_numbers_are_there_as_they_came(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def gone(*_args: object, **_options: object) -> None:
            raise OperationalError

        monkeypatch.setattr(Reading.objects, "order_by", gone)
        assert number_of("polri") == "110"

    @pytest.mark.parametrize(
        ("name", "key", "texts", "code"),
        [
            (PackName.HOTLINES, "sapa", {("number", ""): "javascript:alert(1)"}, "no_phone"),
            (PackName.HOTLINES, "sapa", {("number", ""): ""}, "nothing_there"),
            (PackName.HOTLINES, "sapa", {("number", ""): "1" * 21}, "too_long"),
            (PackName.HOTLINES, "sapa", {("name", ""): "Karangan"}, "not_own"),
            (PackName.HOTLINES, "sapa", {("whom", "id"): "Untuk siapa saja", ("whom", "en"): ""}, "one_language"),
            (PackName.LAWS, "leak-2026", {("since", ""): "2020-01-01"}, "not_own"),
            (PackName.LAWS, "leak-2026", {("confirmed", ""): "maybe"}, "not_on_list"),
            (PackName.RECRUITMENT, "ticket_sent", {("says", ""): "(a+)+"}, "not_own"),
            (PackName.RECRUITMENT, "ticket_sent", {("password", ""): "x"}, "not_own"),
        ],
    )
    def test_they_stay_within_bounds(
        self, office: Cast, name: PackName, key: str, texts: dict[tuple[str, str], str], code: str
    ) -> None:
        with refused(code):
            actions.change_entry(name=name, key=key, texts=texts, by=office.hadi)
        assert OwnWord.objects.count() == 0


class TestRecruiting:
    def test_every_new_way_is_a_sentence_of_the_lesson(self) -> None:
        for language in ("id", "en"):
            page = next(page for page in read_pages(language) if page.slug == "cara-perekrut")
            for name in (PackName.RECRUITMENT, PackName.ROUTES):
                for entry in queries.pack(name).entries:
                    assert entry.words("lesson", language) in page.text

    @pytest.mark.parametrize(
        ("offer", "sign"),
        [
            ("Bos, saya sudah di Kamboja, kerjanya enak gaji 12 juta, ikut aja", "already_there"),
            ("Gabung grup telegram kerja Malaysia, nanti dipandu admin", "group_admin"),
            ("Kerja di Kamboja, tiket pesawat dikirim, tinggal berangkat", "ticket_sent"),
            ("Kami dari KBRI Phnom Penh, transfer biaya 2 juta dulu", "false_embassy"),
        ],
    )
    def test_every_new_way_is_found_in_an_offer(self, offer: str, sign: str) -> None:
        assert sign in {found.sign.key for found in check(offer).warnings}

    @pytest.mark.parametrize(
        "offer",
        [
            "Lapor ke KBRI gratis, tidak dipungut biaya",
            "PT Karangan, P3MI resmi: kerja di Jepang, tiket dikirim sesudah visa kerja jadi",
            "Saya sudah di kantor disnaker, ada pelatihan menjahit",
        ],
    )
    def test_an_honest_sentence_shows_none_of_them(self, offer: str) -> None:
        recent = {entry.key for entry in shipped(PackName.RECRUITMENT).entries}
        assert not recent & {found.sign.key for found in check(offer).warnings}
