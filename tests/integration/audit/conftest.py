"""A case in a log that an auditor has seen, and what the verifier and the monitor say of it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID, uuid4

import pytest

from infra.database import connect
from infra.erasure.application import ErasureApplication
from infra.erasure.erasure import erasure_id, erasure_of
from infra.erasure.hands import PostgresHands
from infra.erasure.order import Order
from infra.eventstore.disclosures import disclosure
from infra.kernel import Sealed
from infra.ledger import records
from infra.ledger.audit.audit import LIMITS, Audit
from infra.ledger.exporting import bundle as bundles
from infra.ledger.exporting.everything import leaf_data
from infra.ledger.exporting.shown import NothingToExport, StoreExport
from infra.ledger.merkle import ProofRefused
from infra.sealed import AccessContext
from infra.stores import ROOT
from infra.world import now
from tests.integration.ledger.beads import Bead
from tests.integration.ledger.conftest import STORE, House
from tests.integration.ledger.conftest import fresh as fresh
from tests.integration.ledger.conftest import house as house
from tests.integration.ledger.conftest import pattern as pattern

VERIFIER = ROOT / "scripts" / "verify.py"
READER = AccessContext("lia", "social_worker", "care", "LB_PUBLIC_POLICY")
READS = "SELECT originator_id FROM stored_events WHERE topic = %s ORDER BY notification_id DESC LIMIT 1"
KEY = "SELECT key_id FROM sealed_values WHERE originator_id = %s"


def order(subject: UUID, *authorised_by: str, streams: tuple[UUID, ...] = (), key_ids: tuple[UUID, ...] = ()) -> Order:
    return Order(subject, uuid4(), "consent_withdrawn", authorised_by, "person", streams, key_ids)


@dataclass
class Scene:
    """A case of six events with a sealed note, a neighbour, a read record, and somebody who was erased."""

    house: House
    folder: Path
    case: UUID = field(default_factory=uuid4)
    neighbour: UUID = field(default_factory=uuid4)
    read: UUID = field(default_factory=uuid4)
    erased: UUID = field(default_factory=uuid4)
    erasure: UUID = field(default_factory=uuid4)
    seen: str = ""

    def play(self) -> None:
        self.follow()  # as any store's log is signed while it is still empty
        self.neighbour = self.house.thread(2, note="of the neighbour")
        self.case = self.house.thread(5, note="of the case")
        self.read = self.read_note(self.case)
        self.follow()
        self.export(self.case, self.neighbour, self.read, name="old")
        self.erased = self.erase()
        self.house.thread(3)
        self.follow()
        self.seen = self.newest()

    def follow(self) -> None:
        """A turn of the follower; a padded log's clock has ticked before it."""
        with self.house.superuser() as connection:
            connection.execute("UPDATE ledger_schedule SET started_at = started_at - interval '1 second'")
        self.house.follow()

    def read_note(self, bead: UUID) -> UUID:
        """Somebody opens the note through the vault, which leaves a read record: that record."""
        store = self.house.store()
        with store.begin() as unit:
            assert unit.open(unit.get(Bead, bead).note, READER) == "of the case"
        self.house.close()
        with self.house.superuser() as connection:
            row = connection.execute(READS, (disclosure(STORE.name).Disclosed.TOPIC,)).fetchone()
        assert row is not None
        found: UUID = row[0]
        return found

    def erase(self) -> UUID:
        """Somebody is erased by order of two people, as a store's worker does it; the stream of what was known."""
        subject = uuid4()
        with self.house.store().unit_of_work() as unit:
            bead = Bead(owner_id=subject, note=Sealed.of("to be erased"))
            unit.save(bead)
        app = self.erasing()
        app.perform(app.authorise(order(subject, "ana", "rui", streams=(bead.id,))))
        self.erasure = erasure_id(STORE.name, subject)
        assert app.check(self.erasure) == {}
        self.house.close()
        return bead.id

    def erasing(self) -> ErasureApplication:
        hands = PostgresHands(self.house.database("erase"), self.house.database("destroy", STORE.keys_database))
        return ErasureApplication(self.house.store(), hands)

    def key_of(self, stream: UUID) -> UUID:
        with self.house.superuser() as connection:
            row = connection.execute(KEY, (stream,)).fetchone()
        assert row is not None
        found: UUID = row[0]
        return found

    def pretend(self, key_id: UUID, *authorised_by: str) -> None:
        """Somebody records an erasure around the rule that two different people authorise it."""
        forged = erasure_of(STORE.name)(**vars(order(uuid4(), *authorised_by, key_ids=(key_id,))))
        forged.key_destroyed(key_id)
        with self.house.store().unit_of_work() as unit:
            unit.save(forged)
        self.house.close()

    def newest(self) -> str:
        with self.house.relay() as connection:
            found = records.latest(connection, self.house.origin())
        assert found is not None
        return found.text

    def export(self, *streams: UUID, complete: bool = False, name: str = "bundle") -> Path:
        """Raises NothingToExport, ProofRefused."""
        with connect(self.house.settings("audit"), limits=LIMITS) as connection:
            export = StoreExport(STORE.name, connection, self.house.key.verifier, confidential=self.house.confidential)
            leaves = "leaves.bin" if complete else ""
            log = export.document(streams or (self.case, self.neighbour, self.read, self.erased), leaves=leaves)
            size = export.newest.size
            more = b"".join(leaf_data(connection, size, confidential=self.house.confidential)) if leaves else b""
        files = bundles.bundle([log], now(), [self.house.key], {leaves: more} if leaves else {})
        bundles.write(files, self.folder / name)
        return self.folder / name

    def trust(self) -> Path:
        file = self.folder / "trusted-keys"
        file.write_text(f"# given on paper\n{self.house.key.verifier}\n")
        return file

    def kept(self) -> Path:
        file = self.folder / "checkpoint-seen"
        file.write_text(self.seen)
        return file

    def verify(self, place: Path, *, trusts: bool = True) -> tuple[int, str]:
        """Exit code and answer of the verifier, run as an auditor would: alone, without our code."""
        trust: Sequence[str | Path] = ["--trust", self.trust()] if trusts else []
        command = [sys.executable, "-I", VERIFIER, "bundle", place, "--seen", self.kept(), *trust]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=self.folder, timeout=60)
        return done.returncode, (done.stdout + done.stderr).strip()

    def audit(self, *streams: UUID, complete: bool = False) -> tuple[int, str]:
        """A fresh export, verified; an export that cannot even be made is not verified either."""
        try:
            return self.verify(self.export(*streams, complete=complete, name="after"))
        except (ProofRefused, NothingToExport) as error:
            return 3, f"not verified: no export can be made: {error}"

    def monitor(self) -> list[str]:
        """What the monitor finds: `kind: text`."""
        state = self.house.signer.state()
        with connect(self.house.settings("audit"), limits=LIMITS) as connection:
            keys = (self.house.key.verifier,)
            report = Audit(STORE.name, connection, keys, state, (), confidential=self.house.confidential).run()
        return [f"{finding.kind}: {finding.text}" for finding in report.findings]


@pytest.fixture
def scene(house: House, tmp_path: Path) -> Scene:
    made = Scene(house, tmp_path)
    made.play()
    return made


@pytest.fixture
def confidential(fresh: Callable[..., House], tmp_path: Path) -> Scene:
    made = Scene(fresh(confidential=True), tmp_path)
    made.play()
    return made
