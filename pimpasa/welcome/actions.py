"""An office says where it is, and shows its emblem."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from hashlib import sha256

from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from pimpasa.evidence import media
from pimpasa.evidence.decoding import decoded_content, picture_of
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import act, record
from pimpasa.sandbox.errors import Busy, SandboxFault
from pimpasa.territory.models import Office
from pimpasa.welcome import rules
from pimpasa.welcome.models import Board, Recording
from pimpasa.welcome.queries import board_of, forget

MP3 = (b"ID3", b"\xff\xfb", b"\xff\xf3")  # with a tag before it or without


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


@act(Act.PAGE_RECORDED)
def add_recording(*, office: Office, page: str, pages: Collection[str], content: bytes, by: Officer) -> Recording:
    """Let a page of `pages` (paths) be heard as somebody of the office reads it, in place of what was heard before.

    Raises Refused by the rules, and for what is no sound.
    """
    rules.check_set(by, office)
    rules.check_recording(content, page, pages)
    sound = _sound_from(content)
    facts = {"sound": sound, "received_at": clock.now()}
    recording, _is_new = Recording.objects.update_or_create(office=office, page=page, defaults=facts)
    record(recording, by=by, digest=sha256(sound).digest())
    forget()
    return recording


@act(Act.RECORDING_REMOVED)
def remove_recording(*, recording: Recording, by: Officer) -> None:
    """The page is heard with the phone's own voice again. Raises Refused by the rules."""
    rules.check_set(by, recording.office)
    record(recording, by=by, digest=sha256(recording.sound).digest())
    recording.delete()
    forget()


def _kept(board: Board, by: Officer) -> Board:
    board.save()
    record(board, by=by, facts=board.facts)
    forget()
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


def _sound_from(content: bytes) -> bytes:
    try:
        sound = decoded_content(content, "audio", start=0, changed=False)
    except Busy as fault:
        raise Refused("busy", _("Many pictures are being read just now. Please try again in a moment.")) from fault
    except SandboxFault as fault:
        raise Refused("no_sound", _("This recording cannot be heard. Choose an MP3 or M4A.")) from fault
    if not sound.startswith(MP3):
        raise Refused("no_sound", _("This recording cannot be heard. Choose an MP3 or M4A."))
    return sound
