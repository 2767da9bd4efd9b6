"""The eight documents of a worker who leaves by the rules (UU 18/2017 art. 13), and which of them to ask for."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from pimpasa.education.offers.patterns import any_of
from pimpasa.education.offers.reading import read


@dataclass(frozen=True)
class Document:
    """A paper of the list; `letter` is its place in the article, `mentions` how an offer speaks of it."""

    key: str
    letter: str
    text: str | Promise
    why: str | Promise
    mentions: str


DOCUMENTS: tuple[Document, ...] = (
    Document(
        key="marital",
        letter="a",
        text=_("Statement of marital status; who is married adds a copy of the marriage book"),
        why=_("From the kelurahan or village. It must be true: who changes it takes your protection away."),
        mentions="status ~2 kawin|perkawinan|nikah\nbuku nikah",
    ),
    Document(
        key="permission",
        letter="b",
        text=_("Permission of husband, wife, parents or guardian, known to the head of the village or lurah"),
        why=_("Somebody at home then knows where you are and whom to ask."),
        mentions="izin ~2 suami|istri|keluarga|orangtua|wali",
    ),
    Document(
        key="competence",
        letter="c",
        text=_("Certificate of competence for the work"),
        why=_("It shows what you can do, and is worth wages."),
        mentions="sertifikat ~2 kompetensi|keahlian|bnsp\nskill test\nbnsp\nbst",
    ),
    Document(
        key="health",
        letter="d",
        text=_("Health certificate after an examination of body and mind"),
        why=_("From a health facility named for it. Where none is asked for, nobody plans to insure you."),
        mentions="medical\nsarkes\nsurat ~1 sehat\ntes ~1 kesehatan",
    ),
    Document(
        key="passport",
        letter="e",
        text=_("Passport issued by the immigration office"),
        why=_("You keep it yourself. A copy is enough for anybody."),
        mentions="paspor",
    ),
    Document(
        key="visa",
        letter="f",
        text=_("Work visa"),
        why=_("Not one for tourism, a visit, pilgrimage or umrah. You see it before you leave."),
        mentions="visa|izin|permit kerja\nemployment pass|approval\nvisa ~1 calling|vdr|qvc|c1d",
    ),
    Document(
        key="placement",
        letter="g",
        text=_("Placement agreement with the company that sends you"),
        why=_("It says who pays what. You keep a copy."),
        mentions="perjanjian penempatan",
    ),
    Document(
        key="contract",
        letter="h",
        text=_("Work agreement with the employer"),
        why=_("It names who, where, which work, wages, hours and insurance. You read it before leaving."),
        mentions="perjanjian|kontrak kerja\nkontrak ~3 ditandatangani|dibaca\nperjanjian",
    ),
)


def to_ask(*, seen: Collection[str] = ()) -> list[Document]:
    """The documents to ask for, but those that somebody has seen, by key."""
    return [document for document in DOCUMENTS if document.key not in seen]


def mentioned(message: str) -> set[str]:
    """Keys of the documents that an offer speaks of; that is no proof that they are there."""
    row = read(message).row
    return {document.key for document in DOCUMENTS if any_of(document.mentions, row)}
