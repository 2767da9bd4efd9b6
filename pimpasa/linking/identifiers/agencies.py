"""Companies, by the form before their name: PT, CV, LPK."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pimpasa.linking.identifiers.kinds import Identifier, Kind

_FORM = r"(?<!\w)(?:PT|CV|LPK|LPTKS|P3MI|PPTKIS)\b(?:\.|,|:| ){0,2}(?:PT\.? )?"
_WRITTEN = re.compile(rf"{_FORM}[\"“']?((?:[A-Z0-9][\w&.\-]*)(?: (?:[A-Z0-9&][\w&.\-]*)){{0,5}})")
_SPOKEN = re.compile(rf"{_FORM}[\"“']?([A-Za-z&]{{3,}}(?: [A-Za-z&]{{2,}}){{0,5}})", re.IGNORECASE)
# Words with which companies' names end.
_LAST = frozenset(
    re.findall(
        r"\w+",
        "abadi adi agung amanah anugerah bahagia bahari bersama bersaudara cemerlang dunia gemilang global group "
        "grup indah indo indonesia indonusa internasional international jasa jaya karya kencana lestari lines "
        "maju makmur mandiri manpower marine maritim mitra mulia mulya nusantara perdana perkasa permai persada "
        "pertiwi pratama prima putra putri raharja raya rezeki sakti samudera samudra sarana sejahtera sejati "
        "sejuk semesta sentosa services setia shipping solusi sukses sumber surya tama tbk teknik tenaga utama "
        "wijaya wisata",
    )
)
# Words after which a name is over.
_NEXT = frozenset(
    re.findall(
        r"\w+",
        "ada adalah akan alamat atau bagi bahwa beralamat berangkat bisa bkn bodong bohong buat buka bukan butuh "
        "cabang cari dan dari deh dengan dgn di dia dibutuhkan dong dulu ga gaji gak gk harus hp hubungi info ini "
        "itu jadi jangan jg jl juga kabur kalau kan kantor kantornya karena kata katanya kemarin kerja kirim km "
        "kok krn lagi langsung lg loker lowongan lulusan mana masih mau melalui memberangkatkan membuka "
        "membutuhkan menawarkan mencari mengirim mereka minta nama namanya nanti nih no nomor nya oleh org pada "
        "palsu para penipu perlu pernah proses punya resmi saja sama sampai saya sdh sedang sekarang sih sudah "
        "supaya tanpa tapi tdk telah telp tempat terdaftar terpercaya tersebut tidak tsb tuh untuk utk wa yaitu "
        "yang yg",
    )
)
_MOST_WORDS = 4
_FORMS = frozenset({"pt", "cv", "lpk", "tbk", "persero", "p3mi", "lptks", "pptkis"})


def agencies(text: str) -> Iterator[Identifier]:
    for match in _WRITTEN.finditer(text):
        name = match[1]
        yield from agency_row(_cut(name) if name.isupper() else name)
    for match in _SPOKEN.finditer(text):
        if match[1].islower():
            yield from _of_spoken(match[1])


def _of_spoken(words: str) -> Iterator[Identifier]:
    """Without capitals nothing shows where a name ends, and one word may be any: at least two, up to what ends one."""
    name = _cut(words)
    if len(name.split()) > 1:
        yield from agency_row(name)


def _cut(words: str) -> str:
    """Up to the last word with which companies' names end, before a word that goes on with something else."""
    name: list[str] = []
    for word in words.split()[: _MOST_WORDS + 1]:
        if word.lower() in _NEXT:
            break
        name.append(word)
    ends = [place for place, word in enumerate(name) if place and word.lower() in _LAST]
    return " ".join(name[: ends[-1] + 1] if ends else name[:_MOST_WORDS])


def agency_row(name: str) -> Iterator[Identifier]:
    """Of a row that says it is one."""
    normal = normal_agency(name)
    if len(normal.replace(" ", "")) >= 4:
        yield Identifier(Kind.AGENCY, normal)


def normal_agency(name: str) -> str:
    """A company's name without its form (PT, CV) and without what people leave out."""
    words = re.sub(r"[^\w& ]", " ", name.casefold()).split()
    return " ".join(word for word in words if word not in _FORMS)
