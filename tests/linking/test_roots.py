"""Words of one root in the forms that residents write and say."""

from __future__ import annotations

import random
import re

import pytest
from Sastrawi.Dictionary.ArrayDictionary import ArrayDictionary
from Sastrawi.Stemmer.Stemmer import Stemmer
from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

from pimpasa.linking import roots as finder
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


BEGINNINGS = [
    "",
    *re.findall(r"\w+", "me men meng meny mem ber di ke se ter pe pen peng peny per memper diper keber ku kau"),
]
ENDINGS = ["", *re.findall(r"\w+", "kan an i nya kannya annya lah kanlah ku mu isasi isme kanmulah inya")]


def test_nothing_that_the_stemmer_finds_is_passed_over() -> None:
    """What is asked before it takes its time says no to no word that it would have taken apart."""
    known = StemmerFactory().get_words_from_file()
    stemmer = Stemmer(ArrayDictionary(known))
    chance = random.Random(17)  # noqa: S311 - the same words in every run
    passed_over = []
    for root in chance.choices([word for word in known if word.isalpha()], k=700):
        beginning, ending = chance.choice(BEGINNINGS), chance.choice(ENDINGS)
        word = f"{beginning}{root[1:] if beginning.endswith(('n', 'm', 'g', 'y')) else root}{ending}"
        if stemmer.stem(word) != word and not finder._may_hold_a_root(word):
            passed_over.append(word)
    assert passed_over == []


@pytest.mark.parametrize("name", ["sutrisno", "yohanes", "wirakusuma", "hotmaida", "rumbiak"])
def test_the_stemmer_is_spared_a_name(name: str) -> None:
    assert not finder._may_hold_a_root(name)
