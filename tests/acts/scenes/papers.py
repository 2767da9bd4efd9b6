"""Papers: from the draft to their end, and how an office writes them."""

from __future__ import annotations

from pimpasa.papers.actions import papers, settings, shredding
from pimpasa.papers.kinds import LETTERHEAD, PaperKind
from pimpasa.papers.opening import papers as opening
from tests.acts.stage import Deed, scene
from tests.factories import papers as made
from tests.factories.evidence import sealed_upload
from tests.factories.people import Cast, keyring


@scene(papers.draft, may="dewi hadi")
def drafting_a_paper(office: Cast) -> Deed:
    fields = {"kota": "Karangan"}
    return lambda who: papers.draft(kind=PaperKind.WARRANT, unit=office.at.unit, fields=fields, keyring=keyring(who))


@scene(papers.change, may="dewi hadi")
def changing_a_draft(office: Cast) -> Deed:
    paper = made.draft(office.dewi)
    return lambda who: papers.change(paper=paper, fields={"kota": "Karangan"}, keyring=keyring(who))


@scene(papers.give_number, may="hadi")
def issuing_a_paper(office: Cast) -> Deed:
    paper = made.draft(office.dewi)
    return lambda who: papers.give_number(paper=paper, address=made.ADDRESS, keyring=keyring(who), uploads=[])


@scene(papers.give_number)
def issuing_a_replacement(office: Cast) -> Deed:
    earlier = made.issued(office.dewi, office.hadi)
    paper = made.draft(office.dewi, replaces=earlier)
    return lambda _who: papers.give_number(paper=paper, address=made.ADDRESS, keyring=keyring(office.hadi), uploads=[])


@scene(papers.keep_signed, may="dewi hadi")
def keeping_a_signed_copy(office: Cast) -> Deed:
    paper = made.issued(office.dewi, office.hadi)
    return lambda who: papers.keep_signed(
        paper=paper, upload=sealed_upload(made.SCAN, declared="application/pdf"), keyring=keyring(who)
    )


@scene(papers.cancel, may="hadi")
def cancelling_an_issued_paper(office: Cast) -> Deed:
    paper = made.issued(office.dewi, office.hadi)
    return lambda who: papers.cancel(paper=paper, reason="Karangan: salah nama.", keyring=keyring(who))


@scene(papers.cancel, may="dewi hadi")
def cancelling_a_draft(office: Cast) -> Deed:
    paper = made.draft(office.dewi)
    return lambda who: papers.cancel(paper=paper, reason="Karangan: salah nama.", keyring=keyring(who))


@scene(papers.let_stand, may="hadi")
def letting_a_paper_stand(office: Cast) -> Deed:
    paper = made.outdated(office.dewi, office.hadi)
    return lambda who: papers.let_stand(paper=paper, reason="Karangan: hanya salah ketik.", keyring=keyring(who))


@scene(opening.open_paper, may="dewi hadi")
def opening_a_paper(office: Cast) -> Deed:
    paper = made.draft(office.dewi)
    return lambda who: opening.open_paper(paper=paper, keyring=keyring(who))


@scene(opening.take_out, may="dewi hadi")
def taking_a_paper_out(office: Cast) -> Deed:
    paper = made.issued(office.dewi, office.hadi)
    return lambda who: opening.take_out(paper=paper, keyring=keyring(who))


@scene(settings.set_letterhead, may="hadi")
def setting_the_letterhead(office: Cast) -> Deed:
    parts = dict.fromkeys(LETTERHEAD, "Karangan")
    return lambda who: settings.set_letterhead(office=office.at.office, parts=parts, by=who)


@scene(settings.set_pattern, may="hadi")
def setting_how_numbers_are_written(office: Cast) -> Deed:
    pattern = "{kode}/{nomor}/{tahun}"
    return lambda who: settings.set_pattern(office=office.at.office, kind=PaperKind.WARRANT, pattern=pattern, by=who)


@scene(settings.save_template, may="hadi")
def going_back_to_the_shipped_template(office: Cast) -> Deed:
    return lambda who: settings.save_template(office=office.at.office, kind=PaperKind.WARRANT, source="", by=who)


@scene(shredding.erase_paper)
def erasing_a_paper(office: Cast) -> Deed:
    paper = made.issued(office.dewi, office.hadi)
    return lambda _who: shredding.erase_paper(paper=paper)
