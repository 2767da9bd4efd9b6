"""Every address of officers, and who may open it: the table is the rule, and a new address must be put into it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from pimpasa.accounts.models import Officer
from pimpasa.cases.models import Case
from pimpasa.complaints.actions.complaining import complain
from pimpasa.reports.models import Report
from pimpasa.sealing import receipts
from pimpasa.sites.shared import dialogue_urls
from pimpasa.verification.actions.checks import plan_check
from pimpasa.verification.actions.findings import record_finding
from pimpasa.verification.actions.settings import set_second_review
from tests.factories import cases as people
from tests.factories import evidence, lessons, outreach, referrals
from tests.factories import operations as made
from tests.factories import papers as paper
from tests.factories import reports as given
from tests.factories.people import Cast, keyring

SignIn = Callable[[Officer], Client]


PEOPLE = ("sari", "bayu", "dewi", "hadi", "agus", "rina")
READERS, UNIT = ("sari", "dewi", "hadi"), ("dewi", "hadi")
HOLDERS = ("sari", "bayu", "dewi", "hadi")
# Who gets a page, by name of the address; everybody else gets a refusal, and nobody at all is asked to sign in.
PAGES = {
    "field:queue": ("sari", "bayu", "dewi", "hadi"),
    "field:concluded": ("sari", "bayu", "dewi", "hadi"),
    "office:reports": ("sari", "bayu", "dewi", "hadi"),  # each sees the reports of their own desks
    **{
        f"{site}:{name}": ("sari", "bayu", "dewi", "hadi")
        for site in ("field", "office")
        for name in ("search", "map", "connections")
    },
    "office:agencies": ("dewi", "hadi", "agus"),
    "office:ways": ("hadi",),
    **{f"office:{name}": UNIT for name in ("lessons", "new_lesson", "lesson", "check_lesson", "questions")},
    "office:cases": UNIT,
    "office:case": UNIT,
    "office:open_own": UNIT,
    "office:add_person": UNIT,
    "office:change_person": UNIT,
    "office:screening": UNIT,
    "office:add_event": UNIT,
    "office:gelar": ("hadi",),
    "office:tak": UNIT,
    "office:lift_tak": ("hadi",),
    "office:set_term": UNIT,
    "office:keep_term": UNIT,
    "office:term_lengths": ("hadi",),
    "office:export_case": UNIT,
    "office:plan": UNIT,
    "office:plan_operation": UNIT,
    "office:operation_team": UNIT,
    **{f"{site}:{name}": READERS for site in ("field", "office") for name in ("operation", "operation_photo")},
    **{
        f"{site}:{name}": ("sari", "bayu", "dewi", "hadi")
        for site in ("field", "office")
        for name in ("operations", "calendar_link", "supports")
    },
    **{f"{site}:ask_support": ("sari", "bayu", "dewi") for site in ("field", "office")},
    **{f"{site}:ask_support_for": ("sari", "dewi") for site in ("field", "office")},
    **{f"{site}:support": READERS for site in ("field", "office")},
    "office:close": UNIT,
    "office:take_in": UNIT,
    "office:papers": UNIT,
    "office:new_paper": UNIT,
    "office:draft_paper": UNIT,
    "office:paper": UNIT,
    "office:change_paper": UNIT,
    "office:sign_paper": UNIT,
    "office:cancel_paper": UNIT,
    "office:paper_pdf": UNIT,
    "office:paper_ways": ("hadi",),
    "office:paper_template": ("hadi",),
    "office:referrals": UNIT,
    "office:referrals_of_case": UNIT,
    "office:new_referral": UNIT,
    "office:referral": UNIT,
    "office:police_receipt": UNIT,
    "office:inbox": UNIT,
    "office:case_as_data": UNIT,
    "office:partners": UNIT,
    "office:new_partner": UNIT,
    "office:partner": UNIT,
    "office:officers": ("agus",),
    "office:add_officer": ("agus",),
    "office:officer": ("agus",),
    "office:desks": ("agus",),
    "office:open_desk": ("agus",),
    "office:add_place": ("agus",),
    "office:keeping": UNIT,
    "office:privacy": UNIT,
    "office:subject_request": UNIT,
    "office:new_breach": UNIT,
    "office:breach": UNIT,
    "office:breach_letter": UNIT,
    "office:deadlines": ("hadi", "rina"),
    "office:log": ("hadi", "rina"),
    "office:complaints": ("hadi", "rina"),
    "office:complaint": ("rina",),
    **{
        f"{site}:{name}": READERS
        for site in ("field", "office")
        for name in ("report", "graph", "custody", "export", "exhibit", "download")
    },
    **{f"{site}:recuse": READERS for site in ("field", "office")},
    **{f"{site}:hold": UNIT for site in ("field", "office")},
    **{f"office:{name}": UNIT for name in ("dialogue_kinds", "dialogue_kind", "new_dialogue_kind")},
    **{f"office:{name}": UNIT for name in ("rw_contacts", "departures")},
    "shared:dialogues": HOLDERS,
    "shared:dialogue_next": HOLDERS,
    "shared:dialogue_plan": HOLDERS,
    "shared:dialogue": HOLDERS,
    "shared:dialogue_copy": HOLDERS,
    **{f"shared:dialogue_{name}": HOLDERS for name in ("invite", "picture", "invitation", "poster")},
    "shared:dialogue_change": ("sari",),
    "shared:dialogue_call_off": ("sari",),
    "shared:dialogue_promises": HOLDERS,
    "shared:dialogue_promise": HOLDERS,
    "shared:dialogue_outcomes": HOLDERS,
    "shared:dialogue_report": HOLDERS,
    "shared:dialogue_minutes": ("sari",),
    "shared:dialogue_promise_new": ("sari",),
    "shared:dialogue_photo_new": ("sari",),
}
POSTS = {
    **{f"{site}:{name}": READERS for site in ("field", "office") for name in ("take", "ask", "seen", "identity")},
    **{f"{site}:{name}": READERS for site in ("field", "office") for name in ("identity_open", "identity_consent")},
    **{f"{site}:lift": UNIT for site in ("field", "office")},
    **{f"{site}:operation_enter": READERS for site in ("field", "office")},
    **{f"{site}:hand_over": READERS for site in ("field", "office")},
    "office:assign": ("agus",),
    "office:end_assignment": ("agus",),
    "office:renew_key": ("agus",),
    "office:breach_told": UNIT,
    "office:two_for_identity": ("agus",),
    "office:set_steps": ("hadi",),
    "office:second_review": ("hadi",),
    "office:issue_paper": ("hadi",),
    "office:set_pattern": ("hadi",),
    "office:withdraw": UNIT,
    "office:propose_partners": UNIT,
    **{f"office:{name}": UNIT for name in ("take_back_question", "publish_lesson", "withdraw_lesson")},
    "office:remove_contact": UNIT,
}
# While Sari verifies: her finding waits for a second officer, her urgent check for the unit, her visit for nobody.
VERIFYING = {
    "step": ("sari",),
    "field_check": ("sari",),
    "conclude": ("sari",),
    "visit": ("sari", "dewi"),
    "decide_check": UNIT,
    "letter": READERS,
    "review": UNIT,
}
# These are of a dialogue that was held.
AFTER = {f"shared:dialogue_{name}" for name in ("report", "minutes", "promise_new", "photo_new")}
ELSEWHERE = {  # tested below, or where they are at home
    *("shared:dialogue_photo", "shared:dialogue_photo_remove"),
    *("office:home", "office:invite", "office:share", "office:paper_copy"),
    *("office:incoming", "office:incoming_file"),  # of another office
    *(
        "office:call_off",
        "office:decide_operation",
        "office:operation_letter",
        "field:operation_report",
        "office:operation_report",
    ),
    *(
        f"{site}:{name}"
        for site in ("field", "office")
        for name in (
            *VERIFYING,
            *("picture", "recording", "redact", "judge", "ask_share", "transfer", "take_over"),
            *("enter", "separate", "distinct"),
        )
    ),
}


@dataclass
class Things:
    report: Report
    concluded: Report
    ids: dict[str, object]


@pytest.fixture
def things(office: Cast) -> Things:
    report, code = given.received(**given.IDENTITY)
    opened = given.seen_by_reporter(code)
    from pimpasa.reports.actions.answering import answer

    file = evidence.exhibit(key=opened.key)
    answer(opened=opened, text="Karangan", exhibits=[file])
    in_case, concluded = given.concluded(office.sari), given.concluded(office.sari)
    case = given.case(office.dewi, in_case)
    who = people.screened(office.dewi, people.person(office.dewi, case))
    operation = made.operation(office)
    picture = evidence.sealed_upload(evidence.PICTURE, name="pintu.png", declared="image/png")
    entry, _is_new = made.enter(operation, office.sari, "photo", photo=picture)
    held = outreach.held(office)
    ids = {
        "report_id": report.pk,
        "case_id": case.pk,
        "person_id": who.pk,
        "tak_id": people.tak(office.dewi, who, people.gelar(office.hadi, case)).pk,
        "term_id": people.term(office.dewi, case).pk,
        "exhibit_id": file.pk,
        "officer_id": office.bayu.pk,
        "assignment_id": office.bayu.assignments.get().pk,
        "asking_id": 999_999,
        "hold_id": 999_999,
        "request_id": given.subject_request(office.at.office).pk,
        "complaint_id": complain(report=report, receipt=receipts.parse(code), text="Karangan").pk,
        "breach_id": given.breach(office.dewi).pk,
        "kind": "tppo",
        "key": "tppo-parts",
        "slug": "tppo",
        "page_id": lessons.written(office.dewi).pk,
        "paper_id": paper.draft(office.dewi).pk,
        "paper_kind": "spt",
        **_referred(office, case),
        "operation_id": operation.pk,
        "entry_id": entry.pk,
        "support_id": made.support(office.sari, report=report).pk,
        "dialogue_id": outreach.dialogue(office).pk,
        "held_id": held.pk,
        "promise_id": outreach.promise(office, held).pk,
        "contact_id": outreach.contact(office).pk,
        "kind_key": "ngopi",
    }
    return Things(report, concluded, ids)


def _referred(office: Cast, case: Case) -> dict[str, object]:
    whole = referrals.Whole(case, *(referrals.person(case, office.dewi, f"{n}", ["witness"]) for n in "ab"), b"")
    partner = referrals.partner(office, "polri")
    made = referrals.sent(office, whole, replace(referrals.WANTED, consent="nobody"), partner)
    return {"referral_id": made.referral.pk, "partner_id": partner.pk}


def _addresses(namespace: str) -> dict[str, URLPattern]:
    for resolver in get_resolver().url_patterns:
        if isinstance(resolver, URLResolver) and resolver.namespace == namespace:
            return {f"{namespace}:{pattern.name}": pattern for pattern in _flat(resolver)}
    raise AssertionError(namespace)


def _flat(resolver: URLResolver) -> list[URLPattern]:
    found: list[URLPattern] = []
    for pattern in resolver.url_patterns:
        found += _flat(pattern) if isinstance(pattern, URLResolver) else [pattern]
    return found


def address(name: str, things: Things) -> str:
    pattern = _addresses(name.partition(":")[0])[name]
    ids = {key: things.ids[key] for key in pattern.pattern.converters}
    if name.endswith(":support"):
        ids["request_id"] = things.ids["support_id"]
    if name in AFTER:
        ids["dialogue_id"] = things.ids["held_id"]
    if name == "office:take_in":
        ids["report_id"] = things.concluded.pk
    return reverse(name, kwargs=ids)


def test_every_address_stands_in_the_table() -> None:
    of_dialogues = {f"shared:{pattern.name}" for pattern in dialogue_urls.urlpatterns}
    assert {*_addresses("field"), *_addresses("office"), *of_dialogues} == {*PAGES, *POSTS, *ELSEWHERE}


@pytest.mark.parametrize("who", PEOPLE)
def test_pages(office: Cast, things: Things, signed_in: SignIn, who: str) -> None:
    browser = signed_in(getattr(office, who))
    got = {name: browser.get(address(name, things)).status_code for name in PAGES}
    assert got == {name: 200 if who in allowed else 403 for name, allowed in PAGES.items()}


@pytest.mark.parametrize("who", PEOPLE)
def test_acts(office: Cast, things: Things, signed_in: SignIn, who: str) -> None:
    """Who may not is refused with a sentence; who may gets further, here to what is missing in an empty form."""
    browser = signed_in(getattr(office, who))
    refused = {name for name in POSTS if browser.post(address(name, things)).status_code == 403}
    expected = {name for name, allowed in POSTS.items() if who not in allowed}
    # These two ask for something that is not there before they look at whose it is.
    missing = {"field:identity_open", "office:identity_open", "field:identity_consent", "office:identity_consent"}
    if who in {"bayu", "dewi", "hadi", "sari"}:
        expected -= missing | {"field:hand_over", "office:hand_over"}
        refused -= {"field:hand_over", "office:hand_over"}
    if who == "hadi":  # leads, and does not verify
        expected |= {f"{site}:{act}" for site in ("field", "office") for act in ("take", "ask")}
    assert refused == expected


@pytest.mark.parametrize("who", PEOPLE)
def test_pages_of_verifying(office: Cast, signed_in: SignIn, who: str) -> None:
    sari = keyring(office.sari)
    report, reviewed = given.taken(office.sari), given.taken(office.sari)
    set_second_review(office=office.at.office, is_wanted=True, by=office.hadi)
    reviewed.refresh_from_db()
    finding = record_finding(report=reviewed, contents=given.finding(kind=reviewed.kind), keyring=sari)
    ready = plan_check(report=report, plan=given.field_plan(), keyring=sari)
    asked = plan_check(report=report, plan=given.urgent_plan(), keyring=sari)
    about: dict[str, list[object]] = {name: [report.pk] for name in VERIFYING}
    about |= {"step": [report.pk, "own"], "review": [finding.pk], "decide_check": [asked.pk]}
    about |= {"letter": [ready.pk], "visit": [ready.pk]}
    paths = {name: reverse(f"office:{name}", args=args) for name, args in about.items()}
    browser = signed_in(getattr(office, who))
    got = {name: browser.get(path).status_code for name, path in paths.items()}
    assert got == {name: 200 if who in allowed else 403 for name, allowed in VERIFYING.items()}


def test_nobody_is_asked_to_sign_in_everywhere(office: Cast, things: Things) -> None:
    for name in {**PAGES, **POSTS}:
        answer = Client().post(address(name, things)) if name in POSTS else Client().get(address(name, things))
        assert (name, answer.status_code) == (name, 302)
        assert answer.headers["Location"].startswith("/masuk/?next=")


def test_acts_are_for_posting_only(office: Cast, things: Things, signed_in: SignIn) -> None:
    browser = signed_in(office.sari)
    assert {browser.get(address(name, things)).status_code for name in POSTS} == {405}


def test_nothing_of_another_desk_s_report_is_on_the_refusal(office: Cast, things: Things, signed_in: SignIn) -> None:
    page = signed_in(office.bayu).get(f"/petugas/laporan/{things.report.pk}/").content.decode()
    assert "Laporan ini milik meja lain." in page
    for told in (given.TOLD.narrative, given.TOLD.place, "Cengkareng Timur", "0812-0000-0000"):
        assert told not in page


@pytest.mark.parametrize("who", ["agus", "rina"])
def test_administrator_and_auditor_see_no_report(office: Cast, things: Things, signed_in: SignIn, who: str) -> None:
    browser = signed_in(getattr(office, who))
    for path in ("/kantor/petugas/", "/kantor/meja/", "/kantor/tenggat/", "/kantor/catatan/", "/kerja/"):
        page = browser.get(path, follow=True).content.decode()
        assert given.TOLD.narrative not in page
        assert "Karangan" not in page


def test_a_file_is_refused_to_another_desk(office: Cast, things: Things, signed_in: SignIn) -> None:
    for kind in ("gambar", "asli", "rekaman", "tutupi"):
        path = f"/petugas/bukti/{things.ids['exhibit_id']}/{kind}/"
        assert signed_in(office.bayu).get(path).status_code == 403


def test_what_is_not_there_is_not_found(office: Cast, signed_in: SignIn) -> None:
    browser, nothing = signed_in(office.dewi), "00000000-0000-7000-8000-000000000000"
    for path in ("petugas/laporan/{}/", "kantor/laporan/{}/", "kantor/kasus/{}/", "petugas/bukti/{}/asli/"):
        assert browser.get("/" + path.format(nothing)).status_code == 404


def test_a_forged_form_is_refused(office: Cast, things: Things) -> None:
    browser = Client(enforce_csrf_checks=True)
    assert browser.post("/masuk/", {"login": office.sari.email, "password": "x"}).status_code == 403


def test_without_its_key_s_cookie_a_session_opens_nothing(office: Cast, things: Things, signed_in: SignIn) -> None:
    browser = signed_in(office.sari)
    del browser.cookies["kunci"]
    answer = browser.get(f"/petugas/laporan/{things.report.pk}/")
    assert answer.headers["Location"] == f"/masuk/kunci/?next=/petugas/laporan/{things.report.pk}/"


def test_lists_ask_the_database_as_often_for_many_as_for_one(
    office: Cast, signed_in: SignIn, django_assert_num_queries: object
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    browsers = {"/petugas/": signed_in(office.sari), "/kantor/laporan/": signed_in(office.dewi)}
    browsers |= {"/kantor/tenggat/": signed_in(office.rina), "/kantor/catatan/": browsers["/petugas/"]}
    browsers["/kantor/catatan/"] = signed_in(office.rina)
    given.report()

    def count(path: str) -> int:
        browsers[path].get(path)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            browsers[path].get(path)
        return len(asked)

    before = {path: count(path) for path in browsers}
    given.report()
    given.report(village="31.73.06.1005")
    given.concluded(office.sari)
    given.concluded(office.sari)
    after = {path: count(path) for path in browsers}
    assert after == before


@pytest.mark.parametrize("who", PEOPLE)
def test_pages_of_operations(office: Cast, signed_in: SignIn, who: str) -> None:
    """An urgent one waits for the unit's agreement, but not for who planned it; another's report is to be written."""
    asked = made.operation(office, planned=made.urgent_plan(), with_team=[(office.bayu, "leader")])
    over = made.carried_out(office)
    browser = signed_in(getattr(office, who))
    got = {
        "decide": browser.get(reverse("office:decide_operation", args=[asked.pk])).status_code,
        "call off": browser.get(reverse("office:call_off", args=[asked.pk])).status_code,
        "letter": browser.get(reverse("office:operation_letter", args=[over.pk])).status_code,
        "report": browser.get(reverse("field:operation_report", args=[over.pk])).status_code,
        "bayu's": browser.get(reverse("field:operation", args=[asked.pk])).status_code,
    }
    may = {
        "decide": ("hadi",),
        "call off": UNIT,
        "letter": UNIT,
        "report": READERS,
        "bayu's": ("bayu", *UNIT),
    }
    assert got == {name: 200 if who in allowed else 403 for name, allowed in may.items()}
