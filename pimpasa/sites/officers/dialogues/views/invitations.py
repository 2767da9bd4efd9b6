"""Inviting people to a dialogue: words for a chat, a picture, a sheet, and a poster for each RW."""

from __future__ import annotations

from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.accounts.roles import Permission
from pimpasa.outreach import invitation, rules
from pimpasa.outreach.models import Dialogue
from pimpasa.outreach.states import HOLDS_TIME
from pimpasa.sites.common.addresses import dialogue_path
from pimpasa.sites.common.http import as_file
from pimpasa.sites.officers.dialogues import invitations as dialogue_prints
from pimpasa.sites.officers.dialogues.views.planning import dialogue_or_404
from pimpasa.sites.officers.http import OfficerRequest, officer_required


@officer_required(Permission.HOLD_DIALOGUES)
def invite(request: OfficerRequest, dialogue_id: UUID) -> HttpResponse:
    """The words, to be copied or sent, and where the rest is. Of one called off, the words that say so."""
    dialogue = _seen(request, dialogue_id)
    text = invitation.message(dialogue, link=_link(request, dialogue))
    context = {
        "dialogue": dialogue,
        "text": text,
        "whatsapp": f"https://wa.me/?{urlencode({'text': text})}",
        "rows": text.count("\n") + 4,
        "is_on": dialogue.state in HOLDS_TIME,
    }
    return render(request, "officers/dialogues/invite.html", context)


@officer_required(Permission.HOLD_DIALOGUES)
def picture(request: OfficerRequest, dialogue_id: UUID) -> HttpResponse:
    """The invitation as a picture for a chat."""
    dialogue = _on(_seen(request, dialogue_id))
    content = dialogue_prints.invitation(dialogue, link=_link(request, dialogue), as_picture=True)
    return as_file(content, f"undangan-{dialogue.pk}.png", "image/png", inline=True)


@officer_required(Permission.HOLD_DIALOGUES)
def sheet(request: OfficerRequest, dialogue_id: UUID) -> HttpResponse:
    """The invitation as a sheet to print."""
    dialogue = _on(_seen(request, dialogue_id))
    content = dialogue_prints.invitation(dialogue, link=_link(request, dialogue), as_picture=False)
    return as_file(content, f"undangan-{dialogue.pk}.pdf", "application/pdf", inline=True)


@officer_required(Permission.HOLD_DIALOGUES)
def poster(request: OfficerRequest, dialogue_id: UUID) -> HttpResponse:
    """A poster for each RW of the dialogue, or for the one that `?rw=` names."""
    dialogue = _seen(request, dialogue_id)
    rw = request.GET.get("rw", "")
    rws = [rw] if rw in dialogue.rws else dialogue.rws
    content = dialogue_prints.poster(dialogue, rws=rws, address=_address(request))
    return as_file(content, f"poster-{dialogue.village_id}.pdf", "application/pdf", inline=True)


@officer_required(Permission.HOLD_DIALOGUES)
def picture_poster(request: OfficerRequest, dialogue_id: UUID) -> HttpResponse:
    """The poster for who does not read."""
    dialogue = _seen(request, dialogue_id)
    rw = request.GET.get("rw", "")
    rws = [rw] if rw in dialogue.rws else dialogue.rws
    content = dialogue_prints.picture_poster(dialogue, rws=rws, address=_address(request))
    return as_file(content, f"poster-gambar-{dialogue.village_id}.pdf", "application/pdf", inline=True)


def _seen(request: OfficerRequest, dialogue_id: UUID) -> Dialogue:
    dialogue = dialogue_or_404(dialogue_id)
    rules.check_see(request.user, dialogue.office)
    return dialogue


def _on(dialogue: Dialogue) -> Dialogue:
    if dialogue.state not in HOLDS_TIME:
        raise Refused("dialogue_over", _("Nobody can be invited to it any more."))
    return dialogue


def _address(request: OfficerRequest) -> str:
    return settings.ADDRESS or str(request.build_absolute_uri("/")).rstrip("/")


def _link(request: OfficerRequest, dialogue: Dialogue) -> str:
    return f"{_address(request)}{dialogue_path(dialogue.pk)}" if dialogue.is_public else ""
