"""Promise 1: a stolen disk, dump or object store shows no narrative, no identity, no evidence.

Every door gets a text of its own that occurs nowhere else; then everything on the disk is searched for each of them,
plain and in the forms a database writes bytes in.
"""

from __future__ import annotations

import base64
import re
import subprocess
import urllib.parse
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import takewhile
from pathlib import Path
from zoneinfo import ZoneInfo

import httpx
import pytest

from pimpasa.common import clock
from pimpasa.common.ids import uuid7
from pimpasa.config.postgres import Cluster
from tests.e2e.conftest import Program
from tests.e2e.people import VILLAGE, OfficerAtWork, Resident, Told, token
from tests.factories import photos
from tests.processes import pimpasa


class Canaries:
    """Gives out texts that nothing else contains, and remembers for which door."""

    def __init__(self) -> None:
        self.given: dict[str, str] = {}

    def __call__(self, door: str) -> str:
        number = len(self.given)
        self.given[door] = f"kenari-{number:02}-qzxwvut{number * 7919:06}"
        return self.given[door]


def test_what_people_wrote_is_nowhere_on_the_disk(program: Program, tmp_path: Path) -> None:
    canary = Canaries()
    code = resident_writes_everywhere(program, canary)
    officers_write_everywhere(program, canary, Resident(program.address), code)
    assert len(canary.given) == 142
    haystacks = {"dump": dump(program), "backup": backup(program, tmp_path), **files_of(program.data)}
    assert [hit for where, content in haystacks.items() for hit in seen_in(content, where, canary)] == []


def test_the_search_would_find_a_text_that_was_left_readable(program: Program) -> None:
    """The check can fail: what is readable on purpose, an officer's name, is found in the dump."""
    assert b"Sari Contoh" in dump(program)


@pytest.mark.parametrize("number", range(7))
def test_the_search_would_find_a_canary_in_any_form(number: int) -> None:
    canary = Canaries()
    for door in ("narrative", "message", "reason"):
        canary(door)
    content = b"\x00before" + forms_of(canary.given["message"])[number] + b"after\x00"
    assert "message in dump" in list(seen_in(content, "dump", canary))


def seen_in(content: bytes, where: str, canary: Canaries) -> Iterator[str]:
    """The doors whose text is there in any form. All begin alike, so most files need no look for each of them."""
    forms = {door: forms_of(text) for door, text in canary.given.items()}
    for number, alike in enumerate(zip(*forms.values(), strict=True)):
        if common_beginning(alike) in content:
            yield from (f"{door} in {where}" for door in forms if forms[door][number] in content)


def common_beginning(texts: Sequence[bytes]) -> bytes:
    """What all of them begin with: what the first and the last in order share, all others share, too."""
    shared = takewhile(lambda pair: pair[0] == pair[1], zip(min(texts), max(texts), strict=False))
    return bytes(first for first, _last in shared)


def resident_writes_everywhere(program: Program, canary: Canaries) -> str:
    resident = Resident(program.address)
    resident.post("/wilayah/", {"q": canary("search for a desk")})
    resident.post("/lapor/kelurahan/", {"q": canary("live search")})
    checks_an_offer(Resident(program.address), canary)
    code = resident.reports(
        Told(
            narrative=canary("narrative"),
            place=canary("place"),
            address=canary("address"),
            person=canary("person"),
            files={f"{canary('file name')}.txt": f"{canary('file')}\n".encode() * 4000},
            contact_name=canary("contact name"),
            contact_way=canary("contact way"),
        )
    )
    liaison = Resident(program.address)
    liaison.reports(Told(liaison_role=canary("role"), liaison_relation=canary("relation")))
    unsent = Resident(program.address)
    unsent.writes(Told(narrative=canary("unsent narrative"), files={"a.txt": canary("unsent file").encode()}))
    resident.tracks(code)
    files = [("evidence", (f"{canary('later file name')}.txt", canary("later file").encode(), "text/plain"))]
    answer = resident.http.post("/lacak/laporan/", data={"text": canary("message"), "whole": "1"}, files=files)
    assert answer.status_code == 302
    uploads_in_pieces(unsent, "/lapor/bukti/unggah/", canary, "piece of a draft")
    later = uploads_in_pieces(resident, "/lacak/laporan/unggah/", canary, "piece sent later")
    resident.post("/lacak/laporan/", {"text": canary("second message"), "whole": "1", "exhibit": later.split("/")[-2]})
    asks_about_data(Resident(program.address), canary)
    return code


def checks_an_offer(resident: Resident, canary: Canaries) -> None:
    """Checked and forgotten; answered; and another begins a report."""
    assert canary("offer") in resident.post("/cek-lowongan/", {"text": f"Lowongan {canary.given['offer']}"}).text
    resident.post("/cek-lowongan/tanya/", {"pays": canary("answer about an offer")})
    assert resident.post("/lapor/dari-lowongan/", {"text": canary("offer in a draft")}).status_code == 302


def uploads_in_pieces(resident: Resident, at: str, canary: Canaries, door: str) -> str:
    """By tus, in two pieces; returns the upload's address."""
    content = f"{canary(door)}\n".encode() * 4000
    name = base64.b64encode(f"{canary(f'name of a {door}')}.txt".encode()).decode()
    headers = {"Tus-Resumable": "1.0.0"}
    said = {"Upload-Length": str(len(content)), "Upload-Metadata": f"filename {name}"}
    place = resident.http.post(at, headers=headers | said).headers["Location"]
    for start, stop in ((0, 5000), (5000, len(content))):
        piece = {"Upload-Offset": str(start), "Content-Type": "application/offset+octet-stream"}
        answer = resident.http.patch(place, content=content[start:stop], headers=headers | piece)
        assert (answer.status_code, answer.headers["Upload-Offset"]) == (204, str(stop))
    return place


def asks_about_data(resident: Resident, canary: Canaries) -> None:
    asked = {"name": canary("asker"), "way": canary("way to an asker"), "text": canary("what is asked")}
    answer = resident.post("/hak-data/", {"right": "access", "office": "1", **asked})
    assert answer.status_code == 200
    assert "Nomornya" in answer.text


def officers_write_everywhere(program: Program, canary: Canaries, resident: Resident, code: str) -> None:
    sari = OfficerAtWork(program.address, "sari")
    report = report_with(sari, canary.given["narrative"])
    page = f"/petugas/laporan/{report}/"
    sari.does(f"{page}mulai/", page)
    sari.does(f"{page}tanya/", page, text=canary("question"))
    shown = sari.does(f"{page}identitas/", page, reason=canary("reason for opening an identity"))
    assert canary.given["contact way"] in shown.text
    finding = {"process": "yes", "means": "yes", "purpose": "yes", "outcome": "substantiated"}
    sari.does(f"{page}langkah/own/", f"{page}langkah/own/", result="confirms", note=canary("note on a step"))
    said = {name: canary(f"letter {name}") for name in ("signer", "task", "scan")}
    letter = OfficerAtWork(program.address, "hadi").enters_a_letter(
        "Sari Contoh", "Dewi Contoh", number="W.00/UJI/CANARY", **said
    )
    sari_visits(sari, page, canary, letter)
    finding |= {"source_kind": "seen", "confidence": "low"}
    told = {name: canary(f"finding {name}") for name in ("notes", "reason", "source", "speaks_for", "speaks_against")}
    sari.does(f"{page}temuan/", f"{page}temuan/", **finding, **told)
    assert canary.given["question"] in resident.tracks(code)
    looks_and_takes_out(sari, page, canary)
    sari_writes_down_what_was_told(sari, canary)
    sari_brings_files(sari, canary)
    asks_at_a_dialogue(program, sari, canary)
    dewi_works(program, canary, report, letter)


def sari_visits(sari: OfficerAtWork, page: str, canary: Canaries, letter: str) -> None:
    """A field check is planned, and written down with a photo."""
    plan = {name: canary(f"check {name}") for name in ("place", "what_for")}
    today = str(clock.today())
    fixed = {"person": "wna", "letter": letter, "takes_place_on": today}
    planned = sari.does(f"{page}cek-lapangan/", f"{page}cek-lapangan/", **fixed, **plan)
    visit = re.search(r"/petugas/cek-lapangan/[0-9a-f-]{36}/", planned.text)
    assert visit
    note = {"id": str(uuid7()), "kind": "note", "whole": "1", "text": canary("note on a visit")}
    assert canary.given["note on a visit"] in sari.does(f"{visit[0]}catat/", visit[0], **note).text
    form = {
        "csrfmiddlewaretoken": token(sari.http.get(visit[0]).text),
        "id": str(uuid7()),
        "kind": "photo",
        "whole": "1",
    }
    files = {"evidence": (f"{canary('photo name')}.txt", canary("photo of a visit").encode() * 3000, "text/plain")}
    answer = sari.http.post(f"{visit[0]}catat/", data=form | {"text": canary("what a photo shows")}, files=files)
    assert canary.given["what a photo shows"] in answer.text
    sari.does("/petugas/cari/", "/petugas/cari/", q=canary("words sought"), keep="1", name=canary("name of a view"))
    assert canary.given["name of a view"] in sari.http.get("/petugas/cari/").text


def sari_writes_down_what_was_told(sari: OfficerAtWork, canary: Canaries) -> None:
    """By word of mouth, with who told it and what they handed over; once in vain."""
    at = "/petugas/lisan/"
    texts = ("words", "address", "contact_name", "contact_way", "contact_role")
    form = {
        "urgency": "3",
        "kind": "pmi",
        "village": VILLAGE,
        "source": "counter",
        "consent": "agreed",
        "card": "given",
    }
    form |= {name: canary(f"told by word of mouth: {name}") for name in texts}
    form |= {"writing": str(uuid7()), "whole": "1", "csrfmiddlewaretoken": token(sari.http.get(at).text)}
    name, content = canary("name of a file handed over"), canary("file handed over")
    files = {"evidence": (f"{name}.txt", f"{content}\n".encode() * 4000, "text/plain")}
    vain = sari.http.post(at, data=form | {"card": "", "words": canary("told in vain")}, files=files)
    assert vain.status_code == 422
    page = sari.http.post(at, data=form, files=files)
    report = re.search(r"/petugas/laporan/[0-9a-f-]{36}/", page.text)
    assert report
    shown = sari.http.get(report[0]).text
    assert [canary.given[f"told by word of mouth: {name}"] in shown for name in ("words", "address")] == [True, True]
    exhibit = re.search(r"/petugas/bukti/[0-9a-f-]{36}/", shown)
    assert exhibit
    assert content in sari.http.get(exhibit[0]).text


def sari_brings_files(sari: OfficerAtWork, canary: Canaries) -> None:
    """A group's chat, one message of which she throws away and one of which she looks at; and a table, half way."""
    said = "\n".join(
        f"23/09/25 14.0{number} - {canary(f'who wrote message {number}')}: {canary(f'message {number} of a chat')}"
        for number in range(3)
    )
    listed = sari_brings(sari, f"{canary('name of a chat')}.txt", said)
    assert [canary.given[f"message {number} of a chat"] in listed.text for number in range(3)] == [True] * 3
    first, second, _third = re.findall(r'name="entry"\s+value="([0-9a-f-]{36})"', listed.text)
    place = str(listed.url.path)
    assert canary.given["message 0 of a chat"] not in sari.does(f"{place}buang/", place, entry=first).text
    assert canary.given["message 1 of a chat"] in sari.http.get(f"{place}{second}/laporan/").text
    table = f"Tanggal;{canary('header of a recap')}\n1 Mei 2026;{canary('cell of a recap')}"
    matched = sari_brings(sari, f"{canary('name of a recap')}.csv", table)
    assert canary.given["cell of a recap"] in matched.text


def sari_brings(sari: OfficerAtWork, name: str, content: str) -> httpx.Response:
    form = {"csrfmiddlewaretoken": token(sari.http.get("/petugas/impor/").text)}
    return sari.http.post("/petugas/impor/", data=form, files={"file": (name, content.encode(), "text/plain")})


def asks_at_a_dialogue(program: Program, sari: OfficerAtWork, canary: Canaries) -> None:
    """A question that waits, one that is a report, one that is not shown, and one that is stopped at the door."""
    path = sari.plans_a_dialogue(minutes=600)
    sari.does(f"{path}hari/mulai/", f"{path}hari/", quiz=[])
    found = re.search(r"app-code--inline\">(\w{6})<", sari.http.get(f"{path}hari/").text)
    assert found
    room, resident = f"/ngopi/ikut/{found[1]}/", Resident(program.address)
    resident.post(room)
    questions = f"{path}pertanyaan/"
    for door, step in (("question not shown", "refuse"), ("question that is a report", "private")):
        assert resident.post(f"{room}tanya/", {"text": canary(door)}).status_code == 302
        (waiting,) = re.findall(r"/pertanyaan/([0-9a-f-]{36})/", sari.http.get(questions).text)
        sari.does(f"{questions}{waiting}/", questions, step=step)
    assert resident.post(f"{room}tanya/", {"text": canary("question that waits")}).status_code == 302
    stopped = f"Tetangga saya dikurung {canary('question stopped at the door')}"
    assert resident.post(f"{room}tanya/", {"text": stopped}).status_code == 422
    adds_a_photo(sari, path, canary)


def adds_a_photo(sari: OfficerAtWork, path: str, canary: Canaries) -> None:
    """What the phone wrote into the file, and who agreed to be shown."""
    content = photos.photo(comment=canary("photo's own words").encode())
    form = {
        "csrfmiddlewaretoken": token(sari.http.get(f"{path}foto/").text),
        "consent": canary("who agreed to a photo"),
    }
    answer = sari.http.post(f"{path}foto/", data=form, files={"file": ("ngopi.jpg", content, "image/jpeg")})
    assert canary.given["who agreed to a photo"] in answer.text


def dewi_works(program: Program, canary: Canaries, report: str, letter: str) -> None:
    dewi = OfficerAtWork(program.address, "dewi")
    taking = f"/petugas/laporan/{report}/kasus/"
    case = dewi.does(taking, taking, case="new", title=canary("case title")).url.path
    operates(dewi, case, canary, letter)
    supports(OfficerAtWork(program.address, "sari"), dewi, canary)
    writes_a_paper(dewi, case, canary)
    dewi.does(f"{case}tutup/", f"{case}tutup/", closure="acted", note=canary("closing note"))
    assert canary.given["what an operation found"] in dewi.http.get(case).text
    holding = f"/petugas/laporan/{report}/tahan/"
    dewi.does(holding, holding, ends_on="2030-01-01", reason=canary("reason for a hold"))
    answers_about_data(dewi, canary)
    keeps_a_contact(dewi, canary)
    case_with_people(program, canary)


def keeps_a_contact(dewi: OfficerAtWork, canary: Canaries) -> None:
    """Whom the server writes to itself, so that the key is the server's."""
    of_rw = "/petugas/dialog/narahubung/"
    who = {"name": canary("contact of an RW"), "phone": canary("phone of an RW's contact")}
    email = f"{canary('e-mail of an RW contact')}@karangan.invalid"
    page = dewi.does(of_rw, of_rw, village="31.73.01.1006", rw="17", email=email, **who)
    assert email in page.text


def case_with_people(program: Program, canary: Canaries) -> None:
    """A case of an own finding: somebody in it, what they said, what happened, what was decided and is due."""
    dewi, hadi = OfficerAtWork(program.address, "dewi"), OfficerAtWork(program.address, "hadi")
    new = "/petugas/kasus/baru/"
    unit = re.findall(r'<option value="(\d+)"', dewi.http.get(new).text)[-1]
    case = dewi.does(new, new, unit=unit, title=canary("own title"), finding=canary("own finding")).url.path
    names = ("name", "other_names", "nationality", "born", "documents", "contacts", "address", "notes")
    person = {name: canary(f"person: {name}") for name in names}
    stands = {"roles": "possible_offender", "citizenship": "wna", "sex": "unknown", "is_child": "no"}
    page = dewi.does(f"{case}orang/", f"{case}orang/", **stands, **person).text
    at = re.search(r"/petugas/kasus/orang/[0-9a-f-]{36}/", page)
    assert at
    talk = {
        name: canary(f"talk: {name}") for name in ("place", "language", "interpreter", "guardian", "needs", "reason")
    }
    held = {"is_private": "on", "is_willing": "on", "is_child": "no", "outcome": "not_indicated"}
    held |= {
        f"answer-{code}": "no"
        for code in re.findall(r'id="id_answer-(\w+)_0"', dewi.http.get(f"{at[0]}skrining/").text)
    }
    dewi.does(f"{at[0]}skrining/", f"{at[0]}skrining/", **held, **talk)
    hadi.does(f"{at[0]}perlindungan/", case)
    happened = {name: canary(f"event: {name}") for name in ("text", "place", "q")}
    dewi.does(f"{case}peristiwa/", f"{case}peristiwa/", kind="other", year="2025", country="ID", **happened)
    today = str(clock.today())
    decided = {
        name: canary(f"gelar: {name}")
        for name in ("chair", "members", "evidence", "decision", "reason", "set_by", "met_by")
    }
    chosen = {"held_on": today, "verdict": "tak", "level": "kanwil", "consideration": "first"}
    hadi.does(f"{case}gelar/", f"{case}gelar/", **chosen, **decided)
    gelar = re.search(r'<option value="([0-9a-f-]{36})"', dewi.http.get(f"{at[0]}tindakan/").text)
    assert gelar
    ordered = {name: canary(f"action: {name}") for name in ("number", "basis", "reason")}
    acting = {"decision": gelar[1], "kind": "residence", "starts_on": today, **ordered}
    dewi.does(f"{at[0]}tindakan/", f"{at[0]}tindakan/", **acting)
    page = dewi.does(f"{case}tenggat/", f"{case}tenggat/", kind="other", text=canary("term")).text
    term = re.search(r"/petugas/kasus/tenggat/[0-9a-f-]{36}/", page)
    assert term
    page = dewi.does(term[0], term[0], outcome=canary("what came of a term")).text
    shown = {**person, **decided, **ordered, "text": happened["text"], "needs": talk["needs"]}
    assert [text for text in shown.values() if text not in page] == []


def writes_a_paper(dewi: OfficerAtWork, case: str, canary: Canaries) -> None:
    """Minutes of a case; and cancelled with a reason."""
    begin = f"/petugas/surat/baru/gk/?kasus={case.split('/')[-2]}"
    said = {"alasan": canary("paper"), "tempat": canary("place of a paper")}
    made = dewi.does(begin, begin, **said)
    assert "data:image/png;base64," in made.text
    path = made.url.path
    dewi.does(f"{path}ubah/", f"{path}ubah/", **said | {"alasan": canary("paper changed")})
    cancelled = dewi.does(f"{path}batal/", f"{path}batal/", reason=canary("reason for cancelling"))
    assert canary.given["reason for cancelling"] in cancelled.text


def operates(dewi: OfficerAtWork, case: str, canary: Canaries, letter: str) -> None:
    """An operation of the case: planned, written down, reported."""
    now = datetime.now(ZoneInfo("Asia/Jakarta"))
    form = dewi.http.get(f"{case}operasi/?surat={letter}").text
    leader = re.search(r'name="(officer_\d+)"', form)
    assert leader
    texts = (
        "purpose",
        "legal_basis",
        "spot",
        "contact",
        "means",
        "risks",
        "medical",
        "interpreter",
        "partners",
        "guests",
    )
    plan = {name: canary(f"operation {name}") for name in texts} | {
        "kind": "inspection",
        "manner": "open",
        "person": "wna",
        "starts_at": (now - timedelta(minutes=1)).strftime("%Y-%m-%dT%H:%M"),
        "ends_at": (now + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M"),
        "place": "Rusunami City Park",
        leader[1]: "leader",
    }
    address = f"{case}operasi/?surat={letter}"
    path = dewi.does(address, address, **plan).url.path
    person = {name: canary(f"person met {name}") for name in ("text", "name", "number", "nationality", "stay_permit")}
    entries = ({"kind": "note", "text": canary("note of an operation")}, {"kind": "person", **person}, {"kind": "end"})
    for entry in entries:
        dewi.does(f"{path}catat/", path, id=str(uuid7()), whole="1", **entry)
    page = dewi.http.get(path).text
    assert {canary.given[name] in page for name in ("operation guests", "person met name", "letter signer")} == {True}
    draft = {
        "carried_out_on": now.strftime("%Y-%m-%d"),
        "course": canary("draft of a report"),
        "findings": "Uji: konsep.",
    }
    dewi.does(f"{path}hasil/", f"{path}hasil/", save="1", **draft)
    told = draft | {"findings": canary("what an operation found"), "follow_up": canary("what follows")}
    dewi.does(f"{path}hasil/", f"{path}hasil/", record="1", **told)


def supports(sari: OfficerAtWork, dewi: OfficerAtWork, canary: Canaries) -> None:
    """Support that Sari asks for; the unit asks back, and she says more."""
    asked = {"kind": "access", "text": canary("support asked for"), "place": canary("place of support")}
    path = sari.does("/petugas/dukungan/baru/", "/petugas/dukungan/baru/", **asked).url.path
    dewi.does(path, path, step="ask_back", words=canary("answer about support"))
    sari.does(path, path, words=canary("more about support"))
    assert canary.given["more about support"] in dewi.http.get(path).text


def looks_and_takes_out(sari: OfficerAtWork, page: str, canary: Canaries) -> None:
    """A file is looked at, which decodes it; its original and the report leave, each for a reason."""
    found = re.search(r"/petugas/bukti/[0-9a-f-]{36}/", sari.http.get(page).text)
    assert found
    assert "kenari-" in sari.http.get(found[0]).text
    sari.does(f"{found[0]}asli/", f"{found[0]}asli/", reason=canary("reason for a download"))
    sari.does(f"{page}ekspor/", f"{page}ekspor/", reason=canary("reason for an export"))


def answers_about_data(dewi: OfficerAtWork, canary: Canaries) -> None:
    listed = dewi.http.get("/petugas/data-pribadi/").text
    for asked in sorted(set(re.findall(r"/petugas/data-pribadi/[0-9a-f-]{36}/", listed))):
        if canary.given["what is asked"] in dewi.http.get(asked).text:
            dewi.does(asked, asked, outcome="granted", text=canary("answer about data"))
    new = "/petugas/data-pribadi/kebocoran/baru/"
    facts = {name: canary(f"breach: {name}") for name in ("which", "how", "efforts", "people")}
    breach = dewi.does(new, new, discovered_at="2026-01-02T03:04", **facts)
    assert canary.given["breach: how"] in breach.text
    assert dewi.http.get(f"{breach.url.path}surat/").content.startswith(b"%PDF")


def report_with(sari: OfficerAtWork, words: str) -> str:
    """The report of the queue that holds these words, as its Pimpasa reads it."""
    for found in sorted(sari.queue(), reverse=True):
        if words in sari.http.get(f"/petugas/laporan/{found}/").text:
            return found
    raise AssertionError("no report in the queue holds the words")


def forms_of(text: str) -> list[bytes]:
    """A text as itself, as PostgreSQL's hex, as base64 at any offset, in a URL, and turned into UTF-16."""
    plain = text.encode()
    shifted = [base64.b64encode(b"x" * offset + plain)[4:-4] for offset in range(3)]
    return [plain, plain.hex().encode(), *shifted, urllib.parse.quote(text).encode(), text.encode("utf-16-le")]


def dump(program: Program) -> bytes:
    """The whole database as SQL."""
    cluster = Cluster(program.data / "postgres")
    command = [cluster_program("pg_dump"), "--dbname", cluster.url]
    return subprocess.run(command, capture_output=True, check=True).stdout


def backup(program: Program, folder: Path) -> bytes:
    """What `pimpasa backup` writes while the program runs."""
    assert pimpasa("keys", "backup", data=program.data).returncode == 0
    result = pimpasa("backup", folder / "backup", data=program.data)
    assert result.returncode == 0, result.stderr
    return (folder / "backup").read_bytes()


def cluster_program(name: str) -> str:
    from pimpasa.config.postgres import BINARIES

    return str(BINARIES / name)


def files_of(folder: Path) -> dict[str, bytes]:
    """Every file of the data folder: tables, write-ahead log, server logs, the object store."""
    found = {}
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_relative_to(folder / "static"):
            found[str(path.relative_to(folder))] = path.read_bytes()
    return found
