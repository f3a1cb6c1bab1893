"""What the `ledger` commands need of a store: its keys, its signer, its databases, and what others saw of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from infra.database import Connection, connect
from infra.ledger import records
from infra.ledger.audit.audit import LIMITS, Audit, without_state
from infra.ledger.audit.checkpoints import Claim, witnessed
from infra.ledger.audit.findings import Report
from infra.ledger.checkpoints import origin_of
from infra.ledger.keys import VerifierKey
from infra.ledger.records import SignedCheckpoint
from infra.ledger.settings import TRUST
from infra.ledger.signer import Signer, SignerRefused, SignerState
from infra.ledger.trust import Trust
from infra.refusals import Unavailable as Away
from infra.settings import Settings
from infra.store_settings import StoreSettings
from infra.stores import CONFIDENTIAL, STORES
from scripts.failures import CommandError
from scripts.stores import reachable, settings_of


@dataclass(frozen=True)
class LedgerOf:
    """One store's ledger in a stack of this checkout, as an operator may see it."""

    name: str
    stack: str
    settings: StoreSettings
    trust: Trust

    @property
    def confidential(self) -> bool:
        return self.name in CONFIDENTIAL

    @property
    def keys(self) -> tuple[VerifierKey, ...]:
        return self.trust.log(self.name)

    @property
    def signer(self) -> Signer:
        """Raises CommandError when this environment has no signing key."""
        mine = self.settings.ledger
        if mine.key is None or mine.state_file is None:
            raise CommandError(f"the ledger key of {self.name} is not at hand")
        return Signer(mine.key, mine.state_file)

    def state(self) -> SignerState | None:
        """What the signer remembers; None when that is lost or not at hand."""
        if self.settings.ledger.state_file is None:
            return None
        try:
            return self.signer.state()
        except SignerRefused:
            return None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """One snapshot of the store's database. Raises Unavailable."""
        with reachable(self.settings.database("audit")) as audit, connect(audit, limits=LIMITS) as connection:
            yield connection

    def newest(self, connection: Connection) -> SignedCheckpoint | None:
        return records.latest(connection, origin_of(self.name, records.log_id(connection)))

    def seen(self, origins: Sequence[str]) -> list[Claim]:
        """What those other stores that can be reached now witnessed of these logs."""
        found: list[Claim] = []
        for witness in STORES:
            if witness != self.name:
                found += self._seen_by(witness, origins)
        return found

    def _seen_by(self, witness: str, origins: Sequence[str]) -> list[Claim]:
        try:
            with connect(settings_of(witness, self.stack).database("audit"), limits=LIMITS) as connection:
                return witnessed(connection, witness, origins, self.keys)
        except Away:
            return []

    def audit(self) -> Report:
        """The monitor's look at this store: signer and witnesses first, then one snapshot of the database."""
        state = self.state()
        with self.reading() as connection:
            origin = origin_of(self.name, records.log_id(connection))
        remembered = (state.last, *state.earlier) if state else ()
        origins = {origin, *(each.origin for each in remembered if each)}
        seen = self.seen(sorted(origins))
        with self.reading() as connection:
            report = Audit(self.name, connection, self.keys, state, seen, confidential=self.confidential).run()
        if state is None:
            without_state(report)
        return report


def ledger(store: str, stack: str = "dev") -> LedgerOf:
    """Raises UsageError for a store that is not there, CommandError without a trust file."""
    mine = settings_of(store, stack)
    from scripts.stack.stack import load

    trust = Settings.from_environment(load(stack).environment(), [store], "job").trust
    if trust is None:
        raise CommandError(f"{TRUST} is not set: nobody's signature could be believed")
    return LedgerOf(store, stack, mine, trust)
