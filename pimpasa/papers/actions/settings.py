"""How an office writes its papers: its letterhead, its numbers, its templates."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from pimpasa.ledger import actions as ledger
from pimpasa.ledger.acts import Act
from pimpasa.papers import layout, queries, rules
from pimpasa.papers.kinds import PaperKind
from pimpasa.papers.models import Letterhead, NumberPattern, PaperTemplate
from pimpasa.territory.models import Office

PARTS = ("above", "address", "city", "signer_title", "signer_name", "signer_nip")
MOST_LINES = 6


@transaction.atomic
def set_letterhead(*, office: Office, parts: dict[str, str], by: Officer) -> None:
    """Set the lines of an office's letterhead and who usually signs; `parts` has PARTS. Raises Refused."""
    rules.check_set(by, office)
    if any(len(parts[name].strip().splitlines()) > MOST_LINES for name in ("above", "address")):
        raise Refused(_("At most %(most)d lines.") % {"most": MOST_LINES})
    own = {name: parts[name].strip() for name in PARTS}
    Letterhead.objects.update_or_create(office=office, defaults=own)
    _log(Act.PAPERS_SET, office, by, own)


@transaction.atomic
def set_pattern(*, office: Office, kind: PaperKind, pattern: str, by: Officer) -> None:
    """Set how an office writes the numbers of a kind; nothing brings back the default. Raises Refused."""
    rules.check_set(by, office)
    own = NumberPattern.objects.filter(office=office, kind=kind)
    if pattern.strip():
        rules.check_pattern(pattern.strip())
        NumberPattern.objects.update_or_create(office=office, kind=kind, defaults={"pattern": pattern.strip()})
    else:
        own.delete()
    _log(Act.PAPERS_SET, office, by, {"kind": kind.value, "pattern": pattern.strip()})


@transaction.atomic
def save_template(*, office: Office, kind: PaperKind, source: str, by: Officer) -> PaperTemplate:
    """Save an office's own template as its next version; nothing goes back to the shipped one.

    Raises Refused by the rules, TemplateFault where it does not compile with invented data.
    """
    rules.check_set(by, office)
    source = source.replace("\r\n", "\n").strip()
    if source:
        source += "\n"
        try_template(office=office, kind=kind, source=source, by=by)
    Office.objects.select_for_update().get(pk=office.pk)  # two at once get two versions
    newest = queries.versions_of(office, kind).first()
    made = PaperTemplate(office=office, kind=kind, source=source, saved_by=by, saved_at=clock.now())
    made.version = newest.version + 1 if newest else 1
    made.save(force_insert=True)
    _log(Act.TEMPLATE_SAVED, office, by, {"kind": kind.value, "version": made.version, "source": source})
    return made


def try_template(*, office: Office, kind: PaperKind, source: str, by: Officer) -> list[bytes]:
    """Pages of a template with invented data, as PNG. Raises as `save_template`."""
    rules.check_set(by, office)
    rules.check_source(source)
    head = queries.head_of(queries.letterhead_of(office))
    return layout.sample(kind, head, source=source).pages


def _log(act: Act, office: Office, by: Officer, what: dict[str, Any]) -> None:
    digest = hashlib.sha256(json.dumps(what, sort_keys=True).encode()).digest()
    ledger.append(act=act, subject=f"office:{office.pk}", actor=by.actor, digest=digest)
