"""No request, right or wrong, gets a 5xx or an answer that the OpenAPI document does not tell of."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Response

from infra.web.edge import create_edge
from tests.integration.fuzz.fuzzing import Fuzzer, load, operations
from tests.openapi.records import Records
from tests.openapi.stores import STORES


@pytest.mark.parametrize("store", STORES)
def test_every_answer_is_a_documented_one(
    store: str, records: Callable[[str], Records], pytestconfig: pytest.Config
) -> None:
    fuzzer = Fuzzer(records(store), pytestconfig.getoption("examples"), pytestconfig.getoption("seed"))
    schema = load(create_edge({store: fuzzer.records.api.client.application}, {}), store, fuzzer.number)
    found = [line for operation in operations(schema) for line in fuzzer.complaints(operation)]
    told = (
        f"{store}: seed {fuzzer.number}, {fuzzer.examples} examples, statuses {dict(sorted(fuzzer.statuses.items()))}"
    )
    print(told)
    if found:
        pytest.fail("\n".join([told, *found]), pytrace=False)


@pytest.mark.parametrize(
    ("body", "status", "kind"),
    [
        ("{}", 418, "application/json"),
        ("{}", 500, "application/json"),
        ("{}", 200, "application/json"),
        ("", 200, "a/b"),
    ],
    ids=["undocumented status", "server error", "another schema", "another content type"],
)
def test_a_planted_fault_is_found(
    body: str, status: int, kind: str, records: Callable[[str], Records], monkeypatch: pytest.MonkeyPatch
) -> None:
    there = records("intake")
    app = there.api.client.application
    monkeypatch.setitem(
        app.view_functions, "offices.read_office", lambda **_: Response(body, status, content_type=kind)
    )
    schema = load(create_edge({"intake": app}, {}), "intake", 1)
    one = next(operation for operation in operations(schema) if operation.label == "GET /v1/offices/{office_id}")
    assert list(Fuzzer(there, 5, 1).complaints(one))
