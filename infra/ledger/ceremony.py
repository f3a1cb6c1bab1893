"""The ceremony after a restore: a new log, and an event in it that says what the old one was and what is lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from infra import world
from infra.database import Connection
from infra.eventstore.store import EventStore
from infra.ledger import records
from infra.ledger.audit.checkpoints import Claim, restores
from infra.ledger.checkpoints import Checkpoint, origin_of
from infra.ledger.events import log_restores, restores_id
from infra.ledger.frontier import roots_at
from infra.ledger.leaves import Leaves
from infra.ledger.merkle import EMPTY_ROOT
from infra.ledger.signer import Signer, SignerState

PAGE = 65_536
NEW_LOG = "UPDATE log_head SET log_id = gen_random_uuid() WHERE log_id = %s"


class NothingToExplain(Exception):
    """The log extends what was signed last, or nothing was ever signed: there is no loss and no new log."""


@dataclass(frozen=True)
class Ended:
    """A log that is no more: what was signed of it last, and how much of it is proved to be in the present one."""

    last: Checkpoint
    common: Checkpoint


@dataclass(frozen=True)
class Loss:
    """The restored log has `size` leaves; `ended` are the logs that it does not explain yet, the newest last.

    More than one when the copy that was restored is older than the word about an earlier restore.
    """

    size: int
    root: bytes
    ended: tuple[Ended, ...]

    @property
    def old(self) -> Checkpoint:
        """What was signed last before this restore."""
        return self.ended[-1].last

    @property
    def common(self) -> Checkpoint:
        return self.ended[-1].common

    @property
    def lost(self) -> int:
        """How many leaves that were signed are not there any more, at least."""
        return max(0, self.old.size - self.size)


def examine(
    store: str, connection: Connection, leaves: Leaves, state: SignerState, claims: Sequence[Claim],
    *, restored: bool = False,
) -> Loss:  # fmt: skip
    """Compare the present log with what the signer remembers and with all signed checkpoints. Changes nothing.

    `restored`: an operator says so. What was recorded after the last checkpoint and is gone, no signature shows.
    Raises NothingToExplain, and LeafMissing when the restored log has a hole.
    """
    last, size = state.last, leaves.size()
    if last is None:
        raise NothingToExplain("nothing was ever signed: there is no older log")
    told = {restore.old_origin for restore in restores(connection, store)}
    ended = [*(each for each in state.earlier if each.origin not in told), last]
    known = [*ended, *(claim.checkpoint for claim in claims)]
    roots = roots_at(_all(leaves, size), {size, *(each.size for each in known)})
    same_log = origin_of(store, records.log_id(connection)) == last.origin
    if same_log and not restored and roots.get(last.size) == last.root:
        raise NothingToExplain("the log extends what was signed last: nothing that was signed is lost")
    proved = [each for each in known if roots.get(each.size) == each.root]
    return Loss(size, roots[size], tuple(Ended(each, _common(each, proved)) for each in ended))


def _common(last: Checkpoint, proved: Sequence[Checkpoint]) -> Checkpoint:
    mine = [each for each in proved if each.origin == last.origin]
    return max(mine, key=lambda each: each.size, default=Checkpoint(last.origin, 0, EMPTY_ROOT))


def _all(leaves: Leaves, size: int) -> Iterator[bytes]:
    for at in range(0, size, PAGE):
        yield from leaves.between(at, min(at + PAGE, size))


def hold(store: EventStore, owner: Connection, signer: Signer, loss: Loss, reason: str) -> Checkpoint:
    """Give the log its new id, record the loss in it, and let the signer begin anew: the first checkpoint.

    Each step is skipped when it was done before, so that a ceremony that was interrupted is simply held again.
    `owner` may change the head of the log; the caller has set who acts. Raises SignerRefused.
    """
    present = records.log_id(owner)
    if origin_of(store.name, present) == loss.old.origin:
        owner.execute(NEW_LOG.encode(), (present,))
        owner.commit()
    origin = origin_of(store.name, records.log_id(owner))
    _record(store, origin, loss, reason)
    first = Checkpoint(origin, loss.size, loss.root)
    records.add(owner, first, signer.begin(first), world.now())
    owner.commit()
    return first


def _record(store: EventStore, origin: str, loss: Loss, reason: str) -> None:
    kind = log_restores(store.name)
    with store.unit_of_work() as unit:
        told = unit.find(kind, restores_id(store.name)) or kind()
        for ended in loss.ended:
            if ended.last.origin not in told.told:
                told.restored(
                    old_origin=ended.last.origin,
                    old_size=ended.last.size,
                    old_root=ended.last.root.hex(),
                    new_origin=origin,
                    restored_size=loss.size,
                    common_size=ended.common.size,
                    common_root=ended.common.root.hex(),
                    reason=reason,
                )
        unit.save(told)
