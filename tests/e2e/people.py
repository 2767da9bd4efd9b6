"""Residents and officers who use the program over HTTP, without a browser's weight."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import timedelta

import httpx

from pimpasa.common import clock
from tests.e2e.conftest import PASSWORD

VILLAGE = "31.73.01.1006"
ADDING = "/lacak/laporan/tambah/"


@dataclass
class Told:
    """What a resident tells; every text is theirs to choose."""

    narrative: str = "Cerita karangan."
    place: str = ""
    address: str = ""
    person: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    contact_name: str = ""
    contact_way: str = ""
    liaison_role: str = ""
    liaison_relation: str = ""
    village: str = VILLAGE
    rw: str = "17"
    kind: str = "tppo"
    signs: tuple[int, ...] = ()


_clients: list[httpx.Client] = []


def client(address: str, **options: object) -> httpx.Client:
    """A client that `hang_up` closes."""
    made = httpx.Client(base_url=address, **{"timeout": 60} | options)  # type: ignore[arg-type]
    _clients.append(made)
    return made


def hang_up() -> None:
    """Close what the test opened."""
    while _clients:
        _clients.pop().close()


class Resident:
    """One phone: its own cookies, nobody's account."""

    def __init__(self, address: str, *, forwarded: str = "", patience: float = 60) -> None:
        headers = {"X-Forwarded-For": forwarded} if forwarded else {}
        self.http = client(address, headers=headers, timeout=patience)

    def post(self, path: str, data: dict[str, object] | None = None, **options: object) -> httpx.Response:
        return self.http.post(path, data=data or {}, **options)  # type: ignore[arg-type]

    def writes(self, told: Told) -> None:
        """Answer every question up to the last."""
        story = {"kind": told.kind, "narrative": told.narrative, "whole": "1"}
        parts = [("evidence", (name, content, "application/octet-stream")) for name, content in told.files.items()]
        self._ok(self.http.post("/lapor/", data=story, files=parts))
        where = {"village": told.village, "rw": told.rw, "rt": "3", "place": told.place, "address": told.address}
        self._ok(self.post("/lapor/tempat/", where))

    def begins(self) -> None:
        """Type a first word, which makes a draft."""
        self.http.get("/lapor/")
        assert self.post("/lapor/simpan/", {"narrative": ""}).status_code == 204

    def promise(self) -> str:
        """What the last page says of who reads."""
        shown = re.search(r'name="promise"\s+value="([0-9a-f]{32})"', self.http.get("/lapor/kirim/").text)
        return shown[1] if shown else ""

    def sends(self, **more: object) -> httpx.Response:
        return self.post("/lapor/kirim/", {"promise": self.promise(), **more})

    def code(self) -> str:
        page = self.http.get("/lapor/tanda-terima/")
        found = re.search(r'data-code="([0-9A-Z-]+)"', page.text)
        assert found, page.text
        return found[1]

    def reports(self, told: Told | None = None) -> str:
        """The whole form, and what is told beside it afterwards; returns the receipt code."""
        told = told or Told()
        self.writes(told)
        self._ok(self.sends())
        code = self.code()
        if told.signs or told.person or told.contact_way or told.liaison_role:
            self._adds(told, code)
        return code

    def _adds(self, told: Told, code: str) -> None:
        """Signs, a person, a way to be reached, for whom: with the code, each on its own page."""
        self._ok(self.post("/lacak/", {"code": code}))
        page, at = self.http.get(f"{ADDING}tanda/").text, 'name="(first|others)"\\s+value="{}"'
        lists = {sign: re.search(at.format(sign), page) for sign in told.signs}
        ticked: dict[str, list[str]] = {"first": [], "others": []}
        for sign, place in lists.items():
            assert place, sign
            ticked[place[1]].append(str(sign))
        additions: list[tuple[str, dict[str, object], object]] = [
            ("tanda", dict(ticked), told.signs),
            ("orang", {"what": "name", "value": told.person}, told.person),
            ("kontak", {"may": "ya", "way": told.contact_way, "name": told.contact_name}, told.contact_way),
            ("untuk-siapa", {"office": told.liaison_role, "relation": told.liaison_relation}, told.liaison_role),
        ]
        for name, data, is_told in additions:
            if is_told:
                self._ok(self.post(f"{ADDING}{name}/", data))

    def tracks(self, code: str) -> str:
        """The tracking page's text."""
        self._ok(self.post("/lacak/", {"code": code}))
        return self.http.get("/lacak/laporan/").text

    @staticmethod
    def _ok(answer: httpx.Response) -> None:
        assert answer.status_code == 302, f"{answer.request.url}: {answer.status_code}\n{answer.text[:3000]}"


class OfficerAtWork:
    """An officer of the demonstration, signed in."""

    def __init__(self, address: str, who: str, **options: object) -> None:
        self.http = client(address, follow_redirects=True, **options)
        page = self.http.get("/masuk/")
        form = {"login": f"{who}@contoh.invalid", "password": PASSWORD, "csrfmiddlewaretoken": token(page.text)}
        answer = self.http.post("/masuk/", data=form)
        assert answer.url.path in {"/petugas/", "/petugas/laporan/", "/petugas/orang/", "/petugas/tenggat/"}, (
            answer.text
        )

    def does(self, path: str, page: str, **given: object) -> httpx.Response:
        """Post a form that stands on `page` to `path`."""
        form = {"csrfmiddlewaretoken": token(self.http.get(page).text), **given}
        answer = self.http.post(path, data=form)
        assert answer.status_code == 200, f"{path}: {answer.status_code}\n{answer.text[:3000]}"
        return answer

    def plans_a_dialogue(self, *, minutes: int = 10) -> str:
        """One in so many minutes; returns its address. Whoever organises two needs hours between them."""
        start = (clock.now() + timedelta(minutes=minutes)).astimezone(clock.JAKARTA)
        given = {
            "kind": "ngopi",
            "village": "Cengkareng Timur, Kec. Cengkareng",
            "rws": "17",
            "hall": f"Balai Karangan {minutes}",
            "on": start.date().isoformat(),
            "begins": start.strftime("%H:%M"),
            "agenda": "Karangan: mengenali janji kerja palsu",
            "is_public": "on",
        }
        return str(self.does("/petugas/dialog/baru/", "/petugas/dialog/baru/", **given).url.path)

    def enters_a_letter(
        self, *names: str, number: str, signer: str = "Hadi Contoh", task: str = "", scan: str = ""
    ) -> str:
        """Hadi enters a letter from outside that names these officers and is in force; returns its id."""
        path = "/petugas/surat-perintah/luar/"
        page = self.http.get(path).text
        ids = [re.search(rf'value="(\d+)"[^>]*>\s*<label[^>]*>\s*{name}', page) for name in names]
        today = clock.today()
        form = {
            "csrfmiddlewaretoken": token(page),
            "number": number,
            "signer": signer,
            "valid_from": (today - timedelta(days=1)).isoformat(),
            "valid_until": (today + timedelta(days=2)).isoformat(),
            "task": f"Uji: pengawasan dan pemeriksaan keimigrasian {task}".strip(),
            "places": "Rusunami City Park",
            "officers": [match[1] for match in ids if match],
            "whole": "1",
        }
        files = {"evidence": ("surat.pdf", f"%PDF-1.7\nUji: surat perintah {scan}\n".encode(), "application/pdf")}
        answer = self.http.post(path, data=form, files=files)
        assert answer.status_code == 200, answer.text[:3000]
        return str(answer.url.path).split("/")[-2]

    def newest_report(self) -> str:
        """The id of the newest open report in the queue."""
        return max(self.queue())

    def queue(self) -> set[str]:
        """The ids of the open reports, on all pages of the queue."""
        found: list[str] = []
        for number in range(1, 100):
            page = self.http.get(f"/petugas/laporan/?hal={number}").text
            found += re.findall(r"/petugas/laporan/([0-9a-f-]{36})/", page)
            if f"hal={number + 1}" not in page:
                break
        return set(found)


def token(text: str) -> str:
    found = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', text)
    assert found, text[:3000]
    return found[1]
