"""Shows a store's checkpoints to its witnesses and to the outside; beside the follower, so that none delays signing."""

from __future__ import annotations

import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass

import httpx
import psycopg

from infra.database import Connection, DatabaseSettings, connect
from infra.ledger import notes, padding, records
from infra.ledger.checkpoints import cosigned_at, origin_of
from infra.ledger.events import WITNESS_TOPICS
from infra.ledger.follower import LIMITS, Follower
from infra.ledger.keys import VerifierKey
from infra.ledger.leaves import leaves_of
from infra.ledger.merkle import ProofRefused
from infra.ledger.notes import NoteRefused
from infra.ledger.records import SignedCheckpoint
from infra.ledger.sinks import TIMEOUT, Sink, SinkFailed
from infra.ledger.submission import Submission
from infra.ledger.tree import Tree
from infra.observability.logs import logger
from infra.refusals import Unavailable

PATH = "/v1/ledger/witness/add-checkpoint"
SEEN = "SELECT coalesce(max(size), 0) FROM ledger_cosignatures WHERE origin = %s AND witness = %s"
NEWS = """SELECT EXISTS (SELECT 1 FROM stored_events
                          WHERE notification_id > %s AND notification_id <= %s AND topic NOT LIKE %s)"""
CONFIDENTIAL_SECONDS = 900
SIZE = re.compile(r"(0|[1-9][0-9]{0,18})\n?")


@dataclass(frozen=True)
class Peer:
    """A store that witnesses ours: its address and the keys that it cosigns with."""

    store: str
    url: str
    keys: tuple[VerifierKey, ...]


class Submitter:
    """Shows each checkpoint that has news in it to every peer, and to the sinks. `run` returns after `stop`.

    News are events other than witnessing itself. A confidential log is shown on a clock of its own, news or none.
    """

    def __init__(
        self,
        follower: Follower,
        database: DatabaseSettings,
        peers: Sequence[Peer],
        sinks: Sequence[Sink] = (),
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        self.follower = follower
        self.peers = tuple(peers)
        self.sinks = tuple(sinks)
        self._database = database
        self._http = httpx.Client(timeout=TIMEOUT, transport=transport, trust_env=False, follow_redirects=False)
        self._stopping = threading.Event()
        self._shown: dict[tuple[str, str], int] = {}

    def stop(self) -> None:
        self._stopping.set()
        self.follower.signed.set()

    def run(self) -> None:
        while not self._stopping.is_set():
            if not self.follower.signed.wait(5.0):
                continue
            self.follower.signed.clear()
            try:
                with connect(self._database, limits=LIMITS, autocommit=True) as connection:
                    self.turn(connection)
            except (Unavailable, psycopg.Error) as error:
                logger().warning("ledger.session_lost", store=self.follower.store, reason=type(error).__name__)

    def turn(self, connection: Connection) -> None:
        """Show the newest checkpoint to whoever has not seen what is new in it."""
        origin = origin_of(self.follower.store, records.log_id(connection))
        newest = records.latest(connection, origin)
        if newest is None or newest.checkpoint.size == 0:
            return
        for peer in self.peers:
            if self._is_due(connection, newest, self._seen(connection, origin, peer)):
                self._show(connection, newest, peer)
        for number, sink in enumerate(self.sinks):
            if self._is_due(connection, newest, self._shown.get((origin, f"sink {number}"), 0)):
                self._put(newest, sink, f"sink {number}")

    def _seen(self, connection: Connection, origin: str, peer: Peer) -> int:
        if (origin, peer.store) not in self._shown:
            row = connection.execute(SEEN.encode(), (origin, peer.store)).fetchone()
            self._shown[origin, peer.store] = int(row[0]) if row else 0
        return self._shown[origin, peer.store]

    def _is_due(self, connection: Connection, newest: SignedCheckpoint, seen: int) -> bool:
        size = newest.checkpoint.size
        if self.follower.confidential:
            plan = padding.schedule(connection, CONFIDENTIAL_SECONDS)
            return seen == 0 or size - seen >= CONFIDENTIAL_SECONDS // plan.seconds * plan.batch
        row = connection.execute(NEWS.encode(), (seen, size, WITNESS_TOPICS)).fetchone()
        return bool(row and row[0])

    def _put(self, newest: SignedCheckpoint, sink: Sink, name: str) -> None:
        try:
            sink.put(newest.checkpoint, newest.text)
        except SinkFailed as error:
            logger().warning("ledger.sink_failed", store=self.follower.store, reason=str(error))
        else:
            self._shown[newest.checkpoint.origin, name] = newest.checkpoint.size

    def _show(self, connection: Connection, newest: SignedCheckpoint, peer: Peer) -> None:
        try:
            answer = self._ask(connection, newest, peer)
            if answer.status_code == httpx.codes.OK:
                self._keep(connection, newest, peer, answer.text)
            else:
                self._disputed(newest, peer, answer)
        except (httpx.HTTPError, NoteRefused, ProofRefused) as error:
            logger().warning(
                "ledger.witness_failed", store=self.follower.store, consumer=peer.store, reason=type(error).__name__
            )

    def _ask(self, connection: Connection, newest: SignedCheckpoint, peer: Peer) -> httpx.Response:
        """Ask from what it saw by our book; when it remembers another size, once more from there."""
        origin = newest.checkpoint.origin
        answer = self._post(connection, newest, peer, self._shown[origin, peer.store])
        told = SIZE.fullmatch(answer.text) if answer.status_code == httpx.codes.CONFLICT else None
        if told is None or not int(told[1]) <= newest.checkpoint.size:
            return answer
        self._shown[origin, peer.store] = int(told[1])
        return self._post(connection, newest, peer, int(told[1]))

    def _post(self, connection: Connection, newest: SignedCheckpoint, peer: Peer, old: int) -> httpx.Response:
        tree = Tree(connection, leaves_of(connection, confidential=self.follower.confidential))
        proof = tree.consistency(old, newest.checkpoint.size) if old else []
        body = Submission(old, tuple(proof), newest.note).body()
        return self._http.post(peer.url + PATH, content=body, headers={"Content-Type": "text/plain; charset=utf-8"})

    def _keep(self, connection: Connection, newest: SignedCheckpoint, peer: Peer, text: str) -> None:
        for line in text.splitlines():
            signature = notes.parse_signature(line)
            for key in peer.keys:
                if signature.is_of(key):
                    cosigned_at(newest.checkpoint.text, signature, key)
                    records.add_cosignature(connection, newest.checkpoint, peer.store, str(signature))
                    self._shown[newest.checkpoint.origin, peer.store] = newest.checkpoint.size
                    self.follower.stats.cosigned += 1

    def _disputed(self, newest: SignedCheckpoint, peer: Peer, answer: httpx.Response) -> None:
        """A witness that saw something else is news for an operator: the log forked, or the witness is wrong."""
        if answer.status_code in (httpx.codes.CONFLICT, httpx.codes.UNPROCESSABLE_ENTITY):
            self.follower.stats.disputed += 1
            logger().error("ledger.disputed", store=self.follower.store, consumer=peer.store, status=answer.status_code)
        else:
            logger().warning(
                "ledger.witness_failed", store=self.follower.store, consumer=peer.store, status=answer.status_code
            )
