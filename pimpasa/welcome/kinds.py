"""How an office's house looks."""

from __future__ import annotations

from enum import StrEnum


class Eaves(StrEnum):
    """The carved edge of the roof, by what is built where the office is; each is drawn as `eaves-<value>`."""

    BETAWI = "betawi"  # gigi balang
    MINANG = "minang"  # gonjong
    MELAYU = "melayu"  # lebah bergantung
    BATAK = "batak"  # gorga
    JAWA = "jawa"  # banyu tetes
    BALI = "bali"  # stepped as a bale's corner
    TORAJA = "toraja"  # pa' barre allo
    DAYAK = "dayak"  # the fern's curl
    NUSA = "nusa"  # woven cloth with its fringe
    PAPUA = "papua"  # a honai's thatch


# By the province's code (Kemendagri), or its first digit for the islands of one.
_OF_PROVINCE = {"12": Eaves.BATAK, "13": Eaves.MINANG, "31": Eaves.BETAWI, "51": Eaves.BALI}
_OF_ISLANDS = {
    "1": Eaves.MELAYU,
    "2": Eaves.MELAYU,
    "3": Eaves.JAWA,
    "5": Eaves.NUSA,
    "6": Eaves.DAYAK,
    "7": Eaves.TORAJA,
    "8": Eaves.NUSA,
    "9": Eaves.PAPUA,
}


def eaves_of(area: str) -> Eaves:
    """For a code of a province or of what lies in it; Jakarta's where there is none."""
    return _OF_PROVINCE.get(area[:2]) or _OF_ISLANDS.get(area[:1], Eaves.BETAWI)
