"""Sari writes what her month was, Hadi what the office's was, Kartika receives; nobody above reads of people."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Assignment, Officer
from pimpasa.common import clock
from pimpasa.insights.kinds import Grain
from pimpasa.insights.models import Cell
from pimpasa.insights.periods import Month
from pimpasa.keys.errors import NotGranted
from pimpasa.ledger.models import Entry
from pimpasa.monthly.actions import receive, save, save_above, send, send_above, take_back
from pimpasa.monthly.kinds import BELOW_ALONE, PILLARS, Figure, Pillar, Stage
from pimpasa.monthly.models import Monthly
from pimpasa.monthly.names import bare_names
from pimpasa.monthly.opening import words_of
from pimpasa.monthly.queries import begun_on, counted, is_due, lines
from pimpasa.monthly.rules import due_on, last_month
from pimpasa.territory.models import Province, Regency
from pimpasa.waiting.kinds import Kind
from pimpasa.waiting.queries.entries import waiting_for
from tests.factories.people import Above, Cast, above, cast, keyring

pytestmark = pytest.mark.django_db
WORDS = "Tiga acara di RW 017. Pak Budi dari RT 4 membantu."


@pytest.fixture
def office() -> Cast:
    made = cast()
    made.hadi.refresh_from_db()
    return made


@pytest.fixture
def levels(office: Cast) -> Above:
    made = above(office)
    for officer in office.everyone:
        officer.refresh_from_db()
        officer.office.refresh_from_db()
    return made


def month() -> date:
    return last_month(clock.today())


def of_sari(office: Cast, *, sent: bool = True) -> Monthly:
    monthly = save(month=month(), words=WORDS, summary="", keyring=keyring(office.sari))
    if sent:
        send(monthly=monthly, keyring=keyring(office.sari))
        monthly.refresh_from_db()
    return monthly


def of_the_office(office: Cast, *, summary: str = "Acara berjalan baik.", sent: bool = True) -> Monthly:
    monthly = save(month=month(), words=WORDS, summary=summary, keyring=keyring(office.hadi))
    if sent:
        send(monthly=monthly, keyring=keyring(office.hadi))
        monthly.refresh_from_db()
    return monthly


def refusal(call: object, **values: object) -> str:
    with pytest.raises(Refused) as refused:
        call(**values)  # type: ignore[operator]
    return str(refused.value.code)


def kinds(officer: Officer) -> set[str]:
    return {entry.kind for entry in waiting_for(officer).entries}


def since_long(officer: Officer) -> None:
    """They have sat at their desk for a quarter."""
    long_ago = clock.today() - timedelta(days=100)
    Assignment.objects.filter(officer=officer).update(starts_on=long_ago)


def test_it_works(office: Cast) -> None:
    monthly = of_sari(office)
    assert (monthly.stage, monthly.to_office, monthly.desk) == (
        Stage.SENT,
        office.at.office,
        office.at.cengkareng_timur,
    )
    receive(monthly=monthly, by=office.dewi)
    monthly.refresh_from_db()
    assert (monthly.stage, monthly.received_by) == (Stage.RECEIVED, office.dewi)
    assert words_of(monthly, keyring(office.dewi)) == WORDS
    acts = Entry.objects.filter(subject=monthly.subject).order_by("pk").values_list("act", flat=True)
    assert list(acts) == ["monthly.saved", "monthly.sent", "monthly.received"]


def test_every_figure_stands_under_one_pillar() -> None:
    assert sorted(figure for figures in PILLARS.values() for figure in figures) == sorted(Figure)
    assert Figure.DIALOGUES.pillar == Pillar.KNOWLEDGE


def test_the_words_of_a_draft_are_the_desk_s_alone(office: Cast) -> None:
    monthly = of_sari(office, sent=False)
    assert words_of(monthly, keyring(office.sari)) == WORDS
    assert WORDS.encode() not in bytes(monthly.envelope or b"")
    assert [str(grant.desk_key.desk) for grant in monthly.grants.all()] == ["Pimpasa Cengkareng Timur"]
    with pytest.raises(Refused):
        words_of(monthly, keyring(office.dewi))


def test_a_draft_is_written_over_and_counted_anew(office: Cast) -> None:
    of_sari(office, sent=False)
    monthly = save(month=month(), words="Lebih pendek.", summary="", keyring=keyring(office.sari))
    assert words_of(monthly, keyring(office.sari)) == "Lebih pendek."
    assert Monthly.objects.count() == 1
    assert set(monthly.figures) == {"received", "concluded", "substantiated", "dialogues", "people", "promises"}


def test_it_is_taken_back_until_it_is_received(office: Cast) -> None:
    monthly = of_sari(office)
    take_back(monthly=monthly, by=office.sari)
    monthly.refresh_from_db()
    assert (monthly.stage, monthly.sent_at) == (Stage.DRAFT, None)
    assert [str(grant.desk_key.desk) for grant in monthly.grants.all()] == ["Pimpasa Cengkareng Timur"]
    send(monthly=monthly, keyring=keyring(office.sari))
    receive(monthly=monthly, by=office.hadi)
    monthly.refresh_from_db()
    assert refusal(take_back, monthly=monthly, by=office.sari) == "sent_already"
    assert refusal(save, month=month(), words="", summary="", keyring=keyring(office.sari)) == "sent_already"


def test_nobody_else_takes_back_or_receives(office: Cast) -> None:
    monthly = of_sari(office)
    assert refusal(take_back, monthly=monthly, by=office.bayu) == "not_yours"
    assert refusal(take_back, monthly=monthly, by=office.hadi) == "not_yours"
    assert refusal(receive, monthly=monthly, by=office.sari) == "not_permitted"
    assert refusal(receive, monthly=monthly, by=office.fani) == "not_yours"
    receive(monthly=monthly, by=office.dewi)
    assert refusal(receive, monthly=monthly, by=office.hadi) == "not_sent"


def test_only_months_that_are_over(office: Cast) -> None:
    this_month = Month.of(clock.today()).first
    long_ago = Month.of(clock.today()).later(-13).first
    for day in (this_month, long_ago, month().replace(day=2)):
        assert refusal(save, month=day, words="", summary="", keyring=keyring(office.sari)) == "no_month"


def test_an_office_s_goes_up_by_its_head(office: Cast, levels: Above) -> None:
    monthly = of_the_office(office, sent=False)
    assert refusal(send, monthly=monthly, keyring=keyring(office.dewi)) == "not_permitted"
    send(monthly=monthly, keyring=keyring(office.hadi))
    receive(monthly=monthly, by=levels.kartika)
    monthly.refresh_from_db()
    assert (monthly.to_office, monthly.received_by) == (levels.kanwil, levels.kartika)


def test_without_a_level_above_it_stays(office: Cast) -> None:
    monthly = of_the_office(office, sent=False)
    assert refusal(send, monthly=monthly, keyring=keyring(office.hadi)) == "nobody_above"


def test_above_no_key_opens_the_sealed_words(office: Cast, levels: Above) -> None:
    monthly = of_the_office(office)
    receive(monthly=monthly, by=levels.kartika)
    monthly.refresh_from_db()
    with pytest.raises(NotGranted):
        words_of(monthly, keyring(levels.kartika))
    assert monthly.summary == "Acara berjalan baik."


@pytest.mark.parametrize(
    "words", ["Pak Budi membantu.", "Hubungi 0812-3456-7890.", "Ibu Siti Aminah hadir.", "Mobil B 1234 ABC."]
)
def test_what_leads_to_a_person_does_not_go_up(office: Cast, words: str) -> None:
    with pytest.raises(Refused) as refused:
        of_the_office(office, summary=words, sent=False)
    assert refused.value.code == "leads_to_person"


def test_above_no_cell_is_under_ten_and_no_report_is_counted_by_month(office: Cast, levels: Above) -> None:
    monthly = of_the_office(office)
    monthly.figures = {**{figure.value: 9 for figure in Figure}, "people": 47}
    monthly.save(update_fields=["figures"])
    shown = {line.figure: line.number for _pillar, rows in lines(monthly, levels.kartika) for line in rows}
    assert shown == {
        **{figure: None for figure in Figure if figure not in BELOW_ALONE},
        Figure.PEOPLE: 40,
    }
    own = {line.figure: line.number for _pillar, rows in lines(monthly, office.hadi) for line in rows}
    assert own[Figure.RECEIVED] == 9
    assert own[Figure.PEOPLE] == 47


def test_a_kanwil_adds_up_what_may_be_known(office: Cast, levels: Above) -> None:
    monthly = of_the_office(office)
    receive(monthly=monthly, by=levels.kartika)
    Monthly.objects.filter(pk=monthly.pk).update(figures={"people": 47, "dialogues": 3, "received": 30})
    assert counted(levels.kartika, month()) == {"people": 40}
    own = save_above(month=month(), summary="Semua kantor mengirim laporan.", by=levels.kartika)
    send_above(monthly=own, by=levels.kartika)
    own.refresh_from_db()
    receive(monthly=own, by=levels.damar)
    own.refresh_from_db()
    assert (own.stage, own.to_office) == (Stage.RECEIVED, levels.nation)


def test_it_waits_for_who_sat_there_in_that_month(office: Cast) -> None:
    assert Kind.MONTHLY not in kinds(office.sari)
    for officer in (office.sari, office.hadi, office.dewi):
        since_long(officer)
    assert Kind.MONTHLY in kinds(office.sari)
    assert Kind.MONTHLY in kinds(office.hadi)
    assert Kind.MONTHLY not in kinds(office.dewi)
    assert is_due(office.sari, clock.today())
    of_sari(office)
    assert Kind.MONTHLY not in kinds(office.sari)
    assert Kind.MONTHLY_CAME in kinds(office.dewi)
    assert not is_due(office.sari, clock.today())


def test_it_is_due_on_the_fifth() -> None:
    assert due_on(date(2026, 10, 1)) == date(2026, 11, 5)
    assert due_on(date(2026, 12, 1)) == date(2027, 1, 5)


def test_a_bare_name_is_asked_about_before_it_goes_up(office: Cast, levels: Above) -> None:
    monthly = of_the_office(office, summary="Acara dibantu Budi Santoso.", sent=False)
    assert refusal(send, monthly=monthly, keyring=keyring(office.hadi)) == "looks_like_names"
    send(monthly=monthly, keyring=keyring(office.hadi), nobody_because="Itu nama jalan.")
    monthly.refresh_from_db()
    assert (monthly.stage, monthly.nobody_because) == (Stage.SENT, "Itu nama jalan.")
    take_back(monthly=monthly, by=office.hadi)
    monthly.refresh_from_db()
    assert monthly.nobody_because == ""


def test_a_reason_leads_to_nobody_either(office: Cast, levels: Above) -> None:
    monthly = of_the_office(office, summary="Acara dibantu Budi Santoso.", sent=False)
    reason = "Tanya 0812-3456-7890."
    assert refusal(send, monthly=monthly, keyring=keyring(office.hadi), nobody_because=reason) == "leads_to_person"


@pytest.mark.parametrize(
    "words",
    [
        "",
        "Warga Cengkareng Timur bertanya tentang TPPO.",
        "Sari Contoh dan Bayu membuka Ngopi di Rusun. Kemudian warga pulang.",
        "Pada Senin, 5 Oktober, Timpora rapat di Kota Tangerang.\n- Kegiatan lain: tidak ada",
        "Mereka berangkat ke Malaysia lewat Batam.",
    ],
)
def test_places_colleagues_and_words_of_the_work_are_nobody(office: Cast, words: str) -> None:
    make_regency_of_batam()
    assert bare_names(words, office.at.office) == []


def test_each_name_is_listed_once_as_it_was_written(office: Cast) -> None:
    words = "Kami bertemu Budi dan Siti Aminah. Lalu Budi pulang. Joko Widodo-Santoso ikut."
    assert bare_names(words, office.at.office) == ["Budi", "Siti Aminah", "Lalu Budi", "Joko Widodo-Santoso"]


def make_regency_of_batam() -> None:
    province = Province.objects.create(code="21", name="Kepulauan Riau")
    Regency.objects.create(code="21.71", name="Kota Batam", province=province)


def test_no_month_is_offered_from_before_the_office_was_there(office: Cast) -> None:
    """By the log, or by the first report that it counted; what the log does not tell of has always been there."""
    assert begun_on(office.sari) is None
    assert is_due(office.sari, clock.today())
    assert begun_on(office.hadi) == clock.today()
    assert not is_due(office.hadi, clock.today())
    Cell.objects.create(
        office=office.at.office, village=office.at.cengkareng_timur.village, desk=office.at.unit, kind="pmi",
        channel="web", urgency=0, state="received", finished=False, reopened=False,
        grain=Grain.MONTH, day=month(), number=1,
    )  # fmt: skip
    assert begun_on(office.hadi) == month()
    assert is_due(office.hadi, clock.today())


def test_a_kanwil_is_reminded_of_its_own(office: Cast, levels: Above) -> None:
    assert Kind.MONTHLY in kinds(levels.kartika)
    assert Kind.MONTHLY not in kinds(levels.damar)
    assert Kind.MONTHLY not in kinds(levels.indah)
    monthly = save_above(month=month(), summary="Semua kantor mengirim.", by=levels.kartika)
    assert Kind.MONTHLY in kinds(levels.kartika)
    send_above(monthly=monthly, by=levels.kartika)
    assert Kind.MONTHLY not in kinds(levels.kartika)


def test_a_kanwil_is_not_reminded_of_a_month_before_it(office: Cast, levels: Above) -> None:
    founded(levels.kartika.office.subject)
    assert Kind.MONTHLY not in kinds(levels.kartika)


def founded(subject: str) -> None:
    """The log begins to tell of it today."""
    Entry.objects.create(act="office.founded", actor="system", subject=subject, at=clock.now(), digest=b"0" * 32)
