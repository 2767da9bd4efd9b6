"""Who says that a pack was read again or says something otherwise, and within which bounds."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.accounts.rules import check_keep_shared
from pimpasa.common import clock
from pimpasa.packs.kinds import FIELDS, FieldFacts, FieldKind, PackName
from pimpasa.packs.reading import is_phone

YES = "yes"
NO = "no"


def check_read_again(officer: Officer, read_from: str, read_on: date) -> None:
    """Raise Refused unless the officer looks after what all offices share, and says what was read and when."""
    check_keep_shared(officer)
    if len(read_from.strip()) < 3:
        raise Refused("no_source", _("Say what you read it in."))
    if read_on > clock.today():
        raise Refused("day_to_come", _("That day is still to come."))


def check_change(officer: Officer, name: PackName, texts: Mapping[tuple[str, str], str]) -> None:
    """Raise Refused unless the officer looks after what all offices share, and each text (by field) fits its field."""
    check_keep_shared(officer)
    for (field, _language), text in texts.items():
        facts = FIELDS[name].get(field)
        if facts is None or not facts.is_own:
            raise Refused("not_own", _("This is not for an office to change."))
        _check_text(facts, text)
    for field in {field for field, _language in texts}:
        languages = [text.strip() for (of, _language), text in texts.items() if of == field]
        if any(languages) and not all(languages):
            raise Refused("one_language", _("Say it in both languages."))


def _check_text(facts: FieldFacts, text: str) -> None:
    label = {"field": facts.label, "most": facts.most}
    if not text.strip():
        if facts.is_required:
            raise Refused("nothing_there", _("%(field)s: write something.") % label)
    elif len(text.strip()) > facts.most:
        raise Refused("too_long", _("%(field)s: at most %(most)d characters.") % label)
    elif facts.kind == FieldKind.PHONE and not is_phone(text.strip()):
        raise Refused("no_phone", _("%(field)s: digits only, such as 110 or 0800-1000.") % label)
    elif facts.kind == FieldKind.YES and text not in {YES, NO}:
        raise Refused("not_on_list", _("Choose from the list."))
