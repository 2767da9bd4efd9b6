"""The kit that backups are sealed to: made by an act, and no other's."""

from __future__ import annotations

import pytest

from pimpasa.common import clock
from pimpasa.config import doctor
from pimpasa.config.backups import writing
from pimpasa.config.errors import Fault
from pimpasa.installation import actions, queries
from pimpasa.installation.models import BackupKit
from pimpasa.ledger import signing
from pimpasa.sealing import recovery
from pimpasa.sealing.backups import kit_of

pytestmark = pytest.mark.django_db
THIEF = bytes(range(32))


def put_in_by_hand() -> BackupKit:
    """A thief's own kit, with a certificate as good as they like."""
    kit = kit_of(THIEF, signer=signing.backup_key())
    return BackupKit.objects.create(public=kit.public, certificate=kit.certificate, made_at=clock.now())


def test_its_code_is_the_seed_and_the_database_has_the_public_half() -> None:
    code = actions.make_backup_kit()
    kit = queries.backup_kit()
    assert kit is not None
    expected = kit_of(recovery.seed_of_code(code), signer=signing.backup_key())
    assert (bytes(kit.public), bytes(kit.certificate)) == (expected.public, expected.certificate)


def test_the_newest_is_taken() -> None:
    actions.make_backup_kit()
    actions.make_backup_kit()
    assert queries.backup_kit() == BackupKit.objects.latest("pk")


@pytest.mark.django_db(transaction=True)
def test_one_that_somebody_put_into_the_database_is_passed_over() -> None:
    put_in_by_hand()
    assert queries.backup_kit() is None
    actions.make_backup_kit()
    ours = queries.backup_kit()
    put_in_by_hand()
    assert queries.backup_kit() == ours


@pytest.mark.django_db(transaction=True)
def test_one_that_somebody_exchanged_is_passed_over() -> None:
    actions.make_backup_kit()
    BackupKit.objects.update(public=kit_of(THIEF, signer=signing.backup_key()).public)
    assert queries.backup_kit() is None
    with pytest.raises(Fault, match="has no backup kit"):
        writing._kit()


def test_the_doctor_asks_for_one() -> None:
    assert doctor.backup_kit().remedy == "make one, and lock it away: pimpasa keys backup"
    actions.make_backup_kit()
    assert not doctor.backup_kit().is_fault
