"""What officers' pages hand to the script by which nothing typed is lost: scripts/unsent.js."""

from __future__ import annotations

import json

from django import template
from django.conf import settings
from django.middleware.csrf import get_token
from django.template import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from pimpasa.accounts.sessions import WRITTEN_EVERY
from pimpasa.reports.models import Report
from pimpasa.sites.common.templatetags.fixed import fixed
from pimpasa.sites.officers.reports.versions import version_of
from pimpasa.unsent.opening import phone_key

register = template.Library()
WORDS = {
    "soon": _("Your session ends in {n} minutes, since nothing was done here."),
    "stay": _("Stay signed in"),
    "ended": _("Your session ended. What you typed is still on this page."),
    "signIn": _("Sign in again in another tab"),
    "back": _("You are signed in again. You can go on."),
    "another": _("Somebody else is signed in at this browser now. Nothing of this page is sent in their name."),
    "saved": _("Saved for you at {at}."),
    "restored": _("Your words of {at} are back."),
    "changed": _("This page has changed since. Compare before you send."),
    "files": _("Choose files again: they are not kept."),
    "homeless": _("These have no place in the form any more:"),
    "drop": _("Drop"),
    "forked": _("This is also being written in another place. Both are kept."),
    "offline": _("No network: not saved yet. Keep this page open."),
    "signedOut": _("Your session ended: not saved yet."),
    "onPhone": _("No network. Kept on this phone, sealed, at {at}; it comes back when you open this form."),
    "ready": _("Kept on this phone, sealed. It is sent as soon as there is a network."),
    "filesBack": _("The files that you chose are back, too."),
    "filesLost": _("It went without files that do not open on this phone any more: add them, if you have them still."),
    "filesAway": _("Not all of its files open on this phone any more. Choose them again, or send it without them."),
    "filesTooMuch": _("These files are {n} MB; {most} MB can wait on this phone. They are sent with a network only."),
    "waiting": _("Waits on this phone since {at}: {gist}"),
    "someWait": _("{n} wait on this phone, sealed. They are sent as soon as there is a network."),
    "toSend": _("What waits on this phone is sent once you have signed in."),
    "signInHere": _("Sign in"),
    "change": _("Change"),
    "went": _("Arrived: {gist}."),
    "decide": _("Kept for you to decide on: {gist}."),
    "look": _("Look at it"),
    "unsaved": _("This could not be saved. Send it, or copy it elsewhere."),
}
ADDRESSES = {
    "save": "officers:save_unsent",
    "find": "officers:unsent_on_page",
    "session": "officers:session",
    "stay": "officers:stay",
    "arrive": "officers:arrive",
    "list": "officers:unsent",
    "signIn": "account_login",
}


@register.simple_tag(takes_context=True)
def keeping(context: Context) -> SafeString:
    """The bar that warns before the session ends, and what its script needs."""
    request = context["request"]
    addresses = {name: reverse(address) for name, address in ADDRESSES.items()}
    words = {name: str(sentence) for name, sentence in WORDS.items()}
    keyring = request.keyring
    return format_html(
        '<div class="app-stay" role="status" hidden data-unsent="{}" data-key="{}" data-idle="{}" data-token="{}" '
        'data-words="{}" data-addresses="{}"></div><div class="app-stay" role="status" hidden data-arrivals></div>'
        '<script type="module" {}></script>',
        request.user.actor,
        phone_key(keyring).hex() if keyring else "",
        settings.SESSION_COOKIE_AGE - WRITTEN_EVERY.seconds,  # as long as it surely is: the page promises no more
        get_token(request),
        json.dumps(words),
        json.dumps(addresses),
        fixed("officers/unsent.js"),
    )


@register.simple_tag
def base_of(report: Report) -> SafeString:
    """For a form about a report: how it stands, to be compared when the form comes in later."""
    return format_html('data-base="{}"', json.dumps(version_of(report)))
