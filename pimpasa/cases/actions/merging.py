"""Two people of a case turn out to be one and the same; where that was a mistake, they are split again."""

from __future__ import annotations

from pimpasa.cases.actions.correcting import tell_of_person
from pimpasa.cases.actions.decisions import lift_all, lift_of_tied
from pimpasa.cases.actions.persons import (
    forget_names,
    in_order,
    keep_earlier,
    name_anew,
    owe_referral,
    seal_person,
)
from pimpasa.cases.contents import PersonContents, read
from pimpasa.cases.kinds import PersonRole, Screening, TermKind
from pimpasa.cases.models import Person, PersonMerge, ScreeningRecord, Term
from pimpasa.cases.queries import locked_merge, locked_two, merged_with
from pimpasa.cases.rules import merging as rules
from pimpasa.common import clock
from pimpasa.keys.unlocking import Keyring
from pimpasa.ledger.acts import Act
from pimpasa.ledger.verbs import act, record
from pimpasa.sealing import envelopes
from pimpasa.vault.opening import key_of

STATE = ["roles", "citizenship", "screening", "cleared_at", "envelope"]


@act(Act.PERSONS_MERGED, Act.TAK_LIFTED, Act.TERM_DONE)
def merge_persons(*, kept: Person, gone: Person, reason: str, keyring: Keyring) -> Person:
    """Let one person of a case stand for another, too: with the roles of both, and the stricter state of each kind.

    What is about either is about the one from now on; actions against them are lifted unless both were screened
    without signs. The other's record stays as it was. Raises Refused by the rules.
    """
    officer = keyring.officer
    person, gone = locked_two(kept, gone)
    rules.check_merge(officer, person, gone, reason)
    case = person.case
    key = key_of(case, keyring)
    merge = PersonMerge(kept=person, gone=gone, officer=officer, at=clock.now(), screening=person.screening)
    merge.before = keep_earlier(person, reason, key, officer)
    merge.reason = envelopes.seal_json({"reason": reason.strip()}, key=key, context=merge.context)
    merge.save(force_insert=True)
    screening = rules.screening_of_both(person.screening, gone.screening)
    if screening != Screening.NOT_INDICATED:
        lift_all(person=person, keyring=keyring)
        lift_all(person=gone, keyring=keyring)
    contents = rules.contents_of_both(_known(person, key), _known(gone, key))
    person.roles = in_order({*person.roles, *gone.roles})
    person.citizenship = rules.citizenship_of_both(person.citizenship, gone.citizenship)
    person.screening = screening
    person.cleared_at = None
    seal_person(person, contents, key)
    person.save(update_fields=STATE)
    Person.objects.filter(pk__in=merged_with(gone)).update(merged_into=person)
    forget_names(gone)
    name_anew(person, contents)
    lift_of_tied(person=person, keyring=keyring)
    facts = person.facts | {"merged": gone.pk, "earlier": merge.before.pk}
    record(case, by=officer, act=Act.PERSONS_MERGED, sealed=person.envelope, facts=facts)
    tell_of_person(case, gone.added_by, officer)
    return person


@act(Act.PERSONS_SPLIT, Act.TAK_LIFTED, Act.TERM_DONE, Act.TERM_SET)
def split_persons(*, merge: PersonMerge, reason: str, keyring: Keyring) -> Person:
    """Let both be again who they were, and return who stood for nobody meanwhile.

    What was found out while they were one stays with the one that was kept; signs, doubts and that somebody may be a
    victim hold of both. Raises Refused by the rules.
    """
    officer = keyring.officer
    person, gone = locked_two(merge.kept, merge.gone)
    merge = locked_merge(merge)
    merge.kept, merge.gone = person, gone
    rules.check_split(officer, merge, reason)
    case = person.case
    key = key_of(case, keyring)
    outcomes = ScreeningRecord.objects.filter(person=person, at__gte=merge.at).values_list("outcome", flat=True)
    meanwhile = rules.found_meanwhile(merge, outcomes)
    is_victim = rules.became_victim(merge)
    now = keep_earlier(person, reason, key, officer)
    person.roles, person.citizenship = merge.before.roles, merge.before.citizenship
    person.envelope = bytes(merge.before.envelope)
    person.screening = merge.screening
    signs = [_restore(row, meanwhile, is_victim=is_victim) for row in (person, gone)]
    if not all(rules.is_free(row.screening, row.citizenship) for row in (person, gone)):
        lift_all(person=person, keyring=keyring)
    for row in (person, gone):
        row.save(update_fields=STATE)
        name_anew(row, _known(row, key))
    _part(merge, officer_reason=reason, key=key, keyring=keyring)
    facts = person.facts | {"split": gone.pk, "its_roles": gone.roles, "its_screening": gone.screening}
    record(case, by=officer, act=Act.PERSONS_SPLIT, sealed=person.envelope, facts=facts | {"earlier": now.pk})
    for row in (person, gone):
        lift_of_tied(person=row, keyring=keyring)
    for row, has_signs in zip((person, gone), signs, strict=True):
        if has_signs and not Term.objects.filter(person=row, kind=TermKind.REFER).exists():
            owe_referral(row, keyring)
    tell_of_person(case, merge.officer, officer)
    return gone


def _restore(person: Person, meanwhile: list[str], *, is_victim: bool) -> bool:
    """Make somebody as strict as what was found out meanwhile; returns whether they have signs."""
    person.screening = rules.screening_of_both(person.screening, *meanwhile)
    if is_victim and person.screening == Screening.NOT_INDICATED:
        person.screening = Screening.PAUSED
    has_signs = person.screening == Screening.INDICATED
    if is_victim or has_signs:
        person.roles = in_order({*person.roles, PersonRole.POSSIBLE_VICTIM})
    person.cleared_at = None
    return has_signs


def _part(merge: PersonMerge, *, officer_reason: str, key: bytes, keyring: Keyring) -> None:
    """Let who was merged stand again, and with them whoever was merged into them before."""
    merge.split_at = clock.now()
    merge.split_by = keyring.officer
    merge.split_reason = envelopes.seal_json({"reason": officer_reason.strip()}, key=key, context=merge.split_context)
    merge.save(update_fields=["split_at", "split_by", "split_reason"])
    Person.objects.filter(pk__in=merged_with(merge.gone)).exclude(pk=merge.gone_id).update(merged_into=merge.gone)
    merge.gone.merged_into = None
    merge.gone.save(update_fields=["merged_into"])


def _known(person: Person, key: bytes) -> PersonContents:
    return read(PersonContents, envelopes.open_json(bytes(person.envelope), key=key, context=person.context))
