"""The monitor itself: one look at a whole store, from one snapshot of its database."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from infra.database import Connection
from infra.ledger import records
from infra.ledger.audit import checkpoints
from infra.ledger.audit.checkpoints import Claim
from infra.ledger.audit.findings import Kind, Report
from infra.ledger.audit.rows import RowCheck, head, rows
from infra.ledger.audit.sealed import SealedCheck
from infra.ledger.audit.tree import TileCheck, sequence
from infra.ledger.checkpoints import origin_of
from infra.ledger.frontier import roots_at
from infra.ledger.keys import VerifierKey
from infra.ledger.signer import SignerState

LIMITS = "-c TimeZone=UTC -c statement_timeout=0 -c default_transaction_isolation=repeatable\\ read"


class Audit:
    """One store. The connection reads everything and is opened with LIMITS; `keys` were given out of band.

    `state` is what the signer remembers and `seen` what other stores witnessed: both read before the snapshot is
    taken, so that a log that grows meanwhile is no finding. None for a signer whose state is not at hand.
    """

    def __init__(
        self,
        store: str,
        connection: Connection,
        keys: Sequence[VerifierKey],
        state: SignerState | None = None,
        seen: Sequence[Claim] = (),
        *,
        confidential: bool,
    ) -> None:
        self.report = Report(store)
        self.connection = connection
        self.keys = keys
        self.confidential = confidential
        self.claims = [*_remembered(state), *seen]
        self.report.witnessed = len(seen)
        self._rows = RowCheck(self.report)
        self._sealed = SealedCheck(self.report)
        self._tiles = TileCheck(self.report, confidential=confidential)

    def run(self) -> Report:
        """Look at everything. The report has no finding when nothing is wrong."""
        origin = origin_of(self.report.store, records.log_id(self.connection))
        told = checkpoints.restores(self.connection, self.report.store)
        self.claims += checkpoints.signed(self.connection, self.keys, self.report)
        leaves = self._padded() if self.confidential else self._events()
        roots = roots_at(self._tiled(leaves), [claim.checkpoint.size for claim in self.claims])
        self._rows.finish(head(self.connection))
        self._sealed.finish(self.connection)
        self._tiles.finish(self.connection)
        self.report.leaves = self._tiles.size
        checkpoints.judge(self.claims, roots, self._tiles.size, origin, told, self.report)
        return self.report

    def _events(self) -> Iterator[bytes]:
        for row in rows(self.connection):
            if row.record is not None:
                self._sealed.look(row.record)
            yield from self._rows.missing(row)
            yield self._rows.look(row)

    def _padded(self) -> Iterator[bytes]:
        hashes = dict(enumerate(self._events(), 1))
        return sequence(self.connection, hashes, self.report)

    def _tiled(self, leaves: Iterator[bytes]) -> Iterator[bytes]:
        for leaf in leaves:
            self._tiles.look(leaf)
            yield leaf


def without_state(report: Report) -> None:
    """Say that the signer could not be asked: a rollback of everything else at once would not be seen."""
    report.add(Kind.STATE_MISSING, "the signer's state is missing or unreadable: a rollback may go unseen")


def _remembered(state: SignerState | None) -> list[Claim]:
    if state is None:
        return []
    last = [Claim("the checkpoint that the signer remembers", state.last)] if state.last else []
    return [*last, *(Claim("an earlier log that the signer remembers", each) for each in state.earlier)]
