"""Two spellings of one thing meet, two things never do: as people really type them, and as they hide them."""

from __future__ import annotations

import time

import pytest

from pimpasa.linking.identifiers.finding import find
from pimpasa.linking.identifiers.kinds import Identifier, Kind

FRIENDS = [
    ("0895 1111 222233", "08951111222233"),
    ("081299887711yaa", "0812-9988-7711"),
    ("hub:WA081299887711", "0812 9988 7711"),
    ("0️⃣8️⃣1️⃣2️⃣9️⃣9️⃣8️⃣8️⃣7️⃣7️⃣1️⃣1️⃣", "081299887711"),
    ("⓪⑧①②⑨⑨⑧⑧⑦⑦①①", "081299887711"),
    ("O812-99OO-77ll", "0812 9900 7711"),
    ("nol delapan satu dua sembilan sembilan delapan delapan tujuh tujuh satu satu", "081299887711"),
    ("0812\n9988\n7711", "081299887711"),
    ("0812_9988_7711", "081299887711"),
    ("*0812*9988*7711*", "081299887711"),
    ("ada 0812 9988 7711 2 orang", "081299887711"),
    ("@6281299887711", "081299887711"),
    ("WA 60123456789", "+60 12-345 6789"),
    ("s.id/lokerkmbj9", "https://s.id/lokerkmbj9"),
    ("bit.ly/Kerja-LN", "http://bit.ly/Kerja-LN?fbclid=abc"),
    ("https://m.facebook.com/profile.php?id=100000000000011&mibextid=x", "facebook.com/profile.php?id=100000000000011"),
    ("https://youtu.be/AbCdEfGhIjK", "https://www.youtube.com/watch?v=AbCdEfGhIjK&feature=share"),
    ("twitter.com/bos_kamboja/status/1", "https://x.com/bos_kamboja"),
    ("https://www.tiktok.com/@bos.kamboja/video/7123456789012345678", "tiktok @bos.kamboja"),
    ("ig bos.kamboja", "IG: @Bos.Kamboja"),
    ("instagram.com/stories/bos.kamboja/123", "@bos.kamboja"),
    ("pt sinar rembulan jaya", "PT Sinar Rembulan Jaya"),
    ("PT SINAR REMBULAN JAYA MENAWARKAN KERJA", "pt. sinar rembulan jaya di bekasi"),
    ("PT.Gerbang Samudra Lestari", "PT Gerbang Samudra Lestari"),
    ("norek 0011-01-002345-50-9", "001101002345509 (BRI)"),
    ("transfer ke 1234567890 BCA", "bca a.n. Orang Karangan 123-456-7890"),
    ("mobil avanza b 1234 xyz", "B1234XYZ"),
    ("paspor Indonesia X 1234567", "paspornya X1234567"),
    ("bos.karangan (at) gmail dot com", "bos.karangan@gmail.com"),
    ("0x52908400098527886E0F7030069857D2E4169EE7", "0x52908400098527886e0f7030069857d2e4169ee7"),
]
STRANGERS = [
    (
        "https://www.facebook.com/profile.php?id=10000000000001",
        "https://www.facebook.com/profile.php?id=10000000000002",
    ),
    (
        "https://www.tiktok.com/@bos.kamboja/video/7123456789012345678",
        "https://www.tiktok.com/@bos.beras/video/7999999999999999999",
    ),
    (
        "https://play.google.com/store/apps/details?id=com.pinjol.a",
        "https://play.google.com/store/apps/details?id=com.warung.b",
    ),
    ("https://docs.google.com/forms/d/e/AAAA/viewform", "https://docs.google.com/forms/d/e/BBBB/viewform"),
    ("https://drive.google.com/open?id=AAAA", "https://drive.google.com/open?id=BBBB"),
    ("https://www.facebook.com/groups/111", "https://www.facebook.com/groups/222"),
    ("https://t.me/+AAAAAA", "https://t.me/+BBBBBB"),
    ("https://t.me/joinchat/AAAA", "https://t.me/joinchat/BBBB"),
    ("https://www.instagram.com/reel/AAAA/", "https://www.instagram.com/reel/BBBB/"),
    ("https://www.instagram.com/p/AAAA/", "https://www.instagram.com/p/BBBB/"),
    ("https://chat.whatsapp.com/AAAAAAAA", "https://chat.whatsapp.com/BBBBBBBB"),
    ("bit.ly/kerja", "bit.ly/Kerja"),
    ("ig bos.kamboja", "ig bos.beras"),
    ("0812 9988 7711", "0812 9988 7712"),
    ("0812 9988 7711\n0813 1111 2222", "0813 1111 2223"),
]
TRAPS = [
    "RP 500000 saja", "gaji RP 1500000", "Blok B 12 A", "kamar B 12 C", "di pasal 4 ayat 2 UU 21 2007",
    "kartu kredit 4111 1111 1111 1111", "no resi 081299887711", "token listrik 1234 5678 9012 3456 7890",
    "virtual account 8808 0812 9988 7711", "@50rb per hari", "@ 2 juta", "kerja 12 jam @semua", "nama.file.jpg",
    "dr.budi bilang gaji 5.juta", "pt itu bohong", "pt kan katanya resmi", "NPWP 01.234.567.8-901.000",
    "nomor antrean B 12", "SK 123456 tahun 2025", "berat 62 kg tinggi 165", "jl.mawar no.12",
    "umur 20-30 th, 08.00-17.00",
    "IMEI 490154203237518", "koordinat -6.2088, 106.8456", "jarak 12 km, B 12 KM lagi",
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), FRIENDS)
def test_friends_meet(one: str, other: str) -> None:
    assert (find(one), len(find(one))) == (find(other), 1)


@pytest.mark.parametrize(("one", "other"), STRANGERS)
def test_strangers_never_meet(one: str, other: str) -> None:
    assert set(find(one)) & set(find(other)) == set()


@pytest.mark.parametrize("text", TRAPS)
def test_what_only_looks_like_one_is_none(text: str) -> None:
    assert find(text) == []


def test_a_country_s_code_is_not_taken_for_a_mobile() -> None:
    assert find("+855 12 345 678") == [Identifier(Kind.PHONE, "+85512345678")]


def test_a_flood_costs_as_much_as_its_length() -> None:
    """Ten times the text is not a hundred times the work, whatever is repeated."""
    vocabulary = (
        "akun",
        "ig",
        "nya",
        "id",
        "username",
        "rek",
        "no",
        "paspor",
        "mobil",
        "pt",
        "wa",
        "nol",
        "bca",
        "a.n",
    )
    pairs = (f"{one} {other} " for one in vocabulary for other in vocabulary)
    pieces = ("0 ", "+62", "o0", "0812-", "a@", "x.", "b 1 x ", "1 bca ", "x at gmail ", "1.000-", "-", "http://a", "@")
    for piece in (*pieces, *pairs):
        few = _seconds((piece * 1_000)[:1_000])
        many = _seconds((piece * 10_000)[:10_000])
        assert many < 40 * max(few, 0.005), piece


def _seconds(text: str) -> float:
    start = time.process_time()
    find(text)
    return time.process_time() - start
