"""What the tests of the monitor share: an honest log, an insider, and what the monitor says."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from uuid import UUID

from infra.database import Connection, connect
from infra.ledger.audit.audit import LIMITS, Audit
from infra.ledger.audit.checkpoints import Claim
from infra.ledger.audit.findings import Kind, Report
from infra.ledger.signer import SignerState
from tests.integration.ledger.conftest import STORE, House

Fresh = Callable[..., House]


def audit(house: House, state: SignerState | None = None, seen: tuple[Claim, ...] = ()) -> Report:
    remembered = state or house.signer.state()
    with connect(house.settings("audit"), limits=LIMITS) as connection:
        keys = (house.key.verifier,)
        return Audit(STORE.name, connection, keys, remembered, seen, confidential=house.confidential).run()


def said(report: Report) -> list[tuple[Kind, str]]:
    return [(finding.kind, finding.text) for finding in report.findings]


@contextmanager
def insider(house: House) -> Iterator[Connection]:
    with house.superuser() as connection:
        yield connection


def streams(house: House) -> list[UUID]:
    """Of the four beads, in the order of their first events."""
    with house.superuser() as connection:
        rows = connection.execute(
            "SELECT originator_id FROM stored_events WHERE originator_version = 1 ORDER BY notification_id"
        ).fetchall()
    return [row[0] for row in rows]
