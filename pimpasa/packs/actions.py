"""A pack is read again, and the office says otherwise than the program."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import act, record
from pimpasa.packs import queries, rules
from pimpasa.packs.kinds import PackName
from pimpasa.packs.models import OwnWord, Reading
from pimpasa.packs.reading import shipped


@act(Act.PACK_READ)
def read_again(*, name: PackName, read_from: str, read_on: date, by: Officer) -> Reading:
    """An officer read the sources of a pack again, and what it says holds. Raises Refused by the rules."""
    rules.check_read_again(by, read_from, read_on)
    reading = Reading(pack=name, read_from=read_from.strip(), read_on=read_on, read_by=by, recorded_at=clock.now())
    reading.save(force_insert=True)
    record(reading, by=by, facts=reading.facts)
    queries.forget()
    return reading


@act(Act.PACK_CHANGED, idle="the entry says so already")
def change_entry(*, name: PackName, key: str, texts: Mapping[tuple[str, str], str], by: Officer) -> bool:
    """Say otherwise than the program; the program's own words put back its own. Whether anything changed.

    `texts` are by field and language ("" but for words). Raises Refused by the rules, KeyError for an unknown key.
    """
    rules.check_change(by, name, texts)
    own = queries.written(name, shipped(name).entry(key))
    rows = queries.own_words(name, key)
    here = own | {place: row.text for place, row in rows.items()}
    wishes = {place: text.strip() or own[place] for place, text in texts.items()}
    changed = {place: text for place, text in wishes.items() if text != here[place]}
    for place, text in changed.items():
        _say(name, key, place, "" if text == own[place] else text, by)
    if changed:
        facts = {"entry": key, **{":".join(place): text for place, text in changed.items()}}
        record(f"pack:{name}", by=by, facts=facts)
        queries.forget()
    return bool(changed)


def _say(name: PackName, key: str, place: tuple[str, str], text: str, by: Officer) -> None:
    """Keep an office's words in a field; nothing puts the program's own back."""
    where = {"pack": name, "entry": key, "field": place[0], "language": place[1]}
    OwnWord.objects.filter(**where).delete()
    if text:
        OwnWord.objects.create(**where, text=text, changed_by=by, changed_at=clock.now())
