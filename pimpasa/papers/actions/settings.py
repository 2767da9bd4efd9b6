"""How an office writes its papers: its letterhead, its numbers, its templates."""

from __future__ import annotations

from pimpasa.accounts.models import Officer
from pimpasa.common import clock
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import act, record
from pimpasa.papers import queries, rules
from pimpasa.papers.kinds import LETTERHEAD, PaperKind
from pimpasa.papers.models import Letterhead, NumberPattern, PaperTemplate
from pimpasa.territory.models import Office


@act(Act.PAPERS_SET)
def set_letterhead(*, office: Office, parts: dict[str, str], by: Officer) -> None:
    """Set the lines of an office's letterhead and who usually signs; `parts` has LETTERHEAD. Raises Refused."""
    rules.check_set(by, office)
    rules.check_letterhead(parts)
    own = {name: parts[name].strip() for name in LETTERHEAD}
    Letterhead.objects.update_or_create(office=office, defaults=own)
    record(office, by=by, facts=own)


@act(Act.PAPERS_SET)
def set_pattern(*, office: Office, kind: PaperKind, pattern: str, by: Officer) -> None:
    """Set how an office writes the numbers of a kind; nothing brings back the default. Raises Refused."""
    rules.check_set(by, office)
    pattern = pattern.strip()
    if pattern:
        rules.check_pattern(pattern)
        NumberPattern.objects.update_or_create(office=office, kind=kind, defaults={"pattern": pattern})
    else:
        NumberPattern.objects.filter(office=office, kind=kind).delete()
    record(office, by=by, facts={"kind": kind, "pattern": pattern})


@act(Act.TEMPLATE_SAVED)
def save_template(*, office: Office, kind: PaperKind, source: str, by: Officer) -> PaperTemplate:
    """Save an office's own template as its next version; nothing goes back to the shipped one.

    Raises Refused by the rules, TemplateFault where it does not compile with invented data.
    """
    rules.check_set(by, office)
    source = source.replace("\r\n", "\n").strip()
    if source:
        source += "\n"
        queries.sample_pages(office=office, kind=kind, source=source, by=by)
    Office.objects.select_for_update().get(pk=office.pk)  # two at once get two versions
    newest = queries.versions_of(office, kind).first()
    template = PaperTemplate(office=office, kind=kind, source=source, saved_by=by, saved_at=clock.now())
    template.version = newest.version + 1 if newest else 1
    template.save(force_insert=True)
    record(office, by=by, facts={"kind": kind, "version": template.version, "source": source})
    return template
