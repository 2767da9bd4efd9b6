"""The kinds of dialogues are the offices' own data: added, renamed, and retired, but never deleted."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from pimpasa.ledger import actions as ledger
from pimpasa.ledger.acts import Act
from pimpasa.outreach import rules
from pimpasa.outreach.models import DialogueKind

LONGEST_KEY = 24
MOST_MINUTES = 720


@dataclass(frozen=True)
class KindFacts:
    """How a kind is called and how long one takes; `is_planned` is false for a retired one."""

    name_id: str
    name_en: str
    about_id: str = ""
    about_en: str = ""
    minutes: int = 90
    for_residents: bool = True
    is_planned: bool = True


@transaction.atomic
def keep_kind(*, kind: DialogueKind | None, facts: KindFacts, by: Officer) -> DialogueKind:
    """Change a kind, or (None) add one after the others. Raises Refused."""
    rules.check_keep(by)
    if not facts.name_id.strip() or not facts.name_en.strip():
        raise Refused(_("Give its name in both languages."))
    if not 15 <= facts.minutes <= MOST_MINUTES:
        raise Refused(_("A dialogue takes from 15 to 720 minutes."))
    kinds = {one.pk: one for one in DialogueKind.objects.select_for_update().order_by("pk")}
    row = kinds[kind.pk] if kind else DialogueKind(key=_key(facts.name_id, kinds), position=len(kinds))
    if not facts.is_planned and all(one.retired_on or one.pk == row.pk for one in kinds.values()):
        raise Refused(_("One kind at least has to stay."))
    for name in ("name_id", "name_en", "about_id", "about_en"):
        setattr(row, name, " ".join(getattr(facts, name).split()))
    row.minutes, row.for_residents = facts.minutes, facts.for_residents
    row.retired_on = None if facts.is_planned else row.retired_on or clock.today()
    row.save()
    digest = ledger.digest_of(repr(sorted(asdict(facts).items())).encode())
    ledger.append(act=Act.KINDS_CHANGED, subject=f"dialogue-kind:{row.pk}", actor=by.actor, digest=digest)
    return row


def _key(name: str, taken: dict[str, DialogueKind]) -> str:
    """Of the name, with a number where another has it."""
    base = slugify(name)[:LONGEST_KEY] or "jenis"
    tries = [base, *(f"{base}-{n}" for n in range(2, len(taken) + 3))]
    return next(key for key in tries if key not in taken)
