"""Every operation on a record that exists: a stale version, a stranger, a key that was used for something else."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.integration.bad_input.cases_of_state import foreign_territory, reused_key, stale_version
from tests.integration.bad_input.probes import Case, Probe, report, send
from tests.openapi.document import Operation
from tests.openapi.records import Records
from tests.openapi.stores import STORES

pytestmark = pytest.mark.parametrize("store", STORES)
Stored = Callable[[str], dict[str, int]]
Find = Callable[[str], Records]


def test_a_used_key_with_another_command_is_422(store: str, records: Find, stored: Stored) -> None:
    there = records(store)
    refuse(there, reused_key, there.document.operations, stored)


def test_a_stale_version_is_412(store: str, records: Find, stored: Stored) -> None:
    there = records(store)
    refuse(there, stale_version, reachable(there), stored)


def test_what_lies_elsewhere_does_not_exist(store: str, records: Find, stored: Stored) -> None:
    there = records(store)
    local = [operation for operation in reachable(there) if not operation.everywhere]
    refuse(there, foreign_territory, local, stored)


def test_every_record_that_a_path_names_can_be_made(store: str, records: Find) -> None:
    """Or else the two tests above would leave its operations out without a word."""
    there = records(store)
    assert [str(operation) for operation in there.document.operations if operation not in reachable(there)] == []


def reachable(there: Records) -> list[Operation]:
    return [operation for operation in there.document.operations if there.exist_for(operation)]


def refuse(there: Records, case: Case, operations: object, stored: Stored) -> None:
    probes: list[Probe] = [probe for operation in operations for probe in case(there, operation)]  # type: ignore[attr-defined]
    store = there.document.store
    before = stored(store)
    report([complaint for probe in probes for complaint in send(there.api.client, probe)])
    assert stored(store) == before
