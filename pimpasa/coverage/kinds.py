"""The words of a file of offices: what a row is about, what its columns are called, how roles are said."""

from __future__ import annotations

from enum import StrEnum

from pimpasa.accounts.roles import Role


class RowKind(StrEnum):
    """What a row of the file brings; rows are taken in this order, wherever they stand."""

    NATION = "pusat"
    KANWIL = "kanwil"
    OFFICE = "kantor"
    UNIT = "unit"
    JURISDICTION = "wilayah"
    DESK = "meja"
    OFFICER = "petugas"
    DECISION = "desa binaan"
    PROGRAMME = "program"


class Column(StrEnum):
    """Headings of the file, in small letters."""

    KIND = "jenis"
    OF = "bagian dari"
    NAME = "nama"
    CODE = "kode"
    EMAIL = "surel"
    ROLE = "peran"
    NUMBER = "nomor"
    DAY = "tanggal"
    FILE = "berkas"
    CONTACT = "kontak"


ROLE_WORDS = {
    "pimpasa": Role.PIMPASA,
    "inteldakim": Role.ANALYST,
    "kepala": Role.HEAD,
    "administrator": Role.ADMINISTRATOR,
    "auditor": Role.AUDITOR,
    "kanwil": Role.KANWIL,
    "direktorat": Role.DIRECTORATE,
    "inspektorat": Role.INSPECTORATE,
}
AT_THE_UNIT = "unit"  # what stands as the code of an officer's seat there
