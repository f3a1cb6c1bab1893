"""Every operation of every store under every kind of bad input: the right refusal, and nothing is written."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.integration.bad_input.cases import CASES
from tests.integration.bad_input.probes import Case, report, send
from tests.openapi.records import Records
from tests.openapi.stores import STORES

Stored = Callable[[str], dict[str, int]]


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_a_wrong_request_is_refused_and_leaves_nothing(
    store: str, case: Case, records: Callable[[str], Records], stored: Stored
) -> None:
    there = records(store)
    probes = [probe for operation in there.document.operations for probe in case(there, operation)]
    before = stored(store)
    report([complaint for probe in probes for complaint in send(there.api.client, probe)])
    assert stored(store) == before
