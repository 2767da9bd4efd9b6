"""Residents' browsers that seal a report themselves, as their scripts do (tests/sealing/test_on_the_phone.py)."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from pimpasa.common import clock
from pimpasa.common.ids import uuid7
from pimpasa.keys.models import DeskKey
from pimpasa.reports.actions.accepting import submit_sealed
from pimpasa.reports.actions.drafting import save_draft
from pimpasa.reports.contents import STORY_PAGE, Answers
from pimpasa.reports.models import Report
from pimpasa.reports.phone import PhoneSealed, contents_to_seal, digest_of
from pimpasa.reports.queries.readers import readers_of
from pimpasa.sealing import envelopes, grants, receipts
from pimpasa.sealing.envelopes import new_key, to_text
from tests.factories import reports as given

WORDS = {"narrative": "", "place": "", "address": ""}
# What a phone seals: no persons, who are told afterwards.
TOLD = replace(given.TOLD, persons=[])


@dataclass
class Phone:
    """A browser with its two keys, and a draft whose words it sealed."""

    answers: Answers
    browser_key: bytes = field(default_factory=new_key)
    key: bytes = field(default_factory=new_key)
    pk: UUID = field(default_factory=uuid7)
    told: str = ""

    def words(self) -> str:
        """What a page's field holds of the story."""
        return to_text(envelopes.seal_json({"narrative": self.answers.narrative}, key=self.key, context="words"))

    def writes(self) -> None:
        answers = replace(self.answers, **WORDS, sealed=[(f"{STORY_PAGE}a", self.words())])
        self.told = digest_of(answers)
        save_draft(browser_key=self.browser_key, answers=answers)

    def readers(self) -> list[DeskKey]:
        readers = readers_of(self.answers.village, on=clock.today())
        return (readers.without_desk() if self.answers.direct else readers).desk_keys

    def seals(self, contents: Any = None, *, readers: Iterable[DeskKey] | None = None, **changes: Any) -> PhoneSealed:
        """What the last page's script makes; `changes` are of what is posted."""
        code, key, subject = receipts.new_code(), new_key(), Report(id=self.pk).subject
        own = receipts.parse(code)
        told = contents_to_seal(self.answers) if contents is None else contents
        context = f"{subject}:contents"
        plain = told if isinstance(told, bytes) else json.dumps(told).encode()
        self.code = code
        posted = {
            "grants": {
                str(holder.pk): to_text(grants.grant(key, to=bytes(holder.public), context=context))
                for holder in (self.readers() if readers is None else readers)
            },
            "envelope": to_text(envelopes.seal(plain, key=key, context=context)),
            "receiptId": to_text(own.lookup_id),
            "receiptWrap": to_text(envelopes.seal(key, key=own.key, context=f"{subject}:receipt")),
            "receiptPublic": to_text(own.private.public),
            "receipt": to_text(envelopes.seal(own.bits.to_bytes(13, "big"), key=self.key, context=f"{subject}:phone")),
            "direct": self.answers.direct,
            "alarming": False,
            "written": bool(self.answers.narrative),
        }
        self.posted = json.dumps(posted | changes)
        return PhoneSealed.from_json(self.posted)

    def empty_grants(self) -> dict[str, str]:
        """Grants as they should look, which open nothing."""
        sealed = self.seals()
        return {pk: to_text(grant[:17] + bytes(len(grant) - 17)) for pk, grant in sealed.grants.items()}

    def sends(self, sealed: PhoneSealed | None = None) -> Report:
        return submit_sealed(
            browser_key=self.browser_key,
            promise=given.promise(self.answers.village),
            pk=self.pk,
            told=self.told,
            sealed=sealed or self.seals(),
        )


def phone(**changes: Any) -> Phone:
    """A phone whose page of words was written."""
    made = Phone(replace(TOLD, **changes))
    made.writes()
    return made


def report(**changes: Any) -> Report:
    """A report that a phone sealed."""
    return phone(**changes).sends()
