"""A complaint about service leaves as a file for SP4N-LAPOR! (PermenPANRB 5/2025), which an officer uploads by hand."""

from __future__ import annotations

from django.utils.translation import gettext as _

from pimpasa.common import clock
from pimpasa.complaints import rules
from pimpasa.complaints.models import Complaint
from pimpasa.complaints.queries import OpenComplaint, opened_with
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import act, record
from pimpasa.packs.kinds import PackName
from pimpasa.packs.queries import pack
from pimpasa.territory import zones
from pimpasa.vault.opening import key_of


@act(Act.COMPLAINT_PASSED_ON)
def pass_on(*, complaint: Complaint, summary: str, keyring: Keyring) -> str:
    """The file's text: the officer's neutral words, and the complainant's own where they allowed it.

    No name, report, code or way to reach anybody stands in it. Raises Refused by the rules, NotGranted.
    """
    officer = keyring.officer
    rows = Complaint.objects.select_for_update(of=("self",)).select_related("report__office")
    complaint = rows.get(pk=complaint.pk)
    opened = opened_with(complaint, key_of(complaint, keyring))
    rules.check_pass_on(officer, complaint, summary)
    complaint.passed_on_at = clock.now()
    complaint.passed_on_by = officer
    complaint.save(update_fields=["passed_on_at", "passed_on_by"])
    record(complaint, by=officer, facts={"passed_on_at": complaint.passed_on_at, "with_words": opened.may_pass_on})
    return _file(opened, summary.strip())


def _file(opened: OpenComplaint, summary: str) -> str:
    complaint = opened.complaint
    lines = [
        (_("To"), str(pack(PackName.ADDRESSEES).entry("complaint").values["name"])),
        (_("What it is"), _("Complaint about a public service")),
        (_("About"), complaint.report.office.name),
        (_("Received on"), zones.day(complaint.received_at)),
        (_("In short"), summary),
    ]
    if opened.may_pass_on:
        lines.append((_("In the complainant's own words, passed on with their consent"), opened.text))
    return "\r\n\r\n".join(f"{label}:\r\n{text}" for label, text in lines) + "\r\n"
