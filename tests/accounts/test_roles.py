"""Who may do what stands in the documents as the program has it."""

from __future__ import annotations

import re
from pathlib import Path

from django.utils.translation import override

from pimpasa.accounts.roles import Permission, Role
from pimpasa.territory.kinds import Level

TABLE = (Path(__file__).parents[2] / "docs" / "roles.md").read_text()
ROW = re.compile(r"^\| `([a-z_]+)` \| (.+) \| (.*) \|$", re.MULTILINE)


def test_the_table_of_roles_is_the_program_s() -> None:
    with override("en"):
        roles = [(role.value, levels_of(role), str(role.facts.description)) for role in Role]
        permissions = [(permission.value, str(permission.label), who_may(permission)) for permission in Permission]
    assert ROW.findall(TABLE) == roles + permissions


def levels_of(role: Role) -> str:
    return ", ".join(str(level.label) for level in Level if level in role.facts.levels)


def who_may(permission: Permission) -> str:
    return ", ".join(role.value for role in Role if role.may(permission))
