"""Holds the ceremony after a restore on a store of a stack: examines, then begins the new log."""

from __future__ import annotations

from infra.composition import close_store, open_store
from infra.database import connect
from infra.ledger import ceremony
from infra.ledger.audit.checkpoints import signed
from infra.ledger.audit.findings import Report
from infra.ledger.ceremony import Loss
from infra.ledger.checkpoints import Checkpoint
from infra.ledger.leaves import LeafMissing, leaves_of
from infra.ledger.signer import SignerRefused
from infra.messaging.dismissals import checked
from infra.metadata import Metadata, acting
from infra.refusals import DomainError
from infra.settings import Settings
from scripts.failures import CommandError, UsageError
from scripts.ledgers import LedgerOf, ledger
from scripts.services import definition
from scripts.stores import reachable


def hold(store: str, reason: str, actor: str, stack: str = "dev", *, restored: bool = False) -> tuple[Loss, Checkpoint]:
    """The loss and the first checkpoint of the new log. Raises NothingToExplain, UsageError, CommandError."""
    mine = ledger(store, stack)
    why = _reason(reason)
    loss = _examine(mine, restored=restored)
    from scripts.stack.stack import load

    opened = open_store(definition(store), Settings.from_environment(load(stack).environment(), [store], "job"))
    try:
        with (
            reachable(mine.settings.database("migrate")) as owner,
            connect(owner) as connection,
            acting(Metadata(actor=actor, role="operator", purpose="restore")),
        ):
            return loss, ceremony.hold(opened, connection, mine.signer, loss, why)
    except SignerRefused as error:
        raise CommandError(str(error)) from None
    finally:
        close_store(opened)


def _reason(reason: str) -> str:
    try:
        return checked(reason)
    except DomainError as error:
        raise UsageError(f"{error.detail} {error.fix}") from None


def _examine(mine: LedgerOf, *, restored: bool) -> Loss:
    try:
        state = mine.signer.state()
        remembered = (*state.earlier, *([state.last] if state.last else []))
        seen = mine.seen([each.origin for each in remembered])
        with mine.reading() as connection:
            claims = [*seen, *signed(connection, mine.keys, Report(mine.name))]
            leaves = leaves_of(connection, confidential=mine.confidential)
            return ceremony.examine(mine.name, connection, leaves, state, claims, restored=restored)
    except (SignerRefused, LeafMissing) as error:
        raise CommandError(str(error)) from None
