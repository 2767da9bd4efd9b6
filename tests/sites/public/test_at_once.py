"""What several tabs, uploads and people do to one draft at the same time: nothing is lost, nothing comes back."""

from __future__ import annotations

import html
import re
from base64 import urlsafe_b64decode
from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from pimpasa.reports.actions import drafting
from pimpasa.reports.actions.adding import add
from pimpasa.reports.actions.drafting import begin_file, discard_draft, save_typed
from pimpasa.reports.contents import Addition, Answers
from pimpasa.reports.errors import DraftDiscarded
from pimpasa.reports.models import Draft, Message, Report
from pimpasa.reports.queries.drafts import load_draft
from tests.factories import reports as given
from tests.factories.people import Cast, cast
from tests.factories.residents import sends

STORY = "Karangan: mereka dikunci di ruko."
ELSE = "Karangan: paspornya diambil."
VILLAGE = {"village": "31.73.01.1006", "rw": "17"}
KEY = bytes(range(32))

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def office() -> Cast:
    return cast()


class Tab:
    """A page as a browser holds it: what it does not change is sent back as it was shown."""

    def __init__(self, browser: Client, path: str = "/lapor/") -> None:
        self.browser = browser
        self.path = path
        page = browser.get(path).content.decode()
        names = ("halaman", "dilihat", "sesudah")
        fields = {name: re.search(rf'name="{name}" value="([^"]*)"', page) for name in names}
        self.fields = {name: html.unescape(field[1]) for name, field in fields.items() if field}

    def save(self, **typed: str) -> Any:
        return self.browser.post("/lapor/simpan/", self.fields | typed)

    def send(self, **typed: str) -> Any:
        return self.browser.post(self.path, self.fields | {"whole": "1"} | typed)


def key_of(browser: Client) -> bytes:
    return urlsafe_b64decode(browser.cookies["draf"].value)


def at_once(*acts: Callable[[], object]) -> list[BaseException]:
    """Do them in threads of their own, as near to each other as can be; what failed."""
    barrier = Barrier(len(acts))
    failures: list[BaseException] = []

    def run(act: Callable[[], object]) -> None:
        barrier.wait()
        try:
            act()
        except Exception as failure:  # noqa: BLE001 - the test looks at it
            failures.append(failure)
        finally:
            connection.close()

    threads = [Thread(target=run, args=[act]) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failures


def begin(name: str) -> object:
    return begin_file(browser_key=KEY, name=name, declared="image/jpeg", size=10, obtained="own")


def tells(**values: object) -> Callable[[Answers], None]:
    return lambda answers: vars(answers).update(values)


def meanwhile(monkeypatch: pytest.MonkeyPatch, does: Callable[[], object]) -> None:
    """Let somebody do this between a view's look at the draft and its write."""
    save = drafting.save_typed

    def late(**values: Any) -> Answers:
        does()
        return save(**values)

    for module in ("report_views", "place_views", "send_views", "sending", "offer_views"):
        monkeypatch.setattr(f"pimpasa.sites.public.{module}.save_typed", late)


class TestTwoTabs:
    def test_words_of_both_stay(self, office: Cast) -> None:
        browser = Client()
        first = Tab(browser)
        second = Tab(browser)
        first.save(narrative=STORY)
        second.save(narrative=ELSE)
        first.save(narrative=STORY + " Dua orang.")
        assert load_draft(key_of(browser)).narrative == f"{STORY} Dua orang.\n\n{ELSE}"

    def test_words_stand_in_the_order_in_which_pages_wrote(self, office: Cast) -> None:
        """Whatever their marks: what is sealed sorts a dictionary by its keys."""
        for marks in (("aa", "bb"), ("bb", "aa")):
            browser = Client()
            first = Tab(browser)
            second = Tab(browser)
            first.fields["halaman"], second.fields["halaman"] = marks
            first.save(narrative=STORY)
            second.save(narrative=ELSE)
            first.save(narrative=STORY + " Dua orang.")
            assert load_draft(key_of(browser)).narrative == f"{STORY} Dua orang.\n\n{ELSE}"

    def test_an_old_tab_takes_back_nothing(self, office: Cast) -> None:
        browser = Client()
        old = Tab(browser)
        Tab(browser).send(kind="tppo", narrative=STORY, danger="on", whom="self", voice_changed="on")
        old.save(narrative="", kind="", voice_asked="1")
        answers = load_draft(key_of(browser))
        assert (answers.narrative, answers.kind, answers.danger, answers.whom) == (STORY, "tppo", True, "self")
        assert answers.voice_changed

    def test_one_page_takes_back_what_it_told(self, office: Cast) -> None:
        browser = Client()
        page = Tab(browser)
        page.save(narrative=STORY, danger="on", kind="pmi")
        page.save(narrative="Karangan.", kind="tppo")
        answers = load_draft(key_of(browser))
        assert (answers.narrative, answers.kind, answers.danger) == ("Karangan.", "tppo", None)

    def test_a_page_that_showed_both_may_shorten_them(self, office: Cast) -> None:
        browser = Client()
        tabs = [Tab(browser), Tab(browser)]
        tabs[0].save(narrative=STORY)
        tabs[1].save(narrative=ELSE)
        Tab(browser).save(narrative="Karangan: pendek.")
        assert load_draft(key_of(browser)).narrative == "Karangan: pendek."

    def test_the_place_of_another_tab_stays(self, office: Cast) -> None:
        browser = Client()
        Tab(browser).send(kind="tppo", narrative=STORY)
        old = Tab(browser, "/lapor/tempat/")
        Tab(browser, "/lapor/tempat/").save(address="belakang pasar", rw="17")
        old.save(address="", rw="", place="Rusun Karangan")
        answers = load_draft(key_of(browser))
        assert (answers.address, answers.rw, answers.place) == ("belakang pasar", "017", "Rusun Karangan")

    def test_what_comes_after_sending_is_shown_and_not_lost(self, office: Cast) -> None:
        browser = Client()
        late = Tab(browser)
        Tab(browser).send(kind="tppo", narrative=STORY)
        browser.post("/lapor/tempat/", VILLAGE)
        sends(browser)
        answer = late.send(kind="tppo", narrative=ELSE)
        assert (answer.status_code, ELSE in answer.content.decode()) == (410, True)
        assert "Laporan ini sudah terkirim" in answer.content.decode()
        again = late.send(kind="tppo", narrative=STORY)
        assert again.headers["Location"] == "/lapor/tanda-terima/"
        assert Report.objects.count() == 1


class TestAtOnce:
    @pytest.mark.parametrize("number", range(5))
    def test_two_first_saves_and_two_files_are_one_draft(self, number: int) -> None:
        save_typed(browser_key=bytes([number]) * 32, write=tells(kind="tppo"))
        failures = at_once(
            lambda: save_typed(browser_key=KEY, write=tells(narrative=STORY)),
            lambda: save_typed(browser_key=KEY, write=tells(kind="pmi")),
            lambda: save_typed(browser_key=KEY, write=tells(address="pasar")),
        )
        failures += at_once(
            lambda: begin("satu"), lambda: begin("dua"), lambda: save_typed(browser_key=KEY, write=tells(rw="017"))
        )
        answers = load_draft(KEY)
        assert (failures, answers.narrative, answers.kind, answers.address) == ([], STORY, "pmi", "pasar")
        assert (len(answers.exhibits), answers.rw) == (2, "017")

    def test_a_first_save_and_leaving_end_with_nothing(self) -> None:
        for number in range(10):
            key = bytes([number]) * 32
            at_once(
                lambda key=key: save_typed(browser_key=key, write=tells(narrative=STORY)),  # type: ignore[misc]
                lambda key=key: discard_draft(browser_key=key),  # type: ignore[misc]
            )
            with pytest.raises(DraftDiscarded):
                load_draft(key)

    def test_a_file_that_begins_while_a_page_is_sent_stays(self, office: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        browser = Client()
        page = Tab(browser)
        page.save(narrative=STORY)
        key = key_of(browser)
        for path, typed in (
            ("/lapor/", {"kind": "tppo", "narrative": STORY, "whole": "1"}),
            ("/lapor/tempat/", VILLAGE),
        ):
            with monkeypatch.context() as patch:
                meanwhile(
                    patch,
                    lambda: begin_file(browser_key=key, name="a", declared="image/jpeg", size=9, obtained="own"),
                )
                assert browser.post(path, typed).status_code == 302
        assert len(load_draft(key).exhibits) == 2

    def test_the_same_addition_twice_at_once_is_one(self, office: Cast) -> None:
        _report, code = given.received()
        opened = [given.seen_by_reporter(code), given.seen_by_reporter(code)]
        assert at_once(*[lambda o=o: add(opened=o, addition=Addition((20,))) for o in opened]) == []  # type: ignore[misc]
        assert Message.objects.count() == 1


class TestEnded:
    @pytest.mark.parametrize(
        ("path", "typed"),
        [
            ("/lapor/", {"kind": "tppo", "narrative": STORY, "whole": "1"}),
            ("/lapor/tempat/", VILLAGE | {"address": STORY}),
            ("/lapor/tempat/?bahasa=en", {"address": STORY}),
            ("/lapor/kirim/", {"direct": "on"}),
            ("/lapor/dari-lowongan/", {"text": STORY}),
        ],
    )
    def test_thrown_away_in_the_middle_of_a_request_is_a_sentence_with_the_words(
        self, office: Cast, monkeypatch: pytest.MonkeyPatch, path: str, typed: dict[str, str]
    ) -> None:
        browser = Client()
        Tab(browser).send(kind="tppo", narrative="Karangan.")
        browser.post("/lapor/tempat/", VILLAGE)
        key = key_of(browser)
        meanwhile(monkeypatch, lambda: discard_draft(browser_key=key))
        answer = browser.post(path, typed)
        assert answer.status_code == 410
        assert (STORY in answer.content.decode()) == (STORY in typed.values())
        assert browser.post("/lapor/", {"mulai": "1", "narrative": STORY}).status_code in (302, 410, 422)

    def test_words_of_a_draft_that_is_gone_begin_another(self, office: Cast) -> None:
        browser = Client()
        Tab(browser).send(kind="tppo", narrative="Karangan.")
        discard_draft(browser_key=key_of(browser))
        answer = browser.post("/lapor/", {"kind": "tppo", "narrative": STORY, "whole": "1"})
        assert (answer.status_code, STORY in answer.content.decode()) == (410, True)
        assert (
            browser.post("/lapor/", {"kind": "tppo", "narrative": STORY, "mulai": "1", "whole": "1"}).status_code == 302
        )
        assert load_draft(key_of(browser)).narrative == STORY


class TestLeft:
    def test_a_save_that_is_answered_after_one_left_sets_nothing(self, office: Cast) -> None:
        browser = Client()
        page = Tab(browser)
        late = page.save(narrative=STORY)
        assert (late.status_code, dict(late.cookies)) == (204, {})

    def test_what_was_begun_after_a_report_is_left_with_it(self, office: Cast) -> None:
        browser = Client()
        Tab(browser).send(kind="tppo", narrative="Karangan: pertama.")
        browser.post("/lapor/tempat/", VILLAGE)
        sends(browser)
        second = Tab(browser)
        assert dict(second.save(narrative=STORY).cookies) == {}
        assert STORY in browser.get("/lapor/").content.decode()
        under_way = {name: morsel.value for name, morsel in browser.cookies.items()}
        browser.get("/lapor/keluar/")
        assert not Draft.objects.filter(sent=False).exists()
        phone = Client()
        for name, value in under_way.items():
            phone.cookies[name] = value
        assert phone.post("/lapor/simpan/", second.fields | {"narrative": STORY}).status_code == 204
        assert STORY not in phone.get("/lapor/").content.decode()
        assert "Lanjutkan" not in phone.get("/").content.decode()
