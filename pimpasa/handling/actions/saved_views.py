"""Views of the queue that an officer keeps. What is looked for is sealed to their own key: it may name somebody."""

from __future__ import annotations

import json
from collections.abc import Mapping

from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.handling.models import SavedView
from pimpasa.handling.opening import view_context
from pimpasa.keys.queries import officer_key
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger.verbs import unlogged
from pimpasa.vault.granting import grant_to

MOST = 20
LONGEST_NAME = 40


@unlogged("a view is its officer's own, and shows nothing of what others do")
def save_view(*, name: str, fields: Mapping[str, str], keyring: Keyring) -> SavedView:
    """Keep what a search asks under a name. Raises Refused without a name, with nothing asked, or beyond MOST."""
    name = " ".join(name.split())[:LONGEST_NAME]
    if not name:
        raise Refused("no_name", _("Give the view a name."))
    narrowing = {name: value for name, value in fields.items() if value}
    if not narrowing:
        raise Refused("nothing_narrowed", _("Narrow the list first; then it can be kept."))
    if SavedView.objects.filter(officer=keyring.officer).count() >= MOST:
        raise Refused("too_many_views", _("At most %(most)d views. Remove one first.") % {"most": MOST})
    key = officer_key(keyring.officer)
    if key is None:
        raise Refused("no_key_yet", _("Your key is not there yet."))
    contents = json.dumps({"name": name, "asked": narrowing}).encode()
    sealed = grant_to(key, contents, context=view_context(keyring))
    return SavedView.objects.create(officer=keyring.officer, envelope=sealed)


@unlogged("as keeping it is")
def forget_view(*, pk: int, keyring: Keyring) -> None:
    SavedView.objects.filter(pk=pk, officer=keyring.officer).delete()
