"""The follower: builds the tree behind the log and has checkpoints signed, without the broker."""

from __future__ import annotations

import threading
from time import monotonic

import psycopg

from infra import crashpoints, world
from infra.database import Connection, DatabaseSettings, connect
from infra.ledger import padding, records
from infra.ledger.checkpoints import Checkpoint, origin_of
from infra.ledger.leaves import leaves_of
from infra.ledger.merkle import ProofRefused
from infra.ledger.signer import Signer, SignerRefused
from infra.ledger.stats import LedgerStats
from infra.ledger.tree import Tree
from infra.locks import AdvisoryLock
from infra.observability.logs import logger
from infra.refusals import Unavailable

LIMITS = "-c TimeZone=UTC -c lock_timeout=2s -c statement_timeout=30s"
SECONDS = 50
RETRY = 5.0


class Follower:
    """One store's follower, a thread of its relay process. It reads hashes, adds tree nodes, and has no other right.

    Open stores: a checkpoint every `seconds`, when there are new leaves. Confidential ones: at every tick of their
    schedule, whether anything happened or not. `run` returns after `stop` only.
    """

    def __init__(
        self, store: str, database: DatabaseSettings, signer: Signer, *, confidential: bool, seconds: int = SECONDS
    ) -> None:
        self.store = store
        self.stats = LedgerStats(store)
        self.signer = signer
        self.confidential = confidential
        self._database = database
        self._seconds = seconds
        self._stopping = threading.Event()
        self.signed = threading.Event()

    def stop(self) -> None:
        self._stopping.set()

    def run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._session()
            except (Unavailable, psycopg.Error, OSError) as error:
                logger().warning("ledger.session_lost", store=self.store, reason=type(error).__name__)
            self._stopping.wait(min(RETRY, self._seconds))

    def _session(self) -> None:
        with connect(self._database, limits=LIMITS, autocommit=True) as connection:
            while not self._stopping.is_set():
                started, pause = monotonic(), float(self._seconds)
                self.stats.standby = not self._is_the_one(connection)
                if not self.stats.standby:
                    self.turn(connection)
                    pause = self._pause(connection, monotonic() - started)
                self._stopping.wait(pause)

    def _pause(self, connection: Connection, taken: float) -> float:
        """Until the next turn: on the fixed clock, or so that turns begin `seconds` apart."""
        if self.confidential:
            return padding.schedule(connection, self._seconds).wait_at(world.now())
        return max(0.0, self._seconds - taken)

    @staticmethod
    def _is_the_one(connection: Connection) -> bool:
        """Whether this session holds the lock; asking again for a lock that one holds does no harm here."""
        row = connection.execute("SELECT pg_try_advisory_lock(%s)", (AdvisoryLock.LEDGER,)).fetchone()
        return bool(row and row[0])

    def turn(self, connection: Connection) -> Checkpoint | None:
        """Grow the tree and sign what is new; the new checkpoint, or None. A refusal is kept and told, not raised."""
        try:
            checkpoint = self._turn(connection)
        except (SignerRefused, ProofRefused) as error:
            self.stats.refused, self.stats.refusals = str(error), self.stats.refusals + 1
            logger().error("ledger.refused", store=self.store, reason=str(error))
            return None
        self.stats.refused, self.stats.behind, self.stats.complete_at = None, 0, monotonic()
        return checkpoint

    def _turn(self, connection: Connection) -> Checkpoint | None:
        if self.confidential:
            padding.pad(connection, padding.schedule(connection, self._seconds))
        tree = Tree(connection, leaves_of(connection, confidential=self.confidential))
        tree.grow()
        size, origin = tree.size(), origin_of(self.store, records.log_id(connection))
        newest = records.latest(connection, origin)
        self.stats.size, self.stats.behind = size, size - (newest.checkpoint.size if newest else 0)
        if newest and newest.checkpoint.size == size and self._agrees(newest.checkpoint):
            return None
        return self._sign(connection, tree, Checkpoint(origin, size, tree.root(size)))

    def _agrees(self, checkpoint: Checkpoint) -> bool:
        return self.signer.state().last == checkpoint

    def _sign(self, connection: Connection, tree: Tree, checkpoint: Checkpoint) -> Checkpoint:
        last = self.signer.state().last
        extends = last is not None and last.origin == checkpoint.origin and 0 < last.size <= checkpoint.size
        proof = tree.consistency(last.size, checkpoint.size) if extends and last else []
        crashpoints.reached("ledger.before-sign", self.store)
        note = self.signer.sign(checkpoint, proof)
        crashpoints.reached("ledger.after-sign", self.store)
        records.add(connection, checkpoint, note, world.now())
        self.stats.signed += 1
        self.signed.set()
        return checkpoint
