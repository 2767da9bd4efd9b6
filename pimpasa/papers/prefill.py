"""What a new draft begins with: who signs, and what the officer reads in the case anyway."""

from __future__ import annotations

from django.utils.translation import override

from pimpasa.cases.opening.cases import OpenCase
from pimpasa.cases.opening.people import OpenPerson
from pimpasa.operations.models import TeamMember
from pimpasa.operations.opening import OpenOperation
from pimpasa.papers.fields import fields_of
from pimpasa.papers.kinds import PaperKind, table
from pimpasa.papers.models import Letterhead
from pimpasa.territory import zones


def prefilled(
    kind: PaperKind,
    letterhead: Letterhead,
    opened: OpenCase | None,
    *,
    operation: OpenOperation | None = None,
    person: OpenPerson | None = None,
) -> dict[str, str]:
    """Values by the names of the kind's fields; `operation` is the case's newest, `person` whom it is about."""
    values = _signer(letterhead)
    if opened is not None:
        values |= _from_case(opened)
    if operation is not None:
        values |= _from_operation(operation)
    if operation is not None and kind == PaperKind.WARRANT:
        values |= _ordering(operation)
    if person is not None:
        values |= _from_person(person)
    names = {field.name for field in fields_of(kind)}
    return {name: value for name, value in values.items() if name in names and value}


def _signer(letterhead: Letterhead) -> dict[str, str]:
    return {
        "kota": letterhead.city,
        "penanda_jabatan": letterhead.signer_title,
        "penanda_nama": letterhead.signer_name,
        "penanda_nip": letterhead.signer_nip,
    }


def _from_case(opened: OpenCase) -> dict[str, str]:
    title = opened.contents.title
    return {"perkara": f"Kasus {opened.case}: {title}", "perihal": title}


def _from_operation(opened: OpenOperation) -> dict[str, str]:
    plan = opened.plan
    team = table((member.officer.name, member.officer.nip, _position(member)) for member in opened.team)
    values = {"tempat": plan.place, "petugas": team or table([(plan.staff,)])}
    if plan.warrant is not None:
        values |= {
            "dasar": f"Surat Perintah Nomor {plan.warrant.number}",
            "berlaku_dari": plan.warrant.valid_from.isoformat(),
            "berlaku_sampai": plan.warrant.valid_until.isoformat(),
        }
    if opened.result is not None:
        values["hasil"] = opened.result.findings
    return values


def _position(member: TeamMember) -> str:
    """What the officer is in the service, and what in the team."""
    return ", ".join(part for part in (member.officer.position, member.get_role_display()) if part)


def _ordering(opened: OpenOperation) -> dict[str, str]:
    """What a surat perintah says of the operation that it orders: its basis is the law, not a letter of before."""
    operation = opened.operation
    ends = {"berlaku_dari": operation.starts_at, "berlaku_sampai": operation.ends_at}
    days = {name: zones.day_of(moment).isoformat() if moment else "" for name, moment in ends.items()}
    return days | {"dasar": opened.plan.legal_basis, "tugas": opened.plan.purpose}


def _from_person(person: OpenPerson) -> dict[str, str]:
    contents = person.contents
    values = {
        "nama": contents.name,
        "lahir": contents.born,
        "kewarganegaraan": contents.nationality,
        "paspor": contents.documents,
        "alamat": contents.address,
    }
    if person.screenings:
        record, _contents = person.screenings[-1]
        with override("id"):
            day = zones.day(record.at)
            values["penyaringan"] = f"{day}: {record.get_outcome_display()}"
    return values
