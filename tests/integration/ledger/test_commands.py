"""`travessia ledger` on the real stores of the test stack."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from infra.database import connect
from infra.ledger import checkpoints
from infra.ledger.keys import SigningKey
from infra.ledger.running import ledger_of, peers_of
from infra.ledger.trust import Trust
from infra.settings import Settings
from infra.stores import STORES
from infra.web.host import EXTENSION
from scripts import ledger_keys
from scripts.failures import CommandError, UsageError
from scripts.services import room
from scripts.stack.stack import Stack
from tests.integration.commands.running import Run

Command = Callable[..., Run]
Make = Callable[..., Settings]


@pytest.fixture
def followed(settings: Make) -> None:
    """coordination is signed up to its end."""
    mine = settings(["coordination"], "relay")
    with connect(mine.stores["coordination"].database("relay"), autocommit=True) as connection:
        follower = ledger_of("coordination", mine).follower
        follower.turn(connection)
    assert follower.stats.refused is None


@pytest.mark.usefixtures("followed")
def test_status_checkpoint_and_keys(travessia: Command) -> None:
    lines = {line["store"]: line for line in json.loads(travessia("ledger", "status", "--json").out)}
    assert set(lines) == set(STORES)
    assert lines["coordination"]["signed"] == lines["coordination"]["signer"] == lines["coordination"]["leaves"]
    assert "coordination" in travessia("ledger", "status").out
    trust = Trust.parse(travessia("ledger", "keys").out.splitlines())
    assert len(trust.keys) == 2 * len(STORES)
    note = travessia("ledger", "checkpoint", "coordination").out
    assert checkpoints.verify(note, trust.log("coordination")).size == lines["coordination"]["signed"]


@pytest.mark.usefixtures("followed")
def test_an_audit_finds_nothing_and_then_what_somebody_did(travessia: Command, settings: Make, stack: object) -> None:
    clean = travessia("ledger", "audit", "coordination", "--json")
    assert (clean.code, json.loads(clean.out)["findings"]) == (0, [])
    assert travessia("ledger", "audit", "coordination").out.endswith("nothing is wrong\n")
    forged = "INSERT INTO ledger_checkpoints VALUES ('planted', 1, '', '', now())"
    with connect(settings(["coordination"], "job").stores["coordination"].database("migrate")) as insider:
        insider.execute(forged)
    try:
        found = travessia("ledger", "audit", "coordination")
    finally:
        with connect(settings(["coordination"], "job").stores["coordination"].database("migrate")) as insider:
            insider.execute("DELETE FROM ledger_checkpoints WHERE origin = 'planted'")
    assert found.code == 3
    assert "coordination: forged: checkpoint 1 of planted: the note has no signatures\n" in found.out


@pytest.mark.usefixtures("followed")
def test_a_ceremony_needs_a_loss_and_a_reason(travessia: Command) -> None:
    refused = travessia("ledger", "ceremony", "coordination", "--reason", "the disk failed")
    assert (refused.code, refused.err) == (
        1, "travessia: coordination: the log extends what was signed last: nothing that was signed is lost\n"
    )  # fmt: skip
    assert travessia("ledger", "ceremony", "coordination", "--reason", " ").code == 2
    assert travessia("ledger", "audit", "other").code == 2


@pytest.mark.usefixtures("followed")
def test_a_log_that_its_signer_refuses_is_told_by_status(travessia: Command, stack: Stack) -> None:
    file = stack.credentials.ledger_state_file("coordination")
    before = file.read_text()
    state = json.loads(before)
    state["last"]["size"] += 1000
    try:
        file.write_text(json.dumps(state))
        lines = {line["store"]: line for line in json.loads(travessia("ledger", "status", "--json").out)}
        shown = travessia("ledger", "status").out
    finally:
        file.write_text(before)
    refused = f"rolled back: {state['last']['size']} leaves were signed, hold the ceremony"
    assert [lines["coordination"]["refused"], lines["intake"]["refused"]] == [refused, None]
    assert f"coordination: {refused}\n" in shown


@pytest.mark.parametrize("store", STORES)
def test_every_store_is_a_witness(settings: Make, store: str) -> None:
    app = room(store, "app").make(settings([store], "api"))
    witness = app.extensions[EXTENSION].witness
    assert witness is not None
    assert (witness.store, witness.key.name) == (store, f"travessia/{store}/witness")
    assert all(witness.trust.log(other) for other in STORES)


def test_keys_are_made_once(tmp_path: Path) -> None:
    log, witness = ledger_keys.make_keys("intake", tmp_path)
    assert SigningKey.from_file(tmp_path / "ledger-key-intake").verifier == log
    assert SigningKey.from_file(tmp_path / "witness-key-intake").verifier == witness
    with pytest.raises(CommandError, match="is there already"):
        ledger_keys.make_keys("intake", tmp_path)
    with pytest.raises(UsageError, match="no store"):
        ledger_keys.make_keys("other", tmp_path)
    with pytest.raises(UsageError, match="no folder"):
        ledger_keys.make_keys("intake", tmp_path / "none")


def test_every_other_store_is_a_peer(settings: Make) -> None:
    peers = peers_of("notices", settings(["notices"], "relay"))
    assert {peer.store for peer in peers} == set(STORES) - {"notices"}
    assert all(peer.url.endswith(f"/{peer.store}") and peer.keys for peer in peers)
