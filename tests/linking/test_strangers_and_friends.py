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
    ("instagram.com/stories/bos.kamboja/123", "ig @bos.kamboja"),
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
SPELLINGS = [
    ("O8l2-OOOO-l0O2", "0812 0000 1002"),
    ("nol wolu siji loro nol nol nol nol siji nol siji papat", "081200001014"),
    ("nol dalapan hiji dua nol nol nol nol hiji nol hiji lima", "081200001015"),
    ("zero eight one two, zero zero zero zero, one zero one six", "081200001016"),
    ("nol8satu2 nol0nol0 satu0dua4", "081200001024"),
    ("nol delapan dua belas nol nol nol nol sepuluh dua puluh tiga", "081200001023"),
    ("0812 (empat nol) 1020", "081200001020"),
    ("nol delapan lima tujuh terus nolnya empat kali habis itu dua nol nol lima", "085700002005"),
    ("nol delapan satu dua triple nol nol satu nol dobel tiga", "081200001033"),
    ("0812 trus 0000 1009", "081200001009"),
    ("depannya 0857 tengahnya 0000 belakangnya 2001", "085700002001"),
    ("0812/0000/1038", "081200001038"),
    ("0812 ✈️ 0000 ✈️ 1043", "081200001043"),
    ("wa +60 11-0000 1234", "60 11 0000 1234 nomor malaysia"),
    ("hrd(at)contoh-rembulan(dot)xyz", "hrd@contoh-rembulan.xyz"),
    ("contoh dot admin at gmail dot com", "contoh.admin@gmail.com"),
    ("contoh.admin @ gmail . com", "contoh.admin@gmail,com"),
    ("hxxps://loker-contoh[.]site/apply?utm_source=wa", "loker-contoh.site/apply"),
    ("chat.whatsapp\n.com/CoNtOhGrup000000000001", "https://chat.whatsapp.com/CoNtOhGrup000000000001"),
    ("forms . gle/ContohForm1", "https://forms.gle/ContohForm1"),
    ("facebook.com/people/Contoh-Satu/61550000000001/", "facebook.com/profile.php?id=61550000000001"),
    ("line.me/ti/p/~contohline", "id line: contohline"),
    ("tele contoh underscore agen02", "t.me/contoh_agen02"),
    ("PT Dirgantara Contoh", "P . T . Dirgantara Contoh"),
    ("Pt. Contoh jaya abadi", "pe te contoh jaya abadi katanya resmi"),
    ("PT C0nt0h J4ya", "PT Contoh Jaya"),
    ("bca0001234502 2jt", "be ce a 000 123 4502"),
    ("mandri 1230000456 trus 019", "Bank Mandiri 123-0000-456-019"),
    ("Bank Jago\n1000 0000\n1234\na/n Contoh", "jago 100000001234"),
    ("NIK 32O1 99O2 O285 OOO2", "3201990202850002"),
    ("nik nya\n3201-9943\n0392-0003", "3201994303920003"),
    ("paspor a nol nol nol dua tiga empat lima", "A0002345"),
    ("paspornya huruf B trus 000 trus 2350", "B0002350"),
    ("avanza be seribu satu ce en te", "plat B 1001 CNT"),
    ("nomer pulisi na F trus 1009 trus CTX", "F 1009 CTX"),
    ("usdt TContohContohContoh\nContohContohDef", "tron: TContohContohContohContohContohDef"),
    ("0x2222face00 2222face00\n2222face00 2222face00", "0x2222FACE002222FACE002222FACE002222FACE00"),
]
STRANGERS = [
    ("ig @contoh_admin", "tiktok @contoh_admin"),
    ("instagram.com/contoh_admin", "t.me/contoh_admin"),
    ("https://wa.me/message/ABCDEF1", "https://wa.me/message/ABCDEF2"),
    ("PT Sinar Rembulan Jaya", "PT Sinar Rembulan Abadi"),
    ("0812 0000 1020 / 21", "0812 0000 1022"),
    ("1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2"),
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
    "lapor ke BP2MI atau P3MI, dulu BP3TKI", "lulusan S1 PGSD, D3 TKJ, kertas A4 HVS", "buka facebook.com aja",
    "https://www.kemnaker.go.id/", "youtube.com/", "telegram: hubungi aja", "fb: Siti Aminah", "@siti",
    "satu dua tiga empat lima enam tujuh delapan", "umur 18 terus 35, jam 0800 trus 1700", "0812-xxxx-1030",
    "gaji 5000000 trus bonus 2000000", "cv ku kosong melompong", "pt, tp lupa pt apa", "ketemu @ kantor jam 7",
    "https://drive.google.com/", "lulusan 'PT' maksudnya sarjana", "kirim CV@",
    "IMEI 490154203237518", "koordinat -6.2088, 106.8456", "jarak 12 km, B 12 KM lagi",
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), FRIENDS)
def test_friends_meet(one: str, other: str) -> None:
    assert (find(one), len(find(one))) == (find(other), 1)


@pytest.mark.parametrize(("one", "other"), SPELLINGS)
def test_spellings_by_which_machines_are_evaded_meet(one: str, other: str) -> None:
    assert (find(one), len(find(one))) == (find(other), 1)


@pytest.mark.parametrize(
    "piece", ["1", "nol ", "@a", "trus 1 ", "satu belas ", "O8 O", "12 🙏", "pt a ", "usdt TAbc ", "x at "]
)
def test_a_hundred_kilobytes_cost_four_times_what_a_quarter_does(piece: str) -> None:
    quarter = min(_seconds((piece * 25_000)[:25_000]) for _again in range(2))
    whole = min(_seconds((piece * 100_000)[:100_000]) for _again in range(2))
    assert whole < 10 * max(quarter, 0.02)


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
