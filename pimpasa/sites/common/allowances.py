"""How much one caller may do. No allowance is shared by everybody: a flood slows the flooder alone.

What callers cannot guess needs little; what a hall or an office does together behind one address needs much. Secrets
are looked at before anybody is counted, and wrong ones alone count: a right one never waits for others' wrong ones.
"""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest

from pimpasa.allowances.addresses import Caller, caller_at
from pimpasa.allowances.kinds import Allowance


def address(request: HttpRequest) -> Caller:
    """Who asks: the connection's address, or the one that our own proxies (PIMPASA_TRUSTED_PROXIES) report."""
    peer = str(request.META.get("REMOTE_ADDR", ""))
    return caller_at(peer, request.headers.get("X-Forwarded-For", ""), trusted=settings.TRUSTED_PROXIES)


# By pairs of address and account, wrong ones alone; a browser that an officer signed in with before counts by itself.
WRONG_PASSWORDS = Allowance(
    "wrong passwords", 100, 7, why="NIST SP 800-63B lets a hundred fail; many behind one proxy are one address"
)
WRONG_FACTORS = Allowance(
    "wrong factors", 10, 1, why="six digits, three of them right at a time, behind a right password"
)
WRONG_RECOVERY_CODES = Allowance("wrong recovery codes", 5, 1, why="a code has 160 bits; who copies one mistypes it")
WRONG_SECOND_HALVES = Allowance(
    "wrong second halves", 5, 1, why="twelve digits beside a link; who copies them mistypes"
)

# By address, wrong ones alone: right ones are never counted.
WRONG_RECEIPTS = Allowance(
    "wrong receipts", 60, 30, why="a receipt has 100 bits; a hall may mistype theirs at the same time"
)
# Of them, one that cannot be a code: it guesses nothing and costs its reading, and an honest typo is mostly one.
MALFORMED = 0.25
WRONG_CHECK_CODES = Allowance(
    "wrong check codes", 60, 30, why="there are 2^99 check codes; a whole office may look papers up"
)
WRONG_ROOM_CODES = Allowance(
    "wrong room codes", 60, 30, why="a room's code is short; a hall mistypes it at the same time"
)
WRONG_CALENDARS = Allowance(
    "wrong calendars", 120, 30, why="a link has 256 bits; a whole office's phones may ask an old one"
)
WRONG_COSIGNATURES = Allowance("wrong cosignatures", 60, 60, why="checking one costs a signature")
DOOR_CODES = Allowance(
    "door codes", 30, 10, why="a door closes after ten wrong codes; a partner's office has one address"
)
PASSWORDS = Allowance("passwords", 600, 60, why="each costs a tenth of a second; an office signs in behind one address")

# By address.
PASSKEYS = Allowance("passkeys", 600, 120, why="nothing can be guessed, but each begins a session")
REPORTS = Allowance(
    "reports",
    settings.REPORTS_PER_ADDRESS,
    settings.REPORTS_REFILL_PER_MINUTE,
    why="two hundred at a dialogue report from one address; beyond it a report waits its turn, none is refused",
)
TURNS = Allowance(
    "turns", 300, 30, why="beyond its allowance an address's reports follow each other, ten minutes at most"
)
PASSES = Allowance("passes", 30, 30, why="turns that were saved up go through no faster than they come")
WORKERS = Allowance("workers", 120, 60, why="past the queue for who did a sum: two hundred phones within two minutes")
DRAFTS = Allowance("drafts", 900, 60, why="each of two hundred begins more than one; a flood fills the table with them")
UPLOADS = Allowance("uploads", 600, 60, why="three files each of two hundred at a dialogue")
PLACE_SEARCHES = Allowance(
    "place searches", 3000, 1200, why="each letter typed is a search, in a hall behind one address"
)
RETAINED = Allowance(
    "retained words", 120, 30, why="each is a page whose code had ended; a flood fills the table with them"
)
DATA_REQUESTS = Allowance("data requests", 20, 2, why="each is read by an officer; a hall hardly asks at once")
AREA_NOTES = Allowance("area notes", 30, 2, why="each is read by an officer; a meeting of RW heads may tell at once")
COMPLAINTS = Allowance("complaints", 10, 1, why="each is read by an officer, and one needs a receipt to write it")
SEATS = Allowance(
    "seats", 1000, 200, why="a hall of two hundred sits down within a minute, and passes phones round after"
)
LAST_SEATS = Allowance("last seats", 60, 4, why="the last third of a dialogue's seats is for whom it has few of")
LAST_QUESTIONS = Allowance("last questions", 20, 2, why="the last third of what may wait is for who asked little")
OFFER_TEXTS = Allowance("offer texts", 900, 120, why="two hundred phones at a dialogue check several offers each")
OFFER_PICTURES = Allowance("offer pictures", 240, 24, why="the same hall, but a picture costs a second of the machine")

# By draft, so that nobody else waits.
SAVES = Allowance("saves", 120, 60, why="a phone saves when its typing pauses, once a second at most")

# By officer on whose page it stood.
SAVED_FORMS = Allowance("saved forms", 240, 60, why="every form saves when its typing pauses, in several tabs")
KEPT_FORMS = Allowance(
    "kept forms", 30, 6, why="a person sends few forms a minute; a browser of theirs may be left open"
)

# By officer, right and wrong ones: numbers count up, and each that is right names a unit and who leads a case.
CASE_NUMBERS = Allowance(
    "numbers of cases", 5, 1 / 3, why="other units are asked ten times a day; who copies a number mistypes it"
)

# By report, so that nobody else waits.
MESSAGES = Allowance("messages", 20, 4, why="who writes without end with one code; each is read by an officer")
