"""What the script static/officers/mrz.js says where a phone has no network; the same sentences as operations.mrz."""

import json

from django.utils.translation import gettext as _


def mrz_words() -> str:
    """The sentences as JSON for their page; `{what}` is one of the fields."""
    fit = _("The check digit of %(what)s does not fit. Please compare with the document.")
    return json.dumps(
        {
            "wrong": fit % {"what": "{what}"},
            "unreadable": _("These are not the lines of a document: two of 44 or 36 signs, or three of 30."),
            "fits": _("All check digits fit."),
            "number": _("the document's number"),
            "birth": _("the day of birth"),
            "end": _("the day it ends"),
            "personal": _("the personal number"),
            "line": _("the whole line"),
        }
    )
