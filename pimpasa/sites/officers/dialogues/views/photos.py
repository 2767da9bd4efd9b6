"""Photos of a dialogue: taken in without their faces, looked at, covered further, published."""

from __future__ import annotations

import base64
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from pimpasa.accounts.roles import Permission
from pimpasa.evidence.covering import LARGEST
from pimpasa.evidence.errors import NotViewable
from pimpasa.outreach import rules
from pimpasa.outreach.actions.photos import add_photo, cover_photo, publish_photo, remove_photo
from pimpasa.outreach.models import Photo
from pimpasa.outreach.opening import open_photo
from pimpasa.outreach.queries.after import photo_by_id
from pimpasa.outreach.rules import MOST_PHOTOS
from pimpasa.sites.common.http import acting, or_404, render_form, saying_why
from pimpasa.sites.officers.dialogues.forms import after as forms
from pimpasa.sites.officers.dialogues.views.after import led_or_404
from pimpasa.sites.officers.http import OfficerRequest, officer_required, received_in_memory


@received_in_memory(LARGEST)
@never_cache
@officer_required(Permission.HOLD_DIALOGUES)
def add(request: OfficerRequest, dialogue_id: UUID) -> HttpResponse:
    """Add a photo: its faces are covered on the way."""
    dialogue = led_or_404(request, dialogue_id)
    form = forms.PhotoForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        with acting(form, "file", NotViewable):
            photo, faces = add_photo(
                dialogue=dialogue, content=values["file"], consent=values["consent"], by=request.user
            )
            messages.success(request, _told(faces))
            return redirect("officers:dialogue_photo", photo.pk)
    context = {"form": form, "dialogue": dialogue, "most": MOST_PHOTOS}
    return render_form(request, "officers/dialogues/photo_new.html", context)


def _told(faces: int) -> str:
    if not faces:
        return _("Kept. No face was found: look closely, the program misses some.")
    words = ngettext("Kept. %(n)d face was covered.", "Kept. %(n)d faces were covered.", faces) % {"n": faces}
    return words + " " + _("Look closely, the program misses some.")


@never_cache
@officer_required(Permission.HOLD_DIALOGUES, key=True)
def photo(request: OfficerRequest, photo_id: UUID) -> HttpResponse:
    """Look at a photo; cover more of it, or publish it."""
    photo = _photo_or_404(photo_id)
    rules.check_lead(request.user, photo.dialogue)
    do = request.POST.get("do", "")
    cover = forms.CoverForm(request.POST if do == "cover" else None)
    to_publish = request.method == "POST" and do != "cover"
    caption = forms.CaptionForm(request.POST if to_publish else None, initial={"caption": photo.caption})
    form: Any = cover if do == "cover" else caption
    if request.method == "POST" and form.is_valid():
        with acting(form, "areas" if do == "cover" else None, NotViewable):
            return _act(request, photo, form)
    opened = open_photo(photo=photo, keyring=request.keyring)
    context = {
        "photo": photo,
        "dialogue": photo.dialogue,
        "picture": "data:image/jpeg;base64," + base64.b64encode(opened.jpeg).decode(),
        "consent": opened.consent,
        "cover": cover,
        "caption": caption,
        "form": form,
    }
    return render_form(request, "officers/dialogues/photo.html", context)


def _act(request: OfficerRequest, photo: Photo, form: Any) -> HttpResponse:
    values = form.cleaned_data
    if "areas" in values:
        cover_photo(photo=photo, areas=values["areas"], keyring=request.keyring)
        messages.success(request, _("Covered. Look again before you publish it."))
        return redirect("officers:dialogue_photo", photo.pk)
    publish_photo(photo=photo, caption=values["caption"], looked=values["looked"], keyring=request.keyring)
    messages.success(request, _("Published. Everybody can see the photo now."))
    return redirect("officers:dialogue", photo.dialogue_id)


@require_POST
@officer_required(Permission.HOLD_DIALOGUES)
def remove(request: OfficerRequest, photo_id: UUID) -> HttpResponse:
    """Delete a photo for good."""
    photo = _photo_or_404(photo_id)
    rules.check_lead(request.user, photo.dialogue)
    with saying_why(request):
        remove_photo(photo=photo, by=request.user)
        messages.success(request, _("Removed."))
    return redirect("officers:dialogue", photo.dialogue_id)


def _photo_or_404(photo_id: UUID) -> Photo:
    return or_404(photo_by_id(photo_id))
