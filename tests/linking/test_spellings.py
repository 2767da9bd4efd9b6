"""Every spelling of a thing has one normal form, and dates, prices, times and articles of law are nobody's number."""

from __future__ import annotations

from datetime import date

from hypothesis import assume, example, given
from hypothesis import strategies as st

from pimpasa.linking.identifiers.finding import find
from pimpasa.linking.identifiers.kinds import Identifier, Kind
from pimpasa.linking.identifiers.papers import PROVINCES
from pimpasa.linking.identifiers.plates import REGIONS, UNITS

digits = st.text("0123456789", min_size=1)
AROUND = st.sampled_from(["{}", "hub {} ya", "({})", "nomornya: {}.", "📞{}🙏", "“{}”", "{}, katanya", "* {}\n* lain"])
# Telkomsel, Indosat, XL, Tri, Smartfren: prefix and as many digits after it as they give out.
MOBILE = st.tuples(
    st.sampled_from(["811", "812", "813", "821", "852", "815", "856", "817", "859", "896", "881"]),
    st.text("0123456789", min_size=8, max_size=8),
)
HANDLE = st.from_regex(r"[a-z][a-z0-9_]{4,20}[a-z0-9]", fullmatch=True)


def of(kind: Kind, text: str) -> list[str]:
    return [found.value for found in find(text) if found.kind is kind]


def mobile_spellings(prefix: str, rest: str) -> list[str]:
    national = prefix + rest
    return [
        f"0{national}",
        f"0{prefix}-{rest[:4]} {rest[4:]}",
        f"0{prefix} {rest[:4]} {rest[4:]}",
        f"0{prefix}.{rest[:4]}.{rest[4:]}",
        f"(0{prefix}) {rest[:4]}-{rest[4:]}",
        f"+62({prefix}){rest}",
        f"+62 {prefix}-{rest[:4]}-{rest[4:]}",
        f"62{national}",
        f"62 {prefix} {rest[:4]} {rest[4:]}",
        f"0062{national}",
        f"wa.me/62{national}",
        f"https://wa.me/62{national}?text=Halo%20kak",
        f"https://api.whatsapp.com/send?phone=62{national}",
        f"0{prefix}–{rest[:4]}–{rest[4:]}",
        "".join(chr(ord("０") + int(digit)) for digit in f"0{national}"),
        "".join(chr(ord("꧐") + int(digit)) for digit in f"0{national}"),
    ]


@given(MOBILE, AROUND)
@example(("812", "34567890"), "{}")
def test_it_works(number: tuple[str, str], around: str) -> None:
    """A mobile number however it is written."""
    expected = [f"+62{''.join(number)}"]
    for written in mobile_spellings(*number):
        assert (written, of(Kind.PHONE, around.format(written))) == (written, expected)


@given(MOBILE, MOBILE)
def test_two_numbers_beside_each_other_stay_two(one: tuple[str, str], other: tuple[str, str]) -> None:
    assume(one != other)
    for between in (" / ", ", ", " atau ", "\n", "; "):
        text = between.join(f"0{prefix}-{rest[:4]}-{rest[4:]}" for prefix, rest in (one, other))
        assert set(of(Kind.PHONE, text)) == {f"+62{''.join(one)}", f"+62{''.join(other)}"}


@given(HANDLE, AROUND)
def test_an_account_however_it_is_named(name: str, around: str) -> None:
    for platform, written in (
        ("", f"@{name}"), ("", f"@{name.upper()}"), ("telegram:", f"https://t.me/{name}"),
        ("telegram:", f"t.me/{name}"), ("telegram:", f"telegram = @{name}"),
        ("instagram:", f"http://www.instagram.com/{name}/"), ("instagram:", f"IG: @{name}"),
        ("instagram:", f"instagram.com/{name}"), ("tiktok:", f"https://tiktok.com/@{name}"),
    ):  # fmt: skip
        assert (written, of(Kind.HANDLE, around.format(written))) == (written, [f"{platform}{name}"])


@given(
    st.sampled_from(sorted(REGIONS)), st.integers(1, 9999), st.text("ABCDEFGHJKLMNPRSTUVWXYZ", min_size=1, max_size=3),
    AROUND,
)  # fmt: skip
@example("B", 1234, "XYZ", "{}")
def test_a_plate_however_it_is_written(region: str, number: int, series: str, around: str) -> None:
    assume(series not in UNITS)
    expected = [f"{region} {number} {series}"]
    for written in (
        f"{region} {number} {series}", f"{region}{number}{series}", f"{region}-{number}-{series}",
        f"{region}.{number}.{series}", f"plat {region.lower()} {number} {series.lower()}",
        f"nopol: {region.lower()}{number}{series.lower()}",
    ):  # fmt: skip
        assert (written, of(Kind.PLATE, around.format(written))) == (written, expected)


NIK = st.tuples(
    st.sampled_from(sorted(PROVINCES)), st.integers(1, 99), st.integers(1, 99), st.integers(1, 28),
    st.booleans(), st.integers(1, 12), st.integers(0, 99), st.integers(1, 9999),
)  # fmt: skip


@given(NIK, AROUND)
def test_a_nik_however_it_is_written(parts: tuple[int, int, int, int, bool, int, int, int], around: str) -> None:
    province, city, district, day, is_woman, month, year, serial = parts
    nik = f"{province:02}{city:02}{district:02}{day + 40 * is_woman:02}{month:02}{year:02}{serial:04}"
    for written in (
        nik, ".".join(nik[n : n + 4] for n in range(0, 16, 4)), " ".join(nik[n : n + 4] for n in range(0, 16, 4)),
        f"{nik[:6]}.{nik[6:12]}.{nik[12:]}", f"{nik[:6]}-{nik[6:12]}-{nik[12:]}", f"NIK: {nik}", f"NIK{nik}",
    ):  # fmt: skip
        assert (written, of(Kind.NIK, around.format(written))) == (written, [nik])
        assert of(Kind.PHONE, around.format(written)) == []


@given(
    st.sampled_from(["BCA", "bri", "Mandiri", "rek", "no rek", "rekening BNI"]),
    st.text("123456789", min_size=10, max_size=10),
)
@example("BCA", "1234567891")
def test_a_bank_account_however_it_is_written(bank: str, number: str) -> None:
    for written in (number, f"{number[:3]}-{number[3:6]}-{number[6:]}", f"{number[:3]} {number[3:6]} {number[6:]}",
                    f"{number[:3]}.{number[3:6]}.{number[6:]}"):  # fmt: skip
        for text in (
            f"{bank} {written} a.n. Orang Karangan",
            f"{bank}: {written}",
            f"kirim ke {bank} no {written}, ya",
        ):
            assert (text, of(Kind.BANK, text)) == (text, [number])


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
@example(date(2025, 12, 8))
def test_a_date_is_nobody_s_number(day: date) -> None:
    for written in (
        f"{day:%d-%m-%Y}", f"{day:%d/%m/%Y}", f"{day:%d.%m.%Y}", f"{day:%Y-%m-%d}", f"{day:%d %m %Y}",
        f"{day:%d-%m-%Y} pukul 14.05", f"{day:%d/%m/%Y} 14:05:33", f"{day:%Y-%m-%d}T00:00:00",
        f"{day:%d.%m.%Y}, jam 09.30", f"{day:%d-%m-%Y} 09.30",
        f"{day:%d-%m-%Y} s.d. {day:%d-%m-%Y}", f"{day:%d-%m-%Y} - {day:%d-%m-%Y}",
    ):  # fmt: skip
        assert (written, find(f"tanggal {written} WIB")) == (f"{written}", [])


@given(st.integers(1_000, 999_999_999_999))
@example(5_000_000)
@example(812_345_678)
@example(81_234_567_890)
def test_a_price_is_nobody_s_number(amount: int) -> None:
    dotted = f"{amount:,}".replace(",", ".")
    for written in (
        f"Rp {dotted}",
        f"Rp{dotted},00",
        f"Rp. {dotted},-",
        f"IDR {amount:,}",
        f"Rp {dotted}/bulan",
        f"Rp {amount}",
    ):
        assert (written, find(f"gaji {written} katanya")) == (written, [])


@given(st.integers(0, 23), st.integers(0, 59))
def test_a_time_is_nobody_s_number(hour: int, minute: int) -> None:
    for written in (
        f"{hour:02}.{minute:02}",
        f"{hour:02}:{minute:02}:00",
        f"{hour:02}.{minute:02}-{hour:02}.{minute:02} WIB",
    ):
        assert (written, find(f"pukul {written} malam")) == (written, [])


@given(st.integers(1, 900), st.integers(1, 30), st.integers(1945, 2026))
def test_an_article_of_law_is_nobody_s_number(article: int, paragraph: int, year: int) -> None:
    for written in (
        f"Pasal {article} ayat ({paragraph}) UU No. {paragraph} Tahun {year}", f"UU {paragraph}/{year} pasal {article}",
        f"Pasal {article} huruf a sampai {article + 2}",
        f"Permenimipas {paragraph}/{year} pasal {article} ayat {paragraph}",
    ):  # fmt: skip
        assert (written, find(f"menurut {written} tentang TPPO")) == (written, [])


def test_what_else_is_written_in_reports_is_none() -> None:
    for text in (
        "RT 003 RW 017 lantai 12 nomor 1204", "di 3 kota, 12 orang, umur 17 tahun", "kode pos 11730 Jakarta",
        "suhu 38,5 derajat", "-6.1438, 106.7394", "1.234.567 orang", "tahun 2019-2024", "Blok B 12 A2",
        "nomor antre A-012", "1,5 juta sampai 2,5 juta", "24 jam", "versi 10.15.7",
    ):  # fmt: skip
        assert (text, find(text)) == (text, [])


def test_an_identifier_is_not_taken_twice() -> None:
    assert find("wa.me/6281234567890 atau 0812-3456-7890") == [Identifier(Kind.PHONE, "+6281234567890")]
