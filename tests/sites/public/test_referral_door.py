"""The partner's pages: nothing before the code, nothing kept, nothing told to strangers."""

from __future__ import annotations

import pytest
from django.test import Client

from pimpasa.referrals.actions.sending import Sent, withdraw
from pimpasa.referrals.models import Referral, ReferralAnswer
from pimpasa.sealing import handovers
from pimpasa.sites.common import allowances
from tests.factories import referrals as made
from tests.factories.people import Cast
from tests.factories.referrals import Whole

pytestmark = pytest.mark.django_db


@pytest.fixture
def whole(office: Cast) -> Whole:
    return made.whole_case(office)


@pytest.fixture
def sent(office: Cast, whole: Whole) -> Sent:
    return made.sent(office, whole)


def at(sent: Sent, rest: str = "") -> str:
    return f"/rujukan/{sent.link}/{rest}"


def opened(sent: Sent) -> Client:
    browser = Client()
    assert browser.post(at(sent), {"code": sent.code}).status_code == 302
    return browser


def test_it_works(sent: Sent, whole: Whole) -> None:
    first = Client().get(at(sent)).content.decode()
    assert "Soekarno-Hatta mengirim sesuatu untuk Anda" in first
    assert "Karangan" not in first
    browser = opened(sent)
    page = browser.get(at(sent)).content.decode()
    for said in ("Korban Karangan", "Perempuan", "Perekrutan", "seorang calon pekerja perlu tempat aman"):
        assert said in page
    file = browser.get(at(sent, "berkas/1/"))
    assert b"".join(file.streaming_content) == whole.file  # type: ignore[attr-defined]
    assert file["Content-Disposition"] == 'attachment; filename="bukti-01.txt"'
    assert "Terima kasih" in browser.post(at(sent, "jawab/"), {"kind": "accepted"}).content.decode()
    assert Referral.objects.get().state == "accepted"


def test_nothing_is_kept_or_told_on(sent: Sent) -> None:
    browser = opened(sent)
    answers = [browser.get(at(sent)), browser.get(at(sent, "berkas/1/")), Client().get(at(sent))]
    answers += [browser.post(at(sent, "jawab/"), {}), Client().get("/rujukan/tidak-ada/")]
    for answer in answers:
        assert answer["Referrer-Policy"] == "no-referrer"
        assert "no-store" in answer["Cache-Control"]
        assert "noindex" in answer["X-Robots-Tag"]
    cookie = browser.cookies["rujukan"]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Strict", at(sent))
    assert sent.link not in cookie.value


def test_whatever_is_not_there_gets_one_answer(office: Cast, sent: Sent) -> None:
    browser, unknown = opened(sent), handovers.new_link()
    withdraw(referral=sent.referral, by=office.dewi)
    for rest in ("", "jawab/", "berkas/1/"):
        answers = [browser.get(f"/rujukan/{link}/{rest}") for link in (sent.link, unknown, "x", "a" * 3000)]
        assert {answer.status_code for answer in answers} == {404}
        links = (sent.link, unknown, "a" * 3000, "/rujukan/x/")
        assert len({_without(answer.content.decode(), links) for answer in answers}) == 1
    assert "Tidak ada apa-apa lagi di sini" in answers[0].content.decode()


def _without(page: str, links: tuple[str, ...]) -> str:
    """The page but for its own address, which the choice of language repeats."""
    for link in links:
        page = page.replace(link, "").replace("/rujukan//", "")
    return page


def test_wrong_codes_are_told_and_then_it_closes(sent: Sent) -> None:
    browser, wrong = Client(), handovers.new_code()
    for _ in range(10):
        answer = browser.post(at(sent), {"code": wrong})
        assert answer.status_code == 422
        assert "Kode ini tidak benar" in answer.content.decode()
    assert browser.post(at(sent), {"code": sent.code}).status_code == 404


def test_a_guesser_waits_and_a_right_code_does_not(sent: Sent, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(allowances.DOOR_CODES, "most", 1)
    browser = Client()
    browser.post(at(sent), {"code": handovers.new_code()})
    assert "Tunggu sebentar" in browser.post(at(sent), {"code": handovers.new_code()}).content.decode()
    assert browser.post(at(sent), {"code": sent.code}).status_code == 302
    assert Referral.objects.get().wrong_codes == 0


@pytest.mark.parametrize("code", ["", "x", "a\x00b", "a" * 5000, "0000-0000-000 ' OR 1=1"])
def test_what_is_no_code(sent: Sent, code: str) -> None:
    assert Client().post(at(sent), {"code": code}).status_code == 422
    assert Referral.objects.get().wrong_codes == 0


@pytest.mark.parametrize("seed", ["", "zz", "00", "00" * 32, "ä"])
def test_a_forged_cookie_opens_nothing(sent: Sent, seed: str) -> None:
    browser = Client()
    browser.cookies["rujukan"] = seed
    assert "Korban Karangan" not in browser.get(at(sent)).content.decode()
    assert browser.get(at(sent, "berkas/1/")).status_code == 302
    assert browser.post(at(sent, "jawab/"), {"kind": "refused", "text": "Karangan"}).status_code == 302
    assert not ReferralAnswer.objects.exists()


class TestAnswering:
    def test_refusing_closes_it(self, sent: Sent) -> None:
        browser = opened(sent)
        browser.get(at(sent))
        assert browser.post(at(sent, "jawab/"), {"kind": "refused"}).status_code == 422
        page = browser.post(at(sent, "jawab/"), {"kind": "refused", "text": "Karangan: penuh"})
        assert "sudah dihapus" in page.content.decode()
        assert browser.get(at(sent)).status_code == 404

    def test_any_number_of_words(self, sent: Sent) -> None:
        browser = opened(sent)
        browser.get(at(sent))
        for _ in range(3):
            assert browser.post(at(sent, "jawab/"), {"kind": "words", "text": "Karangan?"}).status_code == 200
        assert ReferralAnswer.objects.count() == 3

    @pytest.mark.parametrize("form", [{}, {"kind": "x"}, {"kind": "words"}, {"kind": "words", "text": "a" * 30_000}])
    def test_what_is_wrong_is_told(self, sent: Sent, form: dict[str, str]) -> None:
        browser = opened(sent)
        browser.get(at(sent))
        assert browser.post(at(sent, "jawab/"), form).status_code == 422

    def test_closing_forgets_the_key(self, sent: Sent) -> None:
        browser = opened(sent)
        browser.post(at(sent, "tutup/"))
        assert "Korban Karangan" not in browser.get(at(sent)).content.decode()


def test_a_file_that_is_not_there(sent: Sent) -> None:
    assert opened(sent).get(at(sent, "berkas/9/")).status_code == 404


def test_in_english(sent: Sent) -> None:
    browser = opened(sent)
    browser.cookies["lang"] = "en"
    assert "Confidential." in browser.get(at(sent)).content.decode()
