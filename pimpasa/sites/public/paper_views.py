"""Whether a paper is the office's own: what its code tells anybody who holds the paper, and nothing else."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from pimpasa.allowances.actions import take
from pimpasa.papers.queries import by_code, is_outdated
from pimpasa.papers.states import STANDS
from pimpasa.sites.common.allowances import WRONG_CHECK_CODES, address

LONGEST_CODE = 40


@require_GET
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for the code that stands under the paper's QR."""
    if code := request.GET.get("kode", "").strip()[:LONGEST_CODE].replace("/", ""):
        return redirect("public:check_paper", code)
    return render(request, "public/cek-surat.html", {})


@require_GET
def check(request: HttpRequest, code: str) -> HttpResponse:
    """The paper's number, kind, day, state and hashes; wrong codes are counted, right ones never."""
    paper = by_code(code[:LONGEST_CODE])
    if paper is None and not take(WRONG_CHECK_CODES, address(request)):
        reason = _("Too many wrong codes from here. Please wait a minute.")
        return render(request, "public/cek-surat.html", {"told": reason}, status=429)
    if paper is None:
        reason = _("No paper of ours has this code. Please compare it letter by letter with the one on the paper.")
        return render(request, "public/cek-surat.html", {"told": reason, "code": code[:LONGEST_CODE]}, status=404)
    context = {
        "paper": paper,
        "is_outdated": is_outdated(paper),
        "holds": paper.state in STANDS,
        "hashes": [
            (label, bytes(digest).hex())
            for label, digest in ((_("Issued file"), paper.sha256), (_("Signed copy"), paper.signed_sha256))
            if digest is not None
        ],
    }
    return render(request, "public/surat.html", context)
