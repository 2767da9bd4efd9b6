"""Every address of officers, and who may open it: the table is the rule, and a new address must be put into it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from pimpasa.accounts.models import Officer
from pimpasa.cases.actions.cases import close
from pimpasa.cases.actions.correcting import correct_finding
from pimpasa.cases.models import Case, CorrectionTold
from pimpasa.cases.states import Closure
from pimpasa.common import clock
from pimpasa.complaints.actions.complaining import complain
from pimpasa.handling.actions.transferring import transfer
from pimpasa.monthly.actions import save, send
from pimpasa.monthly.rules import last_month
from pimpasa.moves.actions import ask_area
from pimpasa.notes.actions import remind, write_note
from pimpasa.reports.models import Report
from pimpasa.sealing import receipts
from pimpasa.sites.officers.account import urls as account
from pimpasa.territory.models import Place
from pimpasa.verification.actions.checks import plan_check
from pimpasa.verification.actions.findings import record_finding
from pimpasa.verification.actions.settings import set_second_review
from pimpasa.welcome.actions import add_recording
from tests.factories import cases as people
from tests.factories import evidence, lessons, letters, outreach, referrals
from tests.factories import operations as made
from tests.factories import papers as paper
from tests.factories import reports as given
from tests.factories.people import Cast, keyring
from tests.factories.sounds import tone
from tests.factories.warnings import warned

SignIn = Callable[[Officer], Client]


OF_ONE_PERSON = ("officers:correction_told", "officers:mention", "officers:reminder")
PEOPLE = ("sari", "bayu", "dewi", "hadi", "agus", "rina")
READERS, UNIT = ("sari", "dewi", "hadi"), ("dewi", "hadi")
HOLDERS = ("sari", "bayu", "dewi", "hadi")
# Who gets a page, by name of the address; everybody else gets a refusal, and nobody at all is asked to sign in.
PAGES = {
    "officers:write_down": HOLDERS,
    "officers:imports": HOLDERS,
    "officers:telling": ("sari",),  # each sees what they wrote down themselves
    "officers:concluded": ("sari", "bayu", "dewi", "hadi"),
    "officers:reports": ("sari", "bayu", "dewi", "hadi"),  # each sees the reports of their own desks
    **{f"officers:{name}": ("sari", "bayu", "dewi", "hadi") for name in ("search", "map", "connections", "areas")},
    "officers:more": PEOPLE,
    **{f"officers:{name}": HOLDERS for name in ("absences", "new_absence", "colleagues", "colleague")},
    "officers:carry": ("sari", "bayu", "dewi"),
    "officers:agencies": ("dewi", "hadi", "agus"),
    **{f"officers:{name}": ("hadi", "agus") for name in ("packs", "pack", "pack_entry")},
    "officers:choose_law": UNIT,
    "officers:ways": ("hadi",),
    "officers:terms": ("hadi",),
    "officers:warning_terms": ("hadi",),
    **{f"officers:{name}": UNIT for name in ("warnings", "warning")},
    **{f"officers:{name}": UNIT for name in ("lessons", "new_lesson", "lesson", "check_lesson", "questions", "facts")},
    "officers:cases": UNIT,
    "officers:case": UNIT,
    "officers:open_own": UNIT,
    "officers:add_person": UNIT,
    "officers:change_person": UNIT,
    "officers:screening": UNIT,
    **{f"officers:{name}": UNIT for name in ("merge_person", "split_person")},
    **{f"officers:{name}": UNIT for name in ("seek_tie", "tie_person", "answer_tie", "end_tie")},
    "officers:add_event": UNIT,
    "officers:gelar": ("hadi",),
    "officers:tak": UNIT,
    "officers:lift_tak": ("hadi",),
    "officers:set_term": UNIT,
    "officers:keep_term": UNIT,
    "officers:term_lengths": ("hadi",),
    "officers:export_case": UNIT,
    "officers:plan": UNIT,
    "officers:plan_operation": UNIT,
    "officers:meet_victim": HOLDERS,
    "officers:encounter": UNIT,
    "officers:letters": HOLDERS,
    "officers:enter_letter": ("hadi",),
    "officers:order": READERS,
    "officers:letter_scan": READERS,
    "officers:withdraw_letter": ("hadi",),
    "officers:operation_team": UNIT,
    **{f"officers:{name}": READERS for name in ("operation", "operation_photo")},
    **{f"officers:{name}": ("sari", "bayu", "dewi", "hadi") for name in ("operations", "calendar_link", "supports")},
    "officers:ask_support": ("sari", "bayu", "dewi"),
    "officers:ask_support_for": ("sari", "dewi"),
    "officers:support": READERS,
    "officers:close": UNIT,
    "officers:lead_case": UNIT,
    "officers:take_in": UNIT,
    "officers:reopen_case": UNIT,
    **{f"officers:{name}": ("dewi",) for name in ("correct_event", "correct_transfer")},
    "officers:correct_gelar": ("hadi",),
    **{f"officers:{name}": ("sari", "dewi") for name in ("correct_finding", "reopen_report")},
    "officers:correction_told": ("sari",),
    **{f"officers:{name}": READERS for name in ("note_report", "remind_report")},
    **{f"officers:{name}": UNIT for name in ("note_case", "remind_case")},
    **{f"officers:{name}": ("sari",) for name in ("mention", "reminder")},
    "officers:papers": UNIT,
    "officers:new_paper": UNIT,
    "officers:draft_paper": UNIT,
    "officers:paper": UNIT,
    "officers:change_paper": UNIT,
    "officers:sign_paper": UNIT,
    "officers:cancel_paper": UNIT,
    "officers:let_stand": ("hadi",),
    "officers:paper_pdf": UNIT,
    "officers:paper_ways": ("hadi",),
    "officers:paper_template": ("hadi",),
    "officers:referrals": UNIT,
    "officers:referrals_of_case": UNIT,
    "officers:new_referral": UNIT,
    "officers:referral": UNIT,
    "officers:police_receipt": UNIT,
    "officers:inbox": UNIT,
    "officers:case_as_data": UNIT,
    "officers:partners": UNIT,
    "officers:new_partner": UNIT,
    "officers:partner": UNIT,
    "officers:officers": ("agus",),
    "officers:add_officer": ("agus",),
    "officers:officer": ("agus",),
    "officers:desks": ("agus",),
    "officers:board": ("agus",),
    "officers:open_desk": ("agus",),
    "officers:desk": ("agus",),
    "officers:add_place": ("agus",),
    "officers:place": ("agus",),
    "officers:setup": ("agus",),
    **{f"officers:{name}": ("agus",) for name in ("moves", "rename_office", "move_area", "move_officer")},
    "officers:close_own_office": ("agus",),
    "officers:move": UNIT,
    "officers:keeping": UNIT,
    "officers:privacy": UNIT,
    "officers:subject_request": UNIT,
    "officers:new_breach": UNIT,
    "officers:breach": UNIT,
    "officers:breach_letter": UNIT,
    "officers:deadlines": ("hadi", "rina"),
    "officers:numbers": ("bayu", "dewi", "hadi", "sari"),
    "officers:monthlies": HOLDERS,
    "officers:write_monthly": HOLDERS,
    "officers:monthly": READERS,
    "officers:log": ("hadi", "rina"),
    "officers:coverage": ("dewi", "hadi", "agus", "rina"),
    "officers:village": ("dewi", "hadi", "agus", "rina"),
    **{f"officers:{name}": ("hadi", "agus") for name in ("record_decision", "enter_programme")},
    "officers:acts_below": (),  # who stands above offices, see test_above.py
    "officers:time": ("hadi", "agus", "rina"),
    "officers:troubles": ("agus",),
    "officers:complaints": ("hadi", "rina"),
    "officers:complaint": ("rina",),
    "officers:pass_on_complaint": ("rina",),
    **{f"officers:{name}": READERS for name in ("report", "graph", "custody", "export", "exhibit", "download")},
    **{f"officers:timeline_of_{name}": READERS for name in ("report", "letter")},
    **{f"officers:timeline_of_{name}": UNIT for name in ("case", "paper", "referral")},
    "officers:recuse": READERS,
    "officers:hold": UNIT,
    "officers:own_voice": UNIT,
    "officers:grade": ("sari", "dewi"),
    "officers:departure": ("sari", "dewi"),
    **{f"officers:{name}": UNIT for name in ("dialogue_kinds", "dialogue_kind", "new_dialogue_kind")},
    **{f"officers:{name}": UNIT for name in ("rw_contacts", "departures")},
    "officers:dialogues": HOLDERS,
    "officers:dialogue_next": HOLDERS,
    "officers:dialogue_plan": HOLDERS,
    "officers:dialogue": HOLDERS,
    "officers:dialogue_copy": HOLDERS,
    **{
        f"officers:dialogue_{name}": HOLDERS for name in ("invite", "picture", "invitation", "poster", "picture_poster")
    },
    "officers:dialogue_change": ("sari",),
    "officers:dialogue_call_off": ("sari",),
    "officers:dialogue_promises": HOLDERS,
    "officers:dialogue_promise": HOLDERS,
    "officers:dialogue_outcomes": HOLDERS,
    "officers:dialogue_report": HOLDERS,
    "officers:dialogue_minutes": ("sari",),
    "officers:dialogue_promise_new": ("sari",),
    "officers:dialogue_photo_new": ("sari",),
}
POSTS = {
    "officers:give": ("sari", "bayu", "dewi"),
    **{f"officers:{name}": HOLDERS for name in ("keep_view", "drop_view")},
    "officers:card_handed": ("sari",),
    **{f"officers:{name}": READERS for name in ("take", "ask", "seen", "identity")},
    **{f"officers:{name}": READERS for name in ("identity_open", "identity_consent")},
    "officers:lift": UNIT,
    "officers:read_warning": UNIT,
    "officers:operation_enter": READERS,
    "officers:document_lines": HOLDERS,
    "officers:hand_over": READERS,
    "officers:admit": ("hadi", "rina"),
    "officers:assign": ("agus",),
    "officers:take_back": ("dewi", "hadi"),
    "officers:end_assignment": ("agus",),
    "officers:renew_key": ("agus",),
    "officers:stop_move": ("agus",),
    **{f"officers:{name}": HOLDERS for name in ("send_monthly", "take_back_monthly")},
    "officers:receive_monthly": UNIT,
    **{f"officers:{name}": ("hadi",) for name in ("agree_move", "decline_move", "close_office")},
    "officers:hand_on": ("sari", "bayu", "dewi"),  # who may verify is told why not, see administration/test_moves.py
    "officers:breach_told": UNIT,
    **{f"officers:{name}": ("agus",) for name in ("rename_desk", "close_desk")},
    "officers:safeguard": ("agus",),
    **{f"officers:{name}": ("agus",) for name in ("emblem", "no_emblem", "record_page", "remove_recording")},
    "officers:loosen": ("hadi",),
    "officers:seek_protected": ("hadi",),
    "officers:set_steps": ("hadi",),
    "officers:second_review": ("hadi",),
    "officers:issue_paper": ("hadi",),
    "officers:set_pattern": ("hadi",),
    "officers:withdraw": UNIT,
    "officers:heard": ("sari", "dewi"),
    "officers:propose_partners": UNIT,
    **{f"officers:{name}": UNIT for name in ("take_back_question", "publish_lesson", "withdraw_lesson")},
    "officers:remove_contact": UNIT,
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
AFTER = {f"officers:dialogue_{name}" for name in ("report", "minutes", "promise_new", "photo_new")}
# What a dialogue's own day has: who leads it may, see dialogues/test_day.py.
DAY = (
    *("day", "begin", "phase", "attend", "paper", "end", "questions", "decide"),
    *("screen", "screen_contents", "sheet", "run_sheet", "enter"),
)
ELSEWHERE = {  # tested below, or where they are at home
    *(f"officers:{pattern.name}" for pattern in account.urlpatterns),  # one's own
    *(
        "officers:calendar",
        "officers:readers",
        "officers:readers_seen",
        "officers:agree_new_key",
        "officers:decline_new_key",
    ),
    # Each sees their own alone, see imports/test_imports.py.
    *(f"officers:import{name}" for name in ("", "_columns", "_throw_away", "_finish", "_report", "_activity", "_area")),
    # Of what is decided about a village, see oversight/test_villages.py.
    *(f"officers:{name}" for name in ("decision_file", "end_decision", "end_programme")),
    "officers:end_absence",  # see colleagues/test_absences.py
    # What one typed oneself, see unsent/test_unsent.py.
    *(f"officers:{name}" for name in ("unsent", "unsent_writing", "save_unsent", "unsent_on_page", "drop_unsent")),
    *("officers:session", "officers:stay", "officers:arrive"),
    # Everybody's, and a phone's own: see phone/.
    *(f"officers:{name}" for name in ("worker", "manifest", "without_network", "meet", "put_down", "let_erase")),
    *(f"officers:dialogue_{name}" for name in (*DAY, "photo", "photo_remove")),
    *("officers:workplace", "officers:invite", "officers:share", "officers:paper_copy"),
    *("officers:incoming", "officers:incoming_file"),  # of another office
    *("officers:call_off", "officers:decide_operation", "officers:operation_letter", "officers:operation_report"),
    *(f"officers:{name}" for name in VERIFYING),
    *(f"officers:{name}" for name in ("picture", "recording", "redact", "judge", "inquire", "transfer", "take_over")),
    *(f"officers:{name}" for name in ("enter", "distinct")),
}


@dataclass
class Things:
    report: Report
    concluded: Report
    ids: dict[str, object]


@pytest.fixture
def things(office: Cast) -> Things:
    return make_things(office)


def make_things(office: Cast) -> Things:
    report, code = given.received(**given.IDENTITY)
    opened = given.seen_by_reporter(code)
    from pimpasa.reports.actions.answering import answer

    file = evidence.exhibit(key=opened.key)
    answer(opened=opened, text="Karangan", exhibits=[file])
    in_case, concluded = given.concluded(office.sari), given.concluded(office.sari)
    case = given.case(office.dewi, in_case)
    who = people.screened(office.dewi, people.person(office.dewi, case))
    same = people.merged(office.dewi, case)
    operation = made.operation(office)
    picture = evidence.sealed_upload(evidence.PICTURE, name="pintu.png", declared="image/png")
    entry, _is_new = made.enter(operation, office.sari, "photo", photo=picture)
    held = outreach.held(office)
    ids = {
        "report_id": report.pk,
        "telling_id": given.written_down(office.sari)[0].pk,
        "thing_kind": "laporan",
        "thing_id": report.pk,
        "case_id": case.pk,
        "person_id": who.pk,
        "merge_id": same.pk,
        "tie_id": people.tie_asked(office.fani, people.own_case(office.fani, office.at.fallback_unit), case).pk,
        "tak_id": people.tak(office.dewi, who, people.gelar(office.hadi, case)).pk,
        "term_id": people.term(office.dewi, case).pk,
        "exhibit_id": file.pk,
        "officer_id": office.bayu.pk,
        "assignment_id": office.bayu.assignments.get().pk,
        "desk_id": office.at.cengkareng_timur.pk,
        "place_id": Place.objects.create(village=report.village, name="Rusun Contoh").pk,
        "asking_id": 999_999,
        "hold_id": 999_999,
        "view_id": 999_999,
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
        "encounter_id": people.met(office.sari).pk,
        "letter_id": letters.entered(office.hadi, [office.sari]).pk,
        "operation_id": operation.pk,
        "entry_id": entry.pk,
        "support_id": made.support(office.sari, report=report).pk,
        "village_code": report.village_id,
        "dialogue_id": outreach.dialogue(office).pk,
        "held_id": held.pk,
        "promise_id": outreach.promise(office, held).pk,
        "contact_id": outreach.contact(office).pk,
        "kind_key": outreach.own_kind(office).pk,
        "move_id": _move(office),
        "monthly_id": _monthly(office),
        "month": f"{last_month(clock.today()):%Y-%m}",
        "name": "two_for_identity",
        "pack_name": "hotlines",
        "entry_key": "sapa",
        "event_id": people.event(office.dewi, case).pk,
        "recording_id": _recording(office),
        "warning_id": warned(office).pk,
        **_corrected(office, case, concluded),
        **_beside(office, report),
    }
    return Things(report, concluded, ids)


def _corrected(office: Cast, case: Case, concluded: Report) -> dict[str, object]:
    """What can be corrected, what was closed, and a word to Sari that Dewi corrected her finding."""
    closed = people.own_case(office.dewi, office.at.unit)
    close(case=closed, closure=Closure.ACTED, note="", keyring=keyring(office.dewi))
    sent = given.report()
    at = office.at
    keys = keyring(office.sari)
    transfer(report=sent, to_desk=at.pegadungan, to_unit=at.unit, reason=people.MISTAKE, keyring=keys)
    wrong = given.conclude(given.taken(office.sari), office.sari)
    correct_finding(finding=wrong, contents=given.finding(), reason=people.MISTAKE, keyring=keyring(office.dewi))
    return {
        "closed_id": closed.pk,
        "sent_id": sent.pk,
        "event_id": people.event(office.dewi, case).pk,
        "gelar_id": case.decisions.get().pk,
        "finding_id": concluded.findings.get().pk,
        "told_id": CorrectionTold.objects.get(officer=office.sari).pk,
    }


def _beside(office: Cast, report: Report) -> dict[str, object]:
    """Dewi's note to Sari, and what Sari wanted to be reminded of."""
    note = write_note(
        thing=report, words="Karangan", mentioned=[office.sari], goes_along=False, keyring=keyring(office.dewi)
    )
    day = clock.today() + timedelta(days=2)
    reminder = remind(thing=report, day=day, words="", keyring=keyring(office.sari))
    return {"mention_id": note.mentions.get().pk, "reminder_id": reminder.pk}


def _move(office: Cast) -> int:
    """Agus asks that an area goes to the other office."""
    day = clock.today() + timedelta(days=7)
    return ask_area(area="31.73.01", to_office=office.at.fallback, from_day=day, by=office.agus).pk


def _monthly(office: Cast) -> object:
    """Sari's, sent to the unit, which has not received it."""
    monthly = save(month=last_month(clock.today()), words="Karangan", summary="", keyring=keyring(office.sari))
    send(monthly=monthly, keyring=keyring(office.sari))
    return monthly.pk


def _recording(office: Cast) -> int:
    at = office.at.office
    return add_recording(office=at, page="/", pages=["/"], content=tone(), by=office.agus).pk


def _referred(office: Cast, case: Case) -> dict[str, object]:
    whole = referrals.Whole(case, *(referrals.person(case, office.dewi, f"{n}", ["witness"]) for n in "ab"), b"")
    partner = referrals.partner(office, "polri")
    made = referrals.sent(office, whole, replace(referrals.WANTED, consent="nobody"), partner)
    return {"referral_id": made.referral.pk, "partner_id": partner.pk}


def addresses(namespace: str) -> dict[str, URLPattern]:
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
    pattern = addresses(name.partition(":")[0])[name]
    ids = {key: things.ids[key] for key in pattern.pattern.converters}
    if name.endswith(":support"):
        ids["request_id"] = things.ids["support_id"]
    if name in AFTER:
        ids["dialogue_id"] = things.ids["held_id"]
    if name in ("officers:take_in", "officers:reopen_report"):
        ids["report_id"] = things.concluded.pk
    if name == "officers:reopen_case":
        ids["case_id"] = things.ids["closed_id"]
    if name == "officers:correct_transfer":
        ids["report_id"] = things.ids["sent_id"]
    return reverse(name, kwargs=ids)


def test_every_address_stands_in_the_table() -> None:
    assert {*addresses("officers")} == {*PAGES, *POSTS, *ELSEWHERE}


@pytest.mark.usefixtures("what_waits_is_asked_once")
@pytest.mark.parametrize("who", PEOPLE)
def test_pages(office: Cast, things: Things, signed_in: SignIn, who: str) -> None:
    browser = signed_in(getattr(office, who))
    got = {name: browser.get(address(name, things)).status_code for name in PAGES}
    assert got == {name: 200 if who in allowed else refusal(name, who) for name, allowed in PAGES.items()}


def refusal(name: str, who: str) -> int:
    """Whether somebody has a note or a reminder, no colleague is told."""
    return 404 if name in OF_ONE_PERSON and who in ("bayu", "dewi", "hadi") else 403


@pytest.mark.usefixtures("what_waits_is_asked_once")
@pytest.mark.parametrize("who", PEOPLE)
def test_acts(office: Cast, things: Things, signed_in: SignIn, who: str) -> None:
    """Who may not is refused with a sentence; who may gets further, here to what is missing in an empty form."""
    browser = signed_in(getattr(office, who))
    refused = {name for name in POSTS if browser.post(address(name, things)).status_code == 403}
    expected = {name for name, allowed in POSTS.items() if who not in allowed}
    # These two ask for something that is not there before they look at whose it is.
    missing = {"officers:identity_open", "officers:identity_consent"}
    if who in {"bayu", "dewi", "hadi", "sari"}:
        expected -= missing | {"officers:hand_over"}
        refused -= {"officers:hand_over"}
    if who == "hadi":  # leads, and does not verify
        expected |= {f"officers:{act}" for act in ("take", "ask")}
    assert refused == expected


@pytest.mark.usefixtures("what_waits_is_asked_once")
@pytest.mark.parametrize("who", PEOPLE)
def test_pages_of_verifying(office: Cast, signed_in: SignIn, who: str) -> None:
    sari = keyring(office.sari)
    report, reviewed = given.taken(office.sari), given.taken(office.sari)
    set_second_review(office=office.at.office, is_wanted=True, by=office.hadi)
    reviewed.refresh_from_db()
    finding = record_finding(report=reviewed, contents=given.finding(kind=reviewed.kind), keyring=sari)
    ready = given.check(report, office.sari)
    asked = plan_check(report=report, plan=given.urgent_plan(), keyring=sari)
    about: dict[str, list[object]] = {name: [report.pk] for name in VERIFYING}
    about |= {"step": [report.pk, "own"], "review": [finding.pk], "decide_check": [asked.pk]}
    about |= {"letter": [ready.pk], "visit": [ready.pk]}
    paths = {name: reverse(f"officers:{name}", args=args) for name, args in about.items()}
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
    for path in ("/petugas/orang/", "/petugas/meja/", "/petugas/tenggat/", "/petugas/catatan/", "/petugas/"):
        page = browser.get(path, follow=True).content.decode()
        assert given.TOLD.narrative not in page
        assert "Karangan" not in page


def test_a_file_is_refused_to_another_desk(office: Cast, things: Things, signed_in: SignIn) -> None:
    for kind in ("gambar", "asli", "rekaman", "tutupi"):
        path = f"/petugas/bukti/{things.ids['exhibit_id']}/{kind}/"
        assert signed_in(office.bayu).get(path).status_code == 403


def test_what_is_not_there_is_not_found(office: Cast, signed_in: SignIn) -> None:
    browser, nothing = signed_in(office.dewi), "00000000-0000-7000-8000-000000000000"
    for path in ("laporan/{}/", "kasus/{}/", "bukti/{}/asli/"):
        assert browser.get("/petugas/" + path.format(nothing)).status_code == 404


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

    sari, dewi, rina = (signed_in(who) for who in (office.sari, office.dewi, office.rina))
    lists = [(sari, "/petugas/laporan/"), (dewi, "/petugas/laporan/")]
    lists += [(rina, "/petugas/tenggat/"), (rina, "/petugas/catatan/")]
    given.report()

    def count(browser: Client, path: str) -> int:
        browser.get(path)
        with CaptureQueriesContext(connection) as asked:
            browser.get(path)
        return len(asked)

    before = [count(browser, path) for browser, path in lists]
    given.report()
    given.report(village="31.73.06.1005")
    given.concluded(office.sari)
    given.concluded(office.sari)
    after = [count(browser, path) for browser, path in lists]
    assert after == before


@pytest.mark.usefixtures("what_waits_is_asked_once")
@pytest.mark.parametrize("who", PEOPLE)
def test_pages_of_operations(office: Cast, signed_in: SignIn, who: str) -> None:
    """An urgent one waits for the unit's agreement, but not for who planned it; another's report is to be written."""
    asked = made.operation(office, planned=made.urgent_plan(), with_team=[(office.bayu, "leader")])
    over = made.carried_out(office)
    browser = signed_in(getattr(office, who))
    got = {
        "decide": browser.get(reverse("officers:decide_operation", args=[asked.pk])).status_code,
        "call off": browser.get(reverse("officers:call_off", args=[asked.pk])).status_code,
        "letter": browser.get(reverse("officers:operation_letter", args=[over.pk])).status_code,
        "report": browser.get(reverse("officers:operation_report", args=[over.pk])).status_code,
        "bayu's": browser.get(reverse("officers:operation", args=[asked.pk])).status_code,
    }
    may = {
        "decide": ("hadi",),
        "call off": UNIT,
        "letter": UNIT,
        "report": READERS,
        "bayu's": ("bayu", *UNIT),
    }
    assert got == {name: 200 if who in allowed else 403 for name, allowed in may.items()}
