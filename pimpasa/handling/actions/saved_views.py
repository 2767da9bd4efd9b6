"""Views of the lists and of the search that an officer keeps, sealed to their own key: what is looked for may name
somebody.
"""

from __future__ import annotations

import json
from collections.abc import Mapping

from django.utils.translation import gettext as _

from pimpasa.accounts.errors import Refused
from pimpasa.handling.kinds import ViewOf
from pimpasa.handling.models import SavedView
from pimpasa.handling.opening import view_context, views_of
from pimpasa.keys.queries import officer_key
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger.verbs import unlogged
from pimpasa.vault.granting import grant_to

# Of the search, and of each list: all of a list's are counted whenever it is looked at.
MOST = 12
LONGEST_NAME = 40


@unlogged("a view is its officer's own, and shows nothing of what others do")
def save_view(*, name: str, fields: Mapping[str, str], keyring: Keyring, of: ViewOf = ViewOf.SEARCH) -> SavedView:
    """Keep what a search or a list asks under a name.

    Raises Refused without a name, for one that is there, with nothing asked, or beyond MOST.
    """
    name = " ".join(name.split())[:LONGEST_NAME]
    narrowing = {name: value for name, value in fields.items() if value}
    _check_view(name, narrowing, [view.name for view in views_of(keyring, of=of)])
    key = officer_key(keyring.officer)
    if key is None:
        raise Refused("no_key_yet", _("Your key is not there yet."))
    contents = json.dumps({"name": name, "asked": narrowing, "of": of}).encode()
    sealed = grant_to(key, contents, context=view_context(keyring))
    return SavedView.objects.create(officer=keyring.officer, envelope=sealed)


def _check_view(name: str, narrowing: Mapping[str, str], names: list[str]) -> None:
    if not name:
        raise Refused("no_name", _("Give the view a name."))
    if name in names:
        raise Refused("name_taken", _("You have a view of this name. Choose another one."))
    if not narrowing:
        raise Refused("nothing_narrowed", _("Narrow the list first; then it can be kept."))
    if len(names) >= MOST:
        raise Refused("too_many_views", _("At most %(most)d views. Remove one first.") % {"most": MOST})


@unlogged("as keeping it is")
def forget_view(*, pk: int, keyring: Keyring) -> None:
    SavedView.objects.filter(pk=pk, officer=keyring.officer).delete()
