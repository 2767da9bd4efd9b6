"""The demonstration office: real places, plainly invented people."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from django.db import transaction

from pimpasa.accounts.actions import add_officer, assign
from pimpasa.accounts.models import Officer
from pimpasa.accounts.roles import Role
from pimpasa.cases.actions import cases
from pimpasa.cases.actions.events import add_event
from pimpasa.cases.actions.persons import add_person, screen
from pimpasa.cases.contents import EventContents, PersonContents, ScreeningContents
from pimpasa.cases.kinds import Answer, Citizenship, EventKind, PersonRole, Screening, Sex
from pimpasa.cases.models import Case
from pimpasa.cases.questions import QUESTIONS
from pimpasa.common import clock
from pimpasa.config.demo_dialogues import hold_dialogues
from pimpasa.config.errors import Fault
from pimpasa.config.setup import Person, found_office
from pimpasa.education.actions import review_questions
from pimpasa.education.queries import bank
from pimpasa.handling.actions.verifying import ask, take
from pimpasa.keys.actions.desk_keys import open_desk
from pimpasa.keys.actions.kits import open_with_kit
from pimpasa.keys.actions.letting_in import admit, hand_over
from pimpasa.keys.actions.officer_keys import make_officer_key
from pimpasa.keys.codes import code_of
from pimpasa.keys.models import Admission, OfficerKey
from pimpasa.keys.unlocking import Keyring, open_with_passphrase
from pimpasa.reports.actions.submitting import receive
from pimpasa.reports.contents import Answers, PersonAnswer
from pimpasa.reports.models import Report
from pimpasa.reports.opening import peek
from pimpasa.reports.states import State
from pimpasa.sealing import receipts
from pimpasa.sealing.envelopes import new_key
from pimpasa.territory.models import Desk, District, Office, Place, Village
from pimpasa.verification.actions.findings import record_finding
from pimpasa.verification.checklist import Known, Part
from pimpasa.verification.contents import FindingContents
from pimpasa.verification.htcds import Control, Exploitation
from pimpasa.verification.kinds import Confidence, SourceKind
from pimpasa.welcome.actions import BoardWords, set_board

OFFICE = "Kantor Imigrasi Kelas I Khusus TPI Soekarno-Hatta"
UNIT = "Bidang Inteldakim"
DISTRICTS = ["31.73.01", "31.73.06"]
CENGKARENG_TIMUR = "31.73.01.1006"
PEGADUNGAN = "31.73.06.1005"
PLACES = [("Rusunami City Park", "017"), ("Rusun Cinta Kasih Tzu Chi", "017"), ("RW 19", "019")]
PASSWORD = "kopi-pagi-di-teras"  # noqa: S105 - a demonstration prints it for everyone


@dataclass(frozen=True)
class Character:
    name: str
    email: str
    role: Role
    village: str = ""


HEAD = Character("Hadi Contoh", "hadi@contoh.invalid", Role.HEAD)
ADMINISTRATOR = Character("Agus Contoh", "agus@contoh.invalid", Role.ADMINISTRATOR)
OTHERS = [
    Character("Sari Contoh", "sari@contoh.invalid", Role.PIMPASA, CENGKARENG_TIMUR),
    Character("Bayu Contoh", "bayu@contoh.invalid", Role.PIMPASA, PEGADUNGAN),
    Character("Dewi Contoh", "dewi@contoh.invalid", Role.ANALYST),
    Character("Rina Contoh", "rina@contoh.invalid", Role.AUDITOR),
]


def is_demonstration() -> bool:
    """Whether the invented head of office works here."""
    return Officer.objects.filter(email=HEAD.email).exists()


def ensure_demo() -> list[str]:
    """On an empty database make the demonstration; returns lines with its sign-ins, none where an office is real."""
    if not Office.objects.exists():
        _make()
    if not is_demonstration():
        return []
    return [
        f"{character.role.label:<22} {character.email:<24} {PASSWORD}" for character in (*OTHERS, HEAD, ADMINISTRATOR)
    ]


@transaction.atomic
def _make() -> None:
    office, kit = _office()
    administrator = _keyed(Officer.objects.get(email=ADMINISTRATOR.email))
    head = _keyed(Officer.objects.get(email=HEAD.email))
    open_with_kit(code=kit, keyring=_keyring(head))
    head.refresh_from_db()  # whom the kit let in has been met
    for code in (CENGKARENG_TIMUR, PEGADUNGAN):
        open_desk(village=Village.objects.get(pk=code), office=office, by=administrator)
    keyring = _keyring(head)
    for character in OTHERS:
        _seated(character, office, keyring)
    review_questions(office=office, read={question.key: question.digest for question in bank()}, by=head)
    _reports()
    hold_dialogues(office)


def _office() -> tuple[Office, str]:
    """The office, and its recovery kit's code."""
    districts = list(District.objects.filter(pk__in=DISTRICTS))
    if len(districts) != len(DISTRICTS) or not Village.objects.filter(pk=PEGADUNGAN).exists():
        raise Fault("the demonstration needs the national territory; load it with: pimpasa territory import")
    founded = found_office(
        name=OFFICE,
        unit=UNIT,
        districts=districts,
        head=Person(HEAD.name, HEAD.email),
        administrator=Person(ADMINISTRATOR.name, ADMINISTRATOR.email),
        is_fallback=True,
    )
    _board(founded.office)
    # Whoever tries it out signs in as several people.
    Office.objects.filter(pk=founded.office.pk).update(one_step_is_enough=True)
    Place.objects.bulk_create(Place(name=name, rw=rw, village_id=CENGKARENG_TIMUR) for name, rw in PLACES)
    return founded.office, founded.kit


def _board(office: Office) -> None:
    words = BoardWords(
        address="Jalan Teras Kopi 12, Benda, Tangerang 15125",
        telephone="(021) 555 0123",
        hours="Senin sampai Jumat, 08.00–16.00",
    )
    set_board(office=office, words=words, by=Officer.objects.get(email=ADMINISTRATOR.email))


def _seated(character: Character, office: Office, giver: Keyring) -> Officer:
    officer = _keyed(
        add_officer(office=office, email=character.email, name=character.name, role=character.role, by=None)
    )
    if character.role in (Role.PIMPASA, Role.ANALYST):
        kind = Desk.Kind.VILLAGE if character.village else Desk.Kind.UNIT
        desk = Desk.objects.get(office=office, kind=kind, village=character.village or None)
        assign(officer=officer, desk=desk, starts_on=clock.today(), by=None)
        hand_over(desk=desk, to=officer, code=_read_out(officer, desk.subject), keyring=giver)
    if character.role == Role.AUDITOR:
        admit(officer=officer, code=_read_out(officer, Admission.circle_of(office)), keyring=giver)
    return officer


def _read_out(officer: Officer, circle: str) -> str:
    """What the officer's own screen shows."""
    return code_of(bytes(OfficerKey.objects.get(officer=officer).public), circle=circle)


def _keyed(officer: Officer) -> Officer:
    officer.set_password(PASSWORD)
    officer.save(update_fields=["password"])
    make_officer_key(officer=officer, passphrase=PASSWORD)
    return officer


def _keyring(officer: Officer) -> Keyring:
    return Keyring(officer, open_with_passphrase(officer, PASSWORD))


def _reports() -> None:
    """Four reports in four states, made by the same actions that people use."""
    sari = _keyring(Officer.objects.get(email="sari@contoh.invalid"))
    dewi = _keyring(Officer.objects.get(email="dewi@contoh.invalid"))
    _report(EMERGENCY)
    offer = _taken(_report(OFFER), sari)
    ask(opened=peek(offer, sari), text=QUESTION, by=sari.officer)
    _concluded(_taken(_report(SHELTER), sari), sari)
    in_case = _concluded(_taken(_report(SYNDICATE), sari), sari)
    _people(cases.open_case(report=in_case, title="Contoh: unit di rusun", keyring=dewi), dewi)


def _people(case: Case, keyring: Keyring) -> None:
    """A possible victim with signs, whom the office has to refer, and a foreigner whose permit ran out."""
    add = partial(add_person, case=case, citizenship=Citizenship.FOREIGNER, keyring=keyring)
    victim = add(contents=WORKER, roles=[PersonRole.POSSIBLE_VICTIM])
    answers = dict.fromkeys(QUESTIONS, Answer.NO.value) | {"papers": Answer.YES.value, "leave": Answer.YES.value}
    talk = replace(TALK, answers=answers, needs="Contoh: tempat aman, menelepon keluarga.")
    screen(person=victim, contents=talk, outcome=Screening.INDICATED, keyring=keyring)
    add(contents=OVERSTAYER, roles=[PersonRole.WITNESS])
    add_event(case=case, contents=replace(CAME, persons=[str(victim.pk)]), keyring=keyring)
    add_event(case=case, contents=replace(KEPT, persons=[str(victim.pk)]), keyring=keyring)


def _report(answers: Answers) -> Report:
    return receive(answers=answers, code=receipts.new_code(), draft_key=new_key())


def _taken(report: Report, keyring: Keyring) -> Report:
    return take(report=report, by=keyring.officer)


def _concluded(report: Report, keyring: Keyring) -> Report:
    parts = {Part.PROCESS: Known.YES, Part.MEANS: Known.UNKNOWN, Part.PURPOSE: Known.YES}
    contents = FindingContents(
        outcome=State.SUBSTANTIATED.value,
        reason="Contoh: cerita pelapor cocok dengan yang terlihat di lokasi.",
        notes="Contoh: sudah berbicara dengan pelapor dan pengelola.",
        parts={part.value: answer.value for part, answer in parts.items()},
        controls=[Control.DOCUMENTS.value, Control.FALSE_PROMISES.value],
        exploitation=[Exploitation.FORCED_LABOUR.value],
        confidence=Confidence.MEDIUM.value,
        speaks_for="Contoh: dua orang bercerita hal yang sama, terpisah.",
        source_kind=SourceKind.WITNESS.value,
        source="Contoh: pengelola gedung, tanpa menyebut pelapor.",
    )
    record_finding(report=report, contents=contents, keyring=keyring)
    report.refresh_from_db()
    return report


QUESTION = "Terima kasih. Apakah Anda masih menyimpan pesan tawaran kerjanya? Tidak perlu menghubungi mereka lagi."
WORKER = PersonContents(
    name="Contoh Pekerja Karangan",
    sex=Sex.FEMALE.value,
    born="2001",
    is_child=Answer.NO.value,
    nationality="Karangan",
    notes="Contoh: bekerja di unit itu sejak Januari.",
)
OVERSTAYER = PersonContents(
    name="Contoh Tamu Karangan",
    sex=Sex.MALE.value,
    born="1990",
    is_child=Answer.NO.value,
    nationality="Karangan",
    notes="Contoh: izin tinggalnya habis bulan lalu; belum diskrining.",
)
TALK = ScreeningContents(
    place="Contoh: ruang tenang di kantor",
    language="Inggris",
    interpreter="Contoh: juru bahasa kantor",
    reason="Contoh: paspornya dipegang pengelola dan ia tidak boleh keluar.",
    is_private=True,
    is_willing=True,
    is_child=Answer.NO.value,
)
CAME = EventContents(
    kind=EventKind.RECRUITMENT.value,
    text="Contoh: ditawari kerja kantor lewat pesan.",
    day="2025-11",
    country="ZZ",
)
KEPT = EventContents(
    kind=EventKind.EXPLOITATION.value,
    text="Contoh: bekerja di unit penuh komputer, tidak boleh keluar.",
    day="2026-01",
    place="Contoh: satu unit di rusun",
    village=CENGKARENG_TIMUR,
)
EMERGENCY = Answers(
    danger=True,
    kind="tppo",
    narrative="Contoh. Seorang kerabat bercerita lewat pesan singkat bahwa ia dikurung dan HP-nya akan diambil.",
    indicators=[25, 26, 30],
    village=CENGKARENG_TIMUR,
    rw="017",
    place="Rusunami City Park",
    mode="anonymous",
)
OFFER = Answers(
    danger=False,
    kind="pmi",
    narrative="Contoh. Tetangga ditawari kerja admin di luar negeri, semua lewat pesan, tanpa perjanjian kerja.",
    indicators=[3, 4, 7],
    village=CENGKARENG_TIMUR,
    rw="019",
    persons=[PersonAnswer("agency", "PT Karangan Belaka")],
    mode="anonymous",
)
SHELTER = Answers(
    danger=False,
    kind="tppo",
    narrative="Contoh. Beberapa orang ditampung di satu unit dan tidak boleh keluar sebelum berangkat.",
    indicators=[19, 14],
    village=CENGKARENG_TIMUR,
    rw="017",
    place="Rusun Cinta Kasih Tzu Chi",
    mode="anonymous",
)
SYNDICATE = Answers(
    danger=False,
    kind="tppo",
    narrative="Contoh. Satu unit penuh komputer; pekerjanya diantar-jemput dan selalu diawasi.",
    indicators=[33, 44],
    village=CENGKARENG_TIMUR,
    rw="017",
    mode="liaison",
    liaison_role="Ketua RW karangan",
)
