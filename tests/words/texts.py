"""Everything in Indonesian that the program says, with who reads it; and the sentences that it is made of."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import polib
import yaml

from pimpasa.config.messages import LOCALE, PACKAGE, Key, uses
from pimpasa.education.pages import read_pages
from pimpasa.education.questions import read_bank
from pimpasa.outreach import invitation
from pimpasa.sites.officers.dialogues import invitations

FOLDER = Path(__file__).parent
# Where residents read what a file says. Partners who get a referral and officers read the other files.
RESIDENTS = re.compile(
    r"sites/public/(?!referral|templates/public/rujukan)|sites/common/(?!templates/common/parts/referral)"
    r"|education/(?!rules|actions)|areas/(kinds|rules)|reports/(indicators|actions/drafting)"
    r"|complaints/kinds|privacy/kinds|evidence/(forms|actions/transfers)|territory/errors|outreach/day/rules"
)
# Where sentences stand that go out by mail and to phones.
GOES_OUT = re.compile(
    r"notices/|push/|waiting/actions|outreach/(?:actions/reminders|tasks)|referrals/actions/sending"
    r"|(?:cases|reports)/actions/(?:telling|alarming)|sites/officers/account/letters"
)
_ENDS = re.compile(r"(?<=[.!?:])[”\")]*\s+|\n+")
_WORD = re.compile(r"[^\W_][\w'’×/-]*|%\(\w+\)[sd]")
_QUOTED = re.compile(r"\"([^\"\\\n]+)\"|'([^'\\\n]+)'|`([^`\\\n]+)`")
_SPOKEN = re.compile(r"(?:^|[ >])[A-Za-z]{2,}[,.]? [a-z]{2,}[,.]? [a-z]{2,}")
_MARKUP = re.compile(r"<[^>]+>|\]\([^)]*\)|[#*\[]")


class Text(NamedTuple):
    """Words that somebody reads; `where` names them to whoever has to mend them."""

    where: str
    words: str


@cache
def residents() -> tuple[Text, ...]:
    """What residents read: translations, learning pages, questions, posters, invitations."""
    return (*_translations(of_residents=True), *_elsewhere())


@cache
def officers() -> tuple[Text, ...]:
    """What officers alone read."""
    return tuple(_translations(of_residents=False))


@cache
def going_out() -> tuple[Text, ...]:
    """What mails and phones say, to officers and to partners."""
    files = _files()
    return tuple(
        Text(f"{path.name}: {entry.msgid[:60]}", line)
        for path in sorted((LOCALE / "id" / "LC_MESSAGES").glob("*.po"))
        for entry in polib.pofile(str(path))
        if any(GOES_OUT.match(file) for file in files[Key(entry.msgctxt or "", entry.msgid)])
        for line in entry.msgstr_plural.values() or [entry.msgstr]
    )


def in_scripts() -> Iterator[Text]:
    """What scripts write between quotes that reads like words to somebody: three in a row, and no selector.

    What an Error says stands in no page.
    """
    for path in sorted(PACKAGE.glob("sites/**/scripts/**/*.js")):
        for line in path.read_text().splitlines():
            for literal in map("".join, _QUOTED.findall(re.sub(r"^\s*(?://|/?\*).*|\s//\s.*|\bError\(.*", "", line))):
                if _SPOKEN.search(literal) and "[" not in literal:
                    yield Text(path.name, literal)


def sentences(text: str) -> list[str]:
    """Without markup; a colon and a line's end close a sentence, for so it is read aloud."""
    return [piece for piece in _ENDS.split(_MARKUP.sub("", text)) if piece.strip()]


def words(sentence: str) -> list[str]:
    """Its words; what the program fills in is one."""
    return _WORD.findall(sentence)


def rows(name: str) -> list[dict[str, Any]]:
    """What one of the lists beside this file says."""
    lines: list[dict[str, Any]] = yaml.safe_load((FOLDER / f"{name}.yaml").read_text())
    return lines


def explained() -> tuple[dict[str, list[str]], set[str], set[str]]:
    """What stands behind each abbreviation; those that need no explaining, and those that officers need none for."""
    lists = yaml.safe_load((FOLDER / "abbreviations.yaml").read_text())
    return lists["meanings"], set(lists["plain"]), set(lists["officers"])


def _translations(*, of_residents: bool) -> Iterator[Text]:
    files = _files()
    for path in sorted((LOCALE / "id" / "LC_MESSAGES").glob("*.po")):
        for entry in polib.pofile(str(path)):
            is_residents = any(RESIDENTS.match(file) for file in files[Key(entry.msgctxt or "", entry.msgid)])
            if is_residents == of_residents:
                for line in entry.msgstr_plural.values() or [entry.msgstr]:
                    yield Text(f"{path.name}: {entry.msgid[:60]}", line)


@cache
def _files() -> dict[Key, set[str]]:
    files: dict[Key, set[str]] = defaultdict(set)
    for use in uses():
        files[use.key].add(str(use.path.relative_to(PACKAGE)))
    return files


def _elsewhere() -> Iterator[Text]:
    for page in read_pages("id"):
        yield Text(f"{page.slug}.id.md", f"{page.title}\n{page.summary}\n{page.alt}\n{page.text}")
    for question in read_bank():
        phrases = question.words["id"]
        yield Text(question.key, "\n".join([phrases.question, *phrases.options, phrases.why]))
    for line in (*invitations.WHAT_TO_TELL, *invitations.SAFE, invitations.LAW, invitation.FREE):
        yield Text("poster and invitation", line)
    for path in sorted(PACKAGE.glob("sites/*/**/prints/poster*.typ")):
        yield Text(path.name, "\n".join(re.findall(r"\[([^\[\]#]+)\]", path.read_text())))
    error = PACKAGE / "sites" / "common" / "templates" / "common" / "errors" / "server_error.html"
    yield Text(error.name, "\n".join(re.findall(r">([^<]+)<", re.sub(r'<p lang="en">.*?</p>', "", error.read_text()))))
