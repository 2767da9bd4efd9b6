"""An office says where it is, and shows its emblem."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.evidence import media
from pimpasa.evidence.decoding import picture_of
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import act, record
from pimpasa.sandbox.errors import Busy, SandboxFault
from pimpasa.territory.models import Office
from pimpasa.welcome import rules
from pimpasa.welcome.models import Board
from pimpasa.welcome.queries import board_of


@dataclass(frozen=True)
class BoardWords:
    """What stands on the board; each may be empty."""

    address: str = ""
    telephone: str = ""
    hours: str = ""


@act(Act.BOARD_SET)
def set_board(*, office: Office, words: BoardWords, by: Officer) -> Board:
    """Say where the office is and how it is called. Raises Refused by the rules."""
    rules.check_set(by, office)
    rules.check_telephone(words.telephone)
    board = board_of(office)
    board.address = words.address.strip()
    board.telephone = words.telephone.strip()
    board.hours = words.hours.strip()
    return _kept(board, by)


@act(Act.BOARD_SET)
def set_emblem(*, office: Office, content: bytes, by: Officer) -> Board:
    """Show an emblem, encoded anew and small. Raises Refused by the rules, and for what is no picture."""
    rules.check_set(by, office)
    emblem = _emblem_from(content)  # before anything is written: it takes a moment
    board = board_of(office)
    board.emblem = emblem
    return _kept(board, by)


@act(Act.BOARD_SET)
def remove_emblem(*, office: Office, by: Officer) -> Board:
    """Show no emblem any more. Raises Refused by the rules."""
    rules.check_set(by, office)
    board = board_of(office)
    board.emblem = None
    return _kept(board, by)


def _kept(board: Board, by: Officer) -> Board:
    board.save()
    record(board, by=by, facts=board.facts)
    return board


def _emblem_from(content: bytes) -> bytes:
    rules.check_emblem(content)
    if media.media_type(content[: media.HEAD]) not in media.PICTURES:
        raise Refused("no_picture", _("This is no picture that we can show. Choose a JPEG or PNG."))
    try:
        return picture_of(content, widest=rules.WIDEST_EMBLEM)
    except Busy as fault:
        raise Refused("busy", _("Many pictures are being read just now. Please try again in a moment.")) from fault
    except SandboxFault as fault:
        raise Refused("broken_picture", _("This picture cannot be read. Choose another one.")) from fault
