"""The pages: whole, in pairs, sourced, plain; an office's own; and that somebody looked again."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from pimpasa.accounts.errors import Refused
from pimpasa.common import clock
from pimpasa.education import queries
from pimpasa.education.actions import check_page, publish_page, withdraw_page, write_page
from pimpasa.education.markdown import to_html
from pimpasa.education.models import OfficePage, PageCheck
from pimpasa.education.pages import FOLDER, Page, read_pages
from pimpasa.education.rules import check_words
from pimpasa.ledger.acts import Act
from pimpasa.ledger.models import Entry
from tests.factories import lessons
from tests.factories.people import Cast, cast

STATIC = FOLDER.parents[1] / "sites" / "public" / "static" / "public" / "belajar"
# Reading age: a sentence of so many words, and of a hundred words so many with more than twelve letters.
LONGEST_SENTENCE, MOST_LONG_WORDS = 14, 4
LONG_WORD = 12


@pytest.fixture
def office(db: None) -> Cast:
    return cast()


def test_it_works(office: Cast) -> None:
    page = lessons.published(office.dewi, title_en="Invented: hours", body_en="Just come.")
    assert [row.page for row in queries.office_lessons("id")] == [page]
    found = queries.office_lesson(office.at.office.pk, page.slug, "en")
    assert found is not None
    assert (found.title, found.html) == ("Invented: hours", "<p>Just come.</p>\n")
    withdraw_page(page=page, by=office.hadi)
    assert queries.office_lessons("id") == []
    assert queries.office_lesson(office.at.office.pk, page.slug, "id") is None
    acts = list(Entry.objects.filter(act__startswith="lesson.").order_by("pk").values_list("act", flat=True))
    assert acts == [Act.LESSON_WRITTEN, Act.LESSON_PUBLISHED, Act.LESSON_WITHDRAWN]


class TestContent:
    def test_pages_pair_up(self) -> None:
        names = sorted(path.name for path in FOLDER.glob("*.md"))
        assert names == sorted(f"{slug}.{language}.md" for slug in queries.slugs() for language in ("id", "en"))
        for indonesian, english in zip(read_pages("id"), read_pages("en"), strict=True):
            assert (indonesian.slug, indonesian.order) == (english.slug, english.order)
            assert indonesian.illustration == english.illustration
            assert indonesian.last_verified == english.last_verified
            assert len(indonesian.sources) == len(english.sources)
            assert [one.confirmed for one in indonesian.sources] == [one.confirmed for one in english.sources]
            assert indonesian.html.count("<h2>") == english.html.count("<h2>")
            assert indonesian.html.count("<li>") == english.html.count("<li>")

    @pytest.mark.parametrize(
        "page", [*read_pages("id"), *read_pages("en")], ids=lambda page: f"{page.slug}.{page.language}"
    )
    def test_every_page_is_whole(self, page: Page) -> None:
        assert page.sources
        assert page.alt
        assert page.summary
        assert isinstance(page.last_verified, date)
        assert page.last_verified <= clock.today()
        assert timedelta(0) < page.review_after <= timedelta(days=365)
        assert "<svg" in (STATIC / page.illustration).read_text()
        check_words(page.title, page.summary, page.text)

    def test_what_is_not_confirmed_is_said_at_the_sources_alone(self) -> None:
        for page in [*read_pages("id"), *read_pages("en")]:
            assert "ahli hukum" not in page.text
            assert "lawyer" not in page.text

    def test_every_topic_of_the_bank_has_its_page(self) -> None:
        assert {one.topic for one in queries.bank()} == set(queries.slugs())

    @pytest.mark.parametrize("page", read_pages("id"), ids=lambda page: page.slug)
    def test_pages_are_plain(self, page: Page) -> None:
        assert_plain(page.text)

    def test_questions_are_plain(self) -> None:
        words = [one.words["id"] for one in queries.bank()]
        assert_plain(" ".join(f"{one.question} {one.why}" for one in words))
        for one in words:
            check_words(one.question, one.why, *one.options)


def assert_plain(text: str) -> None:
    """Mean length of sentences, and share of long words: rough, but it notices the language of offices."""
    plain = re.sub(r"\([^)]*\d+[^)]*\)|\[|\]\([^)]*\)|[#*]", "", text)
    pieces = re.split(r"[.!?:](?:\s|$)|\n\s*(?:-|\d+\.)?\s*", plain)
    sentences = [found for piece in pieces if (found := re.findall(r"[^\W\d_][\w-]*", piece))]
    words = [word for sentence in sentences for word in sentence]
    long = [word for word in words if len(word) > LONG_WORD]
    assert len(words) / len(sentences) <= LONGEST_SENTENCE
    assert max(map(len, sentences)) <= 2 * LONGEST_SENTENCE, max(sentences, key=len)
    assert 100 * len(long) / len(words) <= MOST_LONG_WORDS, long


def test_what_an_officer_writes_carries_words_alone() -> None:
    told = "# Judul\n\n<script>alert(1)</script> [a](javascript:alert(1)) <img src=x onerror=alert(1)> **b** [c](https://x.id)"
    assert to_html(told) == (
        "<h2>Judul</h2>\n<p>&lt;script&gt;alert(1)&lt;/script&gt; [a](javascript:alert(1)) "
        '&lt;img src=x onerror=alert(1)&gt; <strong>b</strong> <a href="https://x.id" rel="noopener">c</a></p>\n'
    )
    assert "<" not in to_html("<style>p{}</style>").replace("<p>", "").replace("</p>", "")


def test_a_quiz_is_the_same_for_the_same_number() -> None:
    first = queries.draw(7)
    assert first == queries.draw(7)
    assert len({one.topic for one in first}) == queries.QUIZ_LENGTH
    assert {one.key for seed in range(300) for one in queries.draw(seed)} == {one.key for one in queries.bank()}


class TestLookingAgain:
    def test_it_is_shown_and_holds_for_these_words_only(self, office: Cast) -> None:
        check_page(office=office.at.office, slug="tppo", on=clock.today(), what="Karangan: dibaca", by=office.dewi)
        row = queries.lessons("id")[0]
        assert row.check is not None
        assert (row.verified_on, row.check.what) == (clock.today(), "Karangan: dibaca")
        PageCheck.objects.update(digest=b"\0" * 32)
        assert queries.lessons("id")[0].check is None

    def test_a_page_grows_stale(self, office: Cast) -> None:
        row = queries.lessons("id")[0]
        old = replace(row, page=replace(row.page, last_verified=clock.today() - row.page.review_after))
        assert not old.is_stale
        older = replace(row, page=replace(row.page, last_verified=clock.today() - row.page.review_after - timedelta(1)))
        assert older.is_stale
        page = lessons.written(office.dewi, last_verified=clock.today() - timedelta(days=366))
        assert queries.own_pages(office.at.office)[0].is_stale
        assert queries.own_pages(office.at.office)[0].page == page

    def test_who_may(self, office: Cast) -> None:
        at, today = office.at.office, clock.today()
        for person in (office.sari, office.agus, office.rina):
            with pytest.raises(Refused):
                check_page(office=at, slug="tppo", on=today, what="Karangan", by=person)
        for slug, on, what, code in (
            ("nothing", today, "Karangan", "no_such_page"),
            ("tppo", today + timedelta(days=1), "Karangan", "looked_in_future"),
            ("tppo", today, " ", "compared_with_nothing"),
        ):
            with pytest.raises(Refused) as refused:
                check_page(office=at, slug=slug, on=on, what=what, by=office.dewi)
            assert refused.value.code == code
        assert not PageCheck.objects.exists()


class TestOwnPages:
    @pytest.mark.parametrize(
        ("words", "code"),
        [
            ({"title": " "}, "no_words"),
            ({"body": ""}, "no_words"),
            ({"title_en": "Only a title"}, "english_not_whole"),
            ({"sources": "\n"}, "no_sources"),
            ({"body": "Laporkan imigran gelap."}, "calls_a_person_illegal"),
            ({"body": "Pekerja migran yang ilegal."}, "calls_a_person_illegal"),
            ({"title_en": "Illegals", "body_en": "x"}, "calls_a_person_illegal"),
            ({"last_verified": date(2999, 1, 1)}, "looked_in_future"),
        ],
    )
    def test_what_is_missing_is_said(self, office: Cast, words: dict[str, object], code: str) -> None:
        with pytest.raises(Refused) as refused:
            lessons.written(office.dewi, **words)
        assert refused.value.code == code
        assert not OfficePage.objects.exists()

    def test_two_of_one_title_have_two_addresses(self, office: Cast) -> None:
        first, second, third = (lessons.written(office.dewi) for _ in range(3))
        assert [first.slug, second.slug, third.slug] == [first.slug, f"{first.slug}-2", f"{first.slug}-3"]
        assert lessons.written(office.dewi, title="🙂").slug == "halaman"

    def test_who_may(self, office: Cast) -> None:
        page = lessons.written(office.dewi)
        fani = type(office.dewi).objects.get(email="fani@contoh.invalid")
        for person in (office.sari, office.agus, office.rina, fani):
            with pytest.raises(Refused):
                write_page(office=office.at.office, page=page, words=lessons.WORDS, by=person)
            with pytest.raises(Refused):
                publish_page(page=page, by=person)
        with pytest.raises(Refused) as refused:
            withdraw_page(page=page, by=office.dewi)
        assert refused.value.code == "not_published"
