"""Words of one root in the forms that residents write and say."""

from __future__ import annotations

import pytest

from pimpasa.linking.roots import LONGEST_READ, roots

FAMILIES = {
    "kurung": "dikurung mengurung kurungan pengurungan dikurungin ngurung terkurung kekurung",
    "kirim": "mengirim dikirim ngirim kirimin pengiriman kiriman",
    "janji": "dijanjikan menjanjikan dijanjiin janji",
    "berangkat": "berangkat keberangkatan memberangkatkan diberangkatkan diberangkatin",
    "kerja": "bekerja pekerja pekerjaan mempekerjakan dipekerjakan",
    "sekap": "menyekap disekap nyekap penyekapan",
    "tampung": "ditampung menampung nampung penampungan",
    "kontrak": "kontrakan mengontrak ngontrak dikontrak",
    "tahan": "menahan ditahan nahan tahanan penahanan",
    "pukul": "memukul dipukul mukul dipukulin",
    "paksa": "dipaksa memaksa maksa paksaan",
    "ancam": "mengancam diancam ngancam ancaman",
    "tipu": "menipu ditipu nipu penipuan ketipu",
    "sita": "disita menyita nyita penyitaan",
    "gaji": "gaji digaji penggajian gajinya",
}


@pytest.mark.parametrize(("root", "word"), [(root, word) for root, words in FAMILIES.items() for word in words.split()])
def test_a_word_has_its_root(root: str, word: str) -> None:
    assert root in roots(word)


@pytest.mark.parametrize("word", ["sutrisno", "malaysia", "passport", "rm1500", "宾馆", "", "ok", "x" * 40])
def test_what_is_no_indonesian_word_stays_as_it_is(word: str) -> None:
    assert roots(word) == (word,)


def test_different_words_stay_apart() -> None:
    apart = ["berangkat", "tangkap", "tampung", "tampar", "kurung", "kurang", "gaji", "ngaji", "agen", "agenda"]
    assert len({roots(word) for word in apart}) == len(apart)


def test_what_is_too_long_to_be_a_word_is_not_read() -> None:
    assert roots("memper" * 4) == ("memper" * 4,)
    assert roots("m" * (LONGEST_READ + 1)) == ("m" * (LONGEST_READ + 1),)
