"""docs/access.md is the one table of who may do what: it is what the code does, and each refusal in it is tried."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import pytest

from infra.stores import ROOT
from scripts.roles import ROLES
from tests.integration.bad_input.probes import Probe, report, send, valid
from tests.openapi.document import Document, Operation
from tests.openapi.records import Records
from tests.openapi.stores import STORES

PAGE = ROOT / "docs" / "access.md"
ROW = re.compile(r"^\| `(?P<operation>[A-Z]+ [^`]+)` \| (?P<roles>[^|]*) \|$", re.MULTILINE)
ANYBODY = "anybody"
Find = Callable[[str], Records]
Table = Mapping[str, frozenset[str]]


def chapter(page: str, store: str) -> str:
    """What the page says of one store."""
    found = re.search(rf"^## {store}\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    return found[1] if found else ""


def read(text: str) -> Table:
    return {m["operation"]: frozenset(m["roles"].split(", ")) for m in ROW.finditer(text)}


def roles_of(operation: Operation) -> frozenset[str]:
    """Whose scopes suffice; where the record lies decides besides."""
    if operation.open:
        return frozenset({ANYBODY})
    return frozenset(role for role, scopes in ROLES.items() if operation.scopes <= set(scopes))


def said(document: Document) -> Table:
    return {str(operation): roles_of(operation) for operation in document.operations}


def written(table: Table) -> str:
    rows = [f"| `{operation}` | {', '.join(sorted(roles))} |" for operation, roles in table.items()]
    return "\n".join(("", "| Operation | Roles |", "|---|---|", *rows, "", ""))


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


def test_the_table_is_what_the_code_says(store: str, records: Find, pytestconfig: pytest.Config) -> None:
    table, page = said(records(store).document), PAGE.read_text()
    if pytestconfig.getoption("--write-access"):
        PAGE.write_text(page.replace(f"## {store}\n{chapter(page, store)}", f"## {store}\n{written(table)}"))
    elsewhere = {op: (sorted(read(chapter(page, store)).get(op, ())), sorted(roles)) for op, roles in table.items()}
    assert {op: both for op, both in elsewhere.items() if both[0] != both[1]} == {}, "make access writes it anew"
    assert read(chapter(page, store)).keys() == table.keys()


def test_nobody_else_gets_in(store: str, records: Find) -> None:
    there, table = records(store), read(chapter(PAGE.read_text(), store))
    tokens = {role: there.issued(" ".join(scopes)) for role, scopes in ROLES.items()}
    probes = [
        Probe(valid(there, operation).having(Authorization=f"Bearer {token}"), (403,), slug="insufficient-scope")
        for operation in there.document.operations if not operation.open
        for role, token in tokens.items() if role not in table[str(operation)]
    ]  # fmt: skip
    assert len(probes) > len(table)
    report([complaint for probe in probes for complaint in send(there.api.client, probe)])


def test_who_is_named_gets_in(store: str, records: Find) -> None:
    """Reading, that is: what a command does besides is its own tests' matter. The record may still lie elsewhere."""
    there, table = records(store), read(chapter(PAGE.read_text(), store))
    refused = []
    for operation in there.document.operations:
        for role in table[str(operation)] - {ANYBODY} if operation.method == "GET" else ():
            reply = there.api.get(there.address(operation), there.issued(" ".join(ROLES[role])))
            if reply.status == 403 and reply.slug == "insufficient-scope":
                refused.append((role, str(operation)))
    assert refused == []


def test_no_role_and_no_operation_stands_alone(records: Find) -> None:
    """A scope that no role has makes an operation that nobody may use; a role that may do nothing is a slip."""
    tables = [said(records(store).document) for store in STORES]
    assert [operation for table in tables for operation, roles in table.items() if not roles] == []
    assert set(ROLES) - {role for table in tables for roles in table.values() for role in roles} == set()
