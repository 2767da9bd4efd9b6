"""Keys reach people in one place: nobody else makes a row that opens something, or seals a key to somebody's own.

A grant that the program made anywhere else could read its receivers from a table that an administrator rules.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps

from pimpasa.keys.models import Admission, DeskKey, DeskKeyGrant, OfficerKey, RecoveryKey
from pimpasa.vault.models import Grant

PACKAGE = Path(__file__).parents[2] / "pimpasa"
KEYS = "keys/actions"
# Which file alone makes rows of what opens something.
MAKERS = {
    DeskKeyGrant.__name__: {f"{KEYS}/desk_keys.py"},
    DeskKey.__name__: {f"{KEYS}/desk_keys.py"},
    OfficerKey.__name__: {f"{KEYS}/officer_keys.py"},
    RecoveryKey.__name__: {f"{KEYS}/kits.py"},
    Admission.__name__: {f"{KEYS}/letting_in.py"},
}
# Who may give a desk's key or admit to complaints: each holds what is given, or looked whether the giver does.
GIVERS = {
    "let_open": {f"{KEYS}/desk_keys.py", f"{KEYS}/letting_in.py", f"{KEYS}/kits.py"},
    "put_in": {f"{KEYS}/letting_in.py", f"{KEYS}/kits.py"},
}
# Who seals to a public key without the vault: to whom, and why that is nobody of the office.
SEAL_THEMSELVES = {
    f"{KEYS}/desk_keys.py": "a desk's key, where every grant of it is made",
    f"{KEYS}/kits.py": "a test envelope, to the kit itself",
    "vault/granting.py": "every other grant",
    "unsent/actions.py": "what an officer typed, to that very officer's key, which an act vouches for",
    "imports/actions.py": "what an officer brought, to that very officer's key, which an act vouches for",
    "reports/actions/resealing.py": "to the receipt that its reporter alone has",
    "referrals/actions/sending.py": "to a key of the link that a partner is sent",
    "config/simulation.py": "invented reports, in numbers, for figures",
}
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "migrations" not in path.parts)
CREATING = {"create", "bulk_create", "get_or_create", "update_or_create"}


def place(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def calls(path: Path) -> Iterator[ast.Call]:
    return (node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call))


def made_by(call: ast.Call) -> str:
    """The model whose row a call makes: `Model(...)` or `Model.objects.create(...)`."""
    match call.func:
        case ast.Name(id=name):
            return name
        case ast.Attribute(value=ast.Attribute(value=ast.Name(id=name), attr="objects"), attr=verb) if verb in CREATING:
            return name
    return ""


def grants() -> set[str]:
    return {model.__name__ for model in apps.get_models() if issubclass(model, Grant)}


OF_THE_VAULT = ("granted", "sealed_elsewhere")


def is_granted(tree: ast.AST, call: ast.Call) -> bool:
    """Whether a new row goes straight into one of the vault's makers of grants, by itself or under a name."""
    # `_calls` says that it is a call, which has arguments.
    sealed = [node.args[0] for node in ast.walk(tree) if any(_calls(node, name) for name in OF_THE_VAULT) and node.args]  # type: ignore[attr-defined]
    names = {argument.id for argument in sealed if isinstance(argument, ast.Name)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and node.value is call:
            return {target.id for target in node.targets if isinstance(target, ast.Name)} <= names
    return any(argument is call for argument in sealed)


def _calls(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name


@pytest.mark.parametrize("path", MODULES, ids=place)
def test_a_key_reaches_somebody_in_one_place(path: Path) -> None:
    strays = [made_by(call) for call in calls(path) if place(path) not in MAKERS.get(made_by(call), {place(path)})]
    assert strays == []
    givers = [name for name in GIVERS for call in calls(path) if _calls(call, name) and place(path) not in GIVERS[name]]
    assert givers == []


@pytest.mark.parametrize("path", MODULES, ids=place)
def test_every_other_grant_is_the_vault_s(path: Path) -> None:
    tree, known = ast.parse(path.read_text()), grants()
    rows = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and made_by(node) in known]
    created = [row for row in rows if isinstance(row.func, ast.Attribute) and row.func.attr != "bulk_create"]
    assert [ast.unparse(row) for row in created] == []
    assert [ast.unparse(row) for row in rows if isinstance(row.func, ast.Name) and not is_granted(tree, row)] == []


def test_who_seals_without_the_vault_is_known() -> None:
    sealing = {
        place(path)
        for path in MODULES
        if not place(path).startswith("sealing/")
        for call in calls(path)
        if ast.unparse(call.func) in {"grants.grant", "grant"} and any(word.arg == "to" for word in call.keywords)
    }
    assert sealing == set(SEAL_THEMSELVES)


def test_the_kinds_of_grants_are_those_of_the_models() -> None:
    assert grants() >= {"ReportGrant", "CaseGrant", "OperationGrant", "PaperGrant", "ComplaintGrant"}
