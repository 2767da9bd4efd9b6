"""A report is opened by its code or its ten words, however somebody pastes or types them."""

from __future__ import annotations

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from pimpasa.sealing import receipts
from tests.factories import reports as given
from tests.factories.people import Cast


def opens(text: str) -> bool:
    return Client().post("/lacak/", {"code": text}).headers.get("Location") == "/lacak/laporan/"


def refusal(text: str) -> str:
    answer = Client().post("/lacak/", {"code": text})
    assert answer.status_code == 422
    return answer.content.decode()


@pytest.mark.parametrize("around", ["{}", "Kode: {}", "https://pimpasa.contoh/lacak/#{}", "*{}*", "{} {}", "{}{}"])
def test_a_pasted_code_opens_its_report(office: Cast, around: str) -> None:
    code = given.received()[1]
    assert opens(around.format(code, code))


@pytest.mark.parametrize("between", [" ", ", ", "\n", " - ", ""])
def test_ten_words_open_the_same_report(office: Cast, between: str) -> None:
    words = receipts.parse(given.received()[1]).words
    assert opens(between.join(words))
    assert opens("\n".join(f"{number}. {word.title()}" for number, word in enumerate(words, 1)))


def test_which_word_is_wrong_is_told(office: Cast) -> None:
    words = receipts.parse(given.received()[1]).words
    page = refusal(" ".join([*words[:6], "xilofonis", *words[7:]]))
    assert "Kata ke-7, “xilofonis”, tidak ada di daftar kami." in page
    assert "Katanya ada sepuluh; yang terbaca 9." in refusal(" ".join(words[1:]))


def test_words_of_nobodys_report_are_told_apart_from_misspelt_ones(office: Cast) -> None:
    nobodys = receipts.parse(receipts.new_code())
    assert "Tidak ada laporan dengan kode atau kata ini." in refusal(" ".join(nobodys.words))
    assert "Tidak ada laporan dengan kode atau kata ini." in refusal(nobodys.code)


def test_however_many_words_one_types_they_are_looked_up_at_once(
    office: Cast, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    words = [receipts.parse(receipts.new_code()).words for _ in range(50)]
    text = " ".join(word for ten in words for word in ten)[:3990]
    with django_assert_max_num_queries(8):
        refusal(text)
