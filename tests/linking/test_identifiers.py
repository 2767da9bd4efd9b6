"""Identifiers as people really write them meet; what only looks like one does not."""

from __future__ import annotations

import string

import phonenumbers
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pimpasa.linking.blind import blind
from pimpasa.linking.identifiers.finding import MOST, find, of_row
from pimpasa.linking.identifiers.kinds import Identifier, Kind

PHONE = Identifier(Kind.PHONE, "+6281234567890")


def one(kind: Kind, value: str) -> list[Identifier]:
    return [Identifier(kind, value)]


@pytest.mark.parametrize(
    "written",
    [
        "081234567890",
        "0812-3456 7890",
        "0812 3456 7890",
        "0812.3456.7890",
        "(0812) 3456-7890",
        "+62(812)34567890",
        "+62 812-3456-7890",
        "62812 3456 7890",
        "0062 812 3456 7890",
        "wa.me/6281234567890",
        "https://wa.me/6281234567890?text=Halo",
        "https://api.whatsapp.com/send?phone=6281234567890",
        "WA:081234567890.",
        "hub 0812–3456–7890 ya kak",
        "📱0812-3456-7890🙏",
        "０８１２３４５６７８９０",
        "٠٨١٢٣٤٥٦٧٨٩٠",
        "꧐꧘꧑꧒꧓꧔꧕꧖꧗꧘꧙꧐",
        "0812\u200b3456\u200b7890",
    ],
)
def test_a_number_in_whatever_form_is_the_same(written: str) -> None:
    assert find(written) == [PHONE]


@pytest.mark.parametrize(
    "written",
    [
        "gaji Rp 15.000.000",
        "tanggal 23-09-2025 jam 14.05",
        "1234567890123456789",
        "3173015501900001",  # a NIK, not a number to call
        "harga 12.500.000 - 15.000.000",
        "RT 003 RW 017 nomor 12",
        "110", "0800-1000"[:4], "",
    ],
)  # fmt: skip
def test_what_is_no_number_is_none(written: str) -> None:
    assert [found for found in find(written) if found.kind is Kind.PHONE] == []


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("NIK 3173015501900001", one(Kind.NIK, "3173015501900001")),
        ("nik: 3173.0155.0190.0001", one(Kind.NIK, "3173015501900001")),
        ("3173 0155 0190 0001", one(Kind.NIK, "3173015501900001")),
        ("3173010013900001", []),  # day 00
        ("3173015501900000", []),  # serial 0000
        ("paspor A1234567", one(Kind.PASSPORT, "A1234567")),
        ("X 1234567 disita", one(Kind.PASSPORT, "X1234567")),
        ("paspor no. ab123456", one(Kind.PASSPORT, "AB123456")),
        ("passport: 533456789", one(Kind.PASSPORT, "533456789")),
        ("paspor saya hilang", []),
        ("mobil B 1234 XYZ putih", one(Kind.PLATE, "B 1234 XYZ")),
        ("B1234XYZ", one(Kind.PLATE, "B 1234 XYZ")),
        ("nopol b-1234-xyz", one(Kind.PLATE, "B 1234 XYZ")),
        ("di 3 kota", []),
        ("QX 12 AB", []),
        ("transfer ke rek BCA 123-456-7890 a.n. Orang", one(Kind.BANK, "1234567890")),
        ("BRI: 0123 0101 2345 509", one(Kind.BANK, "012301012345509")),
        ("ig: @loker.kamboja_2025", one(Kind.HANDLE, "instagram:loker.kamboja_2025")),
        ("IG = LokerKamboja", one(Kind.HANDLE, "instagram:lokerkamboja")),
        ("https://www.instagram.com/Loker_Kamboja/", one(Kind.HANDLE, "instagram:loker_kamboja")),
        ("https://t.me/lokerkamboja", one(Kind.HANDLE, "telegram:lokerkamboja")),
        ("kirim ke Agen@Contoh.INVALID ya", one(Kind.EMAIL, "agen@contoh.invalid")),
        ("http://www.Contoh.invalid/Lowongan/?ref=1", one(Kind.LINK, "contoh.invalid/Lowongan")),
        ("lihat www.contoh.invalid.", one(Kind.LINK, "contoh.invalid")),
        ("PT. Karangan Jaya Abadi menawarkan", one(Kind.AGENCY, "karangan jaya abadi")),
        ("pt karangan", []),
        ("katanya PT A", []),
    ],
)
def test_each_kind_has_one_normal_form(written: str, found: list[Identifier]) -> None:
    assert find(written) == found


@pytest.mark.parametrize(
    ("what", "value", "found"),
    [
        ("phone", "0812 3456 7890 (WA)", [PHONE]),
        ("account", "@Loker.Kamboja", one(Kind.HANDLE, "loker.kamboja")),
        ("account", "lokerkamboja", one(Kind.HANDLE, "lokerkamboja")),
        ("bank", "123-456-7890 a.n. Karangan", one(Kind.BANK, "1234567890")),
        ("agency", "pt. karangan jaya abadi, tbk", one(Kind.AGENCY, "karangan jaya abadi")),
        ("plate", "b 1234 xyz", one(Kind.PLATE, "B 1234 XYZ")),
        ("name", "Orang Karangan", []),
        ("other", "hubungi 081234567890", [PHONE]),
    ],
)
def test_a_row_knows_what_it_is(what: str, value: str, found: list[Identifier]) -> None:
    assert of_row(what, value) == found


@given(
    digits=st.text("0123456789", min_size=7, max_size=9),
    gaps=st.lists(st.sampled_from(["", " ", "-", ".", " - "]), min_size=12, max_size=12),
    start=st.sampled_from(["0", "+62", "+62 ", "0062", "+62-"]),
    around=st.sampled_from(["{}", "hub {} ya", "WA: {}!", "({})", "📞{}\n"]),
)
@example(digits="3456789", gaps=[" "] * 12, start="0", around="{}")
def test_any_spelling_of_a_mobile_number_is_found(digits: str, gaps: list[str], start: str, around: str) -> None:
    national = "812" + digits
    number = phonenumbers.parse("0" + national, "ID")
    if not phonenumbers.is_valid_number(number):
        return
    spelled = start + "".join(digit + gap for digit, gap in zip(national, gaps, strict=False)).rstrip(" -.")
    if len(spelled) > 20 + len(start):
        return
    assert Identifier(Kind.PHONE, f"+62{national}") in find(around.format(spelled))


@given(st.text(max_size=300))
def test_no_text_breaks_it_and_its_normal_forms_find_themselves(text: str) -> None:
    for found in find(text):
        assert found.value
        if found.kind in (Kind.PHONE, Kind.EMAIL, Kind.NIK):
            assert found in find(found.value)


@given(st.text(string.printable, max_size=60), st.integers(0, 3))
def test_right_to_left_and_joined_marks_change_nothing(text: str, mark: int) -> None:
    marks = ["\u200f", "\u202e", "\u200d", "\u2066"]
    spelled = marks[mark] + "0812-3456-7890" + marks[mark]
    assert PHONE in find(f"{text}\n{spelled}\n")


def test_ten_thousand_in_one_text_are_bounded() -> None:
    text = "\n".join(f"0812-3{number:07}" for number in range(10_000))
    assert len(find(text)) == MOST


def test_a_text_made_to_be_slow_is_not() -> None:
    """Each pattern is linear; one that is not would not come to an end here."""
    for piece in ("0 ", "PT A ", "a@", "http://", "1", "paspor ", "rek ", "+62", "ig:", "A 1 ", "0812-"):
        assert len(find(piece * 20_000)) <= MOST


class TestBlind:
    KEY, OTHER = b"k" * 32, b"o" * 32

    def test_the_same_meets_and_nothing_else_does(self) -> None:
        assert blind(PHONE, key=self.KEY) == blind(find("0812-3456-7890")[0], key=self.KEY)
        assert blind(PHONE, key=self.KEY) != blind(PHONE, key=self.OTHER)
        assert blind(PHONE, key=self.KEY) != blind(Identifier(Kind.BANK, PHONE.value), key=self.KEY)
        assert len(blind(PHONE, key=self.KEY)) == 16

    @given(st.lists(st.tuples(st.sampled_from(Kind), st.text(min_size=1)), unique=True, max_size=20))
    def test_different_ones_never_meet(self, pairs: list[tuple[Kind, str]]) -> None:
        digests = {blind(Identifier(kind, value), key=self.KEY) for kind, value in pairs}
        assert len(digests) == len(pairs)
