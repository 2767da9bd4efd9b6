"""The check of an offer: messy words are read, a "not" is understood, hostile text costs nothing, and the bar holds."""

from __future__ import annotations

import json
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bench.intervals import wilson
from bench.offers import own_offers
from pimpasa.education.offers.asking import ASKED, answered, to_ask
from pimpasa.education.offers.checking import Checked, Found, Level, check
from pimpasa.education.offers.patterns import compiled, lines, source_of
from pimpasa.education.offers.promises import PROMISES
from pimpasa.education.offers.reading import LONGEST, read
from pimpasa.education.offers.thresholds import at_least
from pimpasa.education.offers.warnings import BY_KEY, WARNINGS
from pimpasa.education.offers.weighing import FILE, from_plain, to_plain, weights
from pimpasa.reports.indicators import INDICATORS
from tests.education.hands import by_hands, corpus_digest, files


def keys(checked: Checked) -> set[str]:
    return {found.sign.key for found in checked.warnings}


def test_it_works() -> None:
    checked = check("Kerja di Taiwan gaji 10jt, paspor dipegang agen. Biaya potong gaji 9 bln. WA 081200000000")
    assert checked.level is Level.STOP
    quotes = {found.sign.key: found.quotes for found in checked.warnings}
    assert quotes["papers_kept"] == ("paspor dipegang agen",)
    assert "potong gaji" in quotes["wage_cut"]


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("pspr tdk dipegang", "paspor tidak dipegang"),
        ("K 4 M B O J A", "kamboja"),
        ("n33d 4dmin g4ji", "perlu admin gaji"),
        ("k m b 0 j a", "kamboja"),
        ("🇰🇭", "kamboja"),
        ("𝐊𝐚𝐦𝐛𝐨𝐣𝐚", "kamboja"),
        ("Rp35.000.000,-", "rp 35 juta ;"),
        ("gaji2 12jt/bln", "gaji 12 juta bulan"),
        ("PASPORNYAAAA!!!", "paspor ."),
        ("P3MI No. 000", "p3mi no 000"),
        ("lgsg brgkt", "langsung berangkat"),
    ],
)
def test_messy_words_are_read(typed: str, plain: str) -> None:
    assert read(typed).row.strip() == plain


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("Paspor tetap dipegang sendiri oleh pekerja.", "papers_kept"),
        ("KTP tidak ditahan", "papers_kept"),
        ("tidak ada potong gaji", "wage_cut"),
        ("tidak ada denda kalau mundur", "fine"),
        ("visa kerja ya, bukan visa turis", "wrong_visa"),
        ("Waspada modus admin judi online", "gambling_fraud"),
        ("jangan mau kalau ada calo", "broker"),
        ("usia minimal 18 tahun", "child"),
        ("tnp pengalaman, paspor dipegang agen", "no_papers"),
        ("tdk dipungut biaya, kontrak dibaca dl", "no_papers"),
    ],
)
def test_a_not_is_understood(said: str, key: str) -> None:
    assert key not in keys(check(said))


@pytest.mark.parametrize("country", ["Malaysia", "Taiwan", "Hong Kong", "Jepang", "Korea", "Arab Saudi", "Kamboja"])
def test_a_country_alone_is_no_sign(country: str) -> None:
    checked = check(f"PT Karangan Jaya (P3MI) membuka lowongan perawat di {country}. Datang ke kantor kami.")
    assert (checked.level, keys(checked)) == (Level.NONE, set())


def test_no_people_and_no_faith_is_a_sign() -> None:
    words = {word for sign in WARNINGS for line in lines(sign.says) for word in re.findall(r"[a-z]+", line)}
    assert words & {"islam", "kristen", "hindu", "buddha", "negro", "arab", "madura", "batak", "jawa", "papua"} == set()


def test_what_speaks_for_an_offer_never_cancels_a_strong_sign() -> None:
    bad = "Kerja di Malaysia, visa turis dulu. Paspor disimpan agen."
    praised = bad + " P3MI resmi terdaftar, tidak dipungut biaya, visa kerja, kontrak dibaca bersama."
    assert check(praised).level is Level.STOP
    assert {found.sign.key for found in check(praised).promises} >= {"registered", "no_fee"}


def test_each_sign_stands_for_an_indicator_of_its_weight() -> None:
    known = [sign for sign in WARNINGS if sign.indicator is not None]
    differing = [sign.key for sign in known if INDICATORS[sign.indicator or 0].weight != sign.weight]
    assert differing == []
    assert {sign.weight for sign in PROMISES} == {0}
    every = [sign.key for sign in (*WARNINGS, *PROMISES)]
    assert len(every) == len(set(every))


@pytest.mark.parametrize("part", ["tuning", "apart", "later"])
def test_the_bar_holds_on_offers_that_no_weight_was_learnt_from(part: str) -> None:
    said = [(offer, check(offer.text).level) for offer in own_offers() if offer.part == part]
    missed = [offer.ident for offer, level in said if offer.is_bad and level != Level.STOP]
    stopped_good = [offer.ident for offer, level in said if not offer.is_bad and level == Level.STOP]
    bad = sum(offer.is_bad for offer, _level in said)
    assert 1 - len(missed) / bad >= 0.9, missed
    assert (bad - len(missed)) / (bad - len(missed) + len(stopped_good)) >= 0.9, stopped_good


def test_the_own_set_is_large_enough_and_fairly_cut() -> None:
    everything = own_offers()
    assert len(everything) >= 150
    bad = [offer for offer in everything if offer.is_bad]
    assert len({offer.ident for offer in everything}) == len(everything)
    assert 2 * len(bad) <= len(everything)
    assert {offer.part for offer in everything} == {"tuning", "apart", "later"}
    first = [offer for offer in bad if len(offer.ident) == len("b01")]
    assert 3 * sum(offer.part == "apart" for offer in first) >= len(first)


def test_every_hand_wrote_as_many_good_offers_as_bad_ones() -> None:
    hands = [path.read_text(encoding="utf-8").splitlines() for path in files()]
    assert [len(lines) for lines in hands] == [52] * 12
    verdicts = [[json.loads(line)["verdict"] for line in lines] for lines in hands]
    assert [(said.count("stop"), said.count("fine")) for said in verdicts] == [(26, 26)] * 12
    texts = [text for text, _verdict in by_hands()]
    assert len(set(texts)) == len(texts)


def test_the_weights_are_small_and_were_learnt_from_these_hands() -> None:
    assert FILE.stat().st_size <= 40 * 1024
    assert json.loads(FILE.read_text(encoding="utf-8"))["corpus"] == corpus_digest()


def test_the_weights_come_back_as_they_were_written() -> None:
    known = weights()
    assert from_plain(to_plain(known)) == known


@pytest.mark.parametrize(
    ("text", "level", "signs"),
    [
        ("bayaran 5 juta per bulan di pabrik Bekasi", Level.ASK, set()),
        ("TKW Arab Saudi umrah dulu nanti kerja ART", Level.STOP, {"wrong_visa", "no_company"}),
        ("naik kapal dari Batam malam hari", Level.ASK, {"detour"}),
        ("bayaran pendaftaran 2 juta, kerja di gudang", Level.STOP, {"pays"}),
        ("kapal pesiar, jaga malam, join di Batam", None, set()),
        ("umrah dulu bareng keluarga lalu pulang", None, set()),
        ("HP tidak disita, libur tiap minggu, kerja di rumah makan", None, set()),
        ("sonde ada denda kalau berhenti kerja", None, set()),
        ("lewat laut naik speed dari Dumai subuh, kerja ladang", None, {"detour"}),
    ],
)
def test_words_with_two_meanings_are_read_by_what_stands_around_them(
    text: str, level: Level | None, signs: set[str]
) -> None:
    checked = check(text)
    assert keys(checked) == signs
    assert level is None or checked.level is level


@pytest.mark.parametrize(
    "text", ["", "asdf", "halo", "?!", "qwe rty uio pas dfg hjk", "selamat pagi semua, cuaca cerah"]
)
def test_nothing_is_said_over_nothing(text: str) -> None:
    assert check(text) == Checked(Level.UNSAID, (), ())


def test_a_few_harmless_words_are_asked_about_not_stopped_at() -> None:
    assert check("butuh barista di Tangerang, gaji 3 juta").level is Level.ASK


def test_a_heavy_verdict_names_the_words_that_weigh() -> None:
    text = (
        "Anak ibu saya bawa ke kota, sekolahnya nanti, dijaga seperti anak sendiri, gajinya saya simpankan dulu setahun"
    )
    checked = check(text)
    assert checked.level >= Level.ASK
    assert all(quote in text for quote in checked.heavy)


def test_the_words_that_weigh_are_quoted_whole_and_once() -> None:
    text = (
        "Dibutuhkan admin online di Kamboja gaji $1000-1500 atau 15jt/bulan, jalan-jalan, tiket & paspor ditanggung, "
        "tanpa pengalaman, berangkat pakai visa turis minggu depan"
    )
    heavy = check(text).heavy
    assert heavy[0].endswith("gaji $1000-1500")
    assert all(re.search(rf"(?<![\w$-]){re.escape(quote)}(?![\w-])", text) for quote in heavy), heavy
    assert sum(quote.count("15jt") for quote in heavy) <= 1


def test_answers_change_the_advice_and_never_take_back_signs_enough_for_stop() -> None:
    vague = check("butuh barista di Tangerang, gaji 3 juta")
    assert answered(vague, {}) == vague
    assert answered(vague, {"pays": "good", "employer": "good"}).level is Level.NONE
    assert answered(vague, {"pays": "good", "employer": "unknown"}).level is Level.ASK
    stopped = answered(vague, {"pays": "bad", "employer": "good"})
    assert (stopped.level, keys(stopped)) == (Level.STOP, {"pays"})
    strong = Checked(Level.ASK, (Found(BY_KEY["papers_kept"]),), ())
    assert answered(strong, {asked.key: "good" for asked in ASKED}).level is Level.ASK


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("ART ke Malaysia", ["visa", "pays", "employer"]),
        ("ART ke Malaysia dengan visa kerja", ["pays", "employer", "papers"]),
        ("kasir toko, tidak dipungut biaya, PT Karangan", ["papers", "where"]),
    ],
)
def test_it_asks_what_the_words_leave_open(text: str, asked: list[str]) -> None:
    assert [question.key for question in to_ask(text)] == asked


def test_an_interval_of_wilson_s() -> None:
    low, high = wilson(29, 30)
    assert (round(low, 3), round(high, 3)) == (0.833, 0.994)


@given(some.integers(1, 99_999), some.integers(0, 99_999))
def test_a_threshold_as_an_expression(least: int, number: int) -> None:
    assert bool(re.fullmatch(at_least(least), str(number))) == (number >= least)


@given(some.text(max_size=400))
def test_any_text_is_read(text: str) -> None:
    reading = read(text)
    assert len(reading.words) == len(reading.starts) == len(reading.spans)
    assert all(0 <= start < stop <= len(text) for start, stop in reading.spans)
    for found in check(text).warnings:
        assert all(quote in " ".join(text.split()) for quote in found.quotes)


@given(
    some.lists(
        some.sampled_from(
            [
                "paspor",
                "visa",
                "turis",
                "gaji",
                "potong",
                "umur",
                "16",
                "juta",
                "12",
                "keluar",
                "denda",
                ".",
                ";",
                "tidak",
                "bos",
                "🇰🇭",
            ]
        )
    )
)
def test_any_row_of_telling_words_is_checked(words: list[str]) -> None:
    assert check(" ".join(words)).level in Level


HOSTILE = {
    "letters": "a" * 10**7,
    "words": "paspor " * 10**6,
    "emoji": "👩‍👩‍👧‍👦🇰🇭" * 10**5,
    "marks": "a" + "\u0301" * 10**6,
    "rtl": "\u202eشغل " * 10**5,
    "spaced": "k a m " * 10**6,
    "numbers": "1.000" * 10**6,
    "beginnings": "umur uang visa ke " * 10**5,
    "breaks": ". ; " * 10**6,
    "nulls": "\x00" * 10**6,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_ten_megabytes_cost_no_more_than_what_is_read(text: str) -> None:
    began = time.process_time()
    checked = check(text)
    assert time.process_time() - began < 3
    assert checked.was_cut == (len(text) > LONGEST)


def test_no_expression_repeats_a_repetition() -> None:
    """Gaps are bounded and the rest is fixed words: nothing can take a time that grows faster than the text."""
    patterns = {p for sign in (*WARNINGS, *PROMISES) for b in (sign.says, sign.lacks, *sign.together) for p in lines(b)}
    assert [p for p in patterns if re.search(r"[+*]\)[+*]", source_of(p))] == []
    assert all(compiled(pattern) for pattern in patterns)
