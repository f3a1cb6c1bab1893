"""The figures: rates in leaves or commands a second, times in milliseconds."""

from __future__ import annotations

import random
from collections.abc import Callable
from statistics import median, quantiles
from time import perf_counter
from uuid import uuid4

from infra.database import Connection, connect
from infra.ledger import merkle
from infra.ledger.audit.audit import LIMITS, Audit
from infra.ledger.leaves import leaves_of
from infra.ledger.tree import Tree
from tests.bench.audit.planting import BARE
from tests.integration.ledger.conftest import STORE, House

CALL = """SELECT * FROM {}(%s::uuid[], %s::bigint[], %s::text[], %s::bytea[], %s::text[], %s::text[], %s::jsonb[], 1)"""
STATE = b'{"number":7,"occurred_at":"2025-01-01T00:00:00Z","note":"' + b"x" * 400 + b'"}'
METADATA = '{"actor":"system","role":"system","purpose":null,"legal_basis":"LB_PUBLIC_POLICY"}'


def timed(work: Callable[[], object]) -> float:
    started = perf_counter()
    work()
    return perf_counter() - started


def growing(house: House, size: int) -> float:
    """Leaves a second, from rows to stored tiles."""
    with house.relay() as connection:
        return size / timed(house.tree(connection).grow)


def signing(house: House) -> float:
    """Milliseconds of a whole turn of the follower: root, consistency with what was signed before, signature."""
    follower = house.follower()
    with house.relay() as connection:
        follower.turn(connection)
        connection.execute("SELECT 1")
        times = []
        for _ in range(20):
            house.thread()
            times.append(timed(lambda: follower.turn(connection)) * 1000)
    return median(times)


def commands(house: House, count: int, rounds: int = 6) -> tuple[float, float]:
    """Milliseconds of one commit with the ledger and without, interleaved so that a busy machine is fair to both."""
    times: dict[str, list[float]] = {"append_events": [], BARE: []}
    with connect(house.settings("app")) as connection:
        for _ in range(rounds):
            for name, found in times.items():
                found.extend(_commit(connection, name) for _ in range(count // rounds))
    return median(times["append_events"]) * 1000, median(times[BARE]) * 1000


def _commit(connection: Connection, function: str) -> float:
    values = ([uuid4()], [1], ["ledgertoys.bead.turned"], [STATE], [METADATA], [None], [None])
    started = perf_counter()
    connection.execute(CALL.format(function).encode(), values)
    connection.commit()
    return perf_counter() - started


def proofs(house: House, size: int, count: int, seed: int = 7) -> tuple[list[float], list[float]]:
    """Milliseconds of inclusion and of consistency proofs, each from a tree that has read nothing yet."""
    dice, inclusion, consistency = random.Random(seed), [], []  # noqa: S311  a sample, the same each time
    with house.relay() as connection:
        for _ in range(count):
            index, old = dice.randrange(size), dice.randrange(1, size)
            fresh = Tree(connection, leaves_of(connection, confidential=False))
            inclusion.append(timed(lambda tree=fresh, at=index: tree.inclusion(at, size)) * 1000)  # type: ignore[misc]
            fresh = Tree(connection, leaves_of(connection, confidential=False))
            consistency.append(timed(lambda tree=fresh, at=old: tree.consistency(at, size)) * 1000)  # type: ignore[misc]
    return inclusion, consistency


def p99(times: list[float]) -> float:
    return quantiles(times, n=100)[98]


def verifying_proofs(house: House, size: int, count: int) -> float:
    """Inclusion proofs verified in a second, by the published algorithm."""
    with house.relay() as connection:
        tree = house.tree(connection)
        root, dice = tree.root(size), random.Random(11)  # noqa: S311  a sample, the same each time
        cases = [(at, tree.leaf(at), tree.inclusion(at, size)) for at in dice.sample(range(size), count)]

    def verify() -> None:
        for at, leaf, proof in cases:
            merkle.verify_inclusion(leaf, at, size, proof, root)

    return count / timed(verify)


def auditing(house: House) -> tuple[float, int]:
    """Seconds of the monitor over the whole log, every event hashed anew; and how much it found, which is nothing."""
    with connect(house.settings("audit"), limits=LIMITS) as connection:
        audit = Audit(STORE.name, connection, (house.key.verifier,), house.signer.state(), confidential=False)
        seconds = timed(audit.run)
    return seconds, len(audit.report.findings)
