"""Generated secrets: complete, kept, and for the owner alone."""

import json
import stat
from pathlib import Path

from infra.ledger.keys import SigningKey
from infra.ledger.trust import Trust
from scripts.stack import credentials
from scripts.stack.layout import Layout
from scripts.stack.stores import STORES


def test_secrets_are_made_once_and_readable_by_the_owner_alone(tmp_path: Path) -> None:
    layout = Layout(root=tmp_path)
    layout.make()
    first = credentials.ensure(layout)
    before = {file.name: file.read_text() for file in layout.secrets.iterdir()}
    assert credentials.ensure(layout) == first
    assert {file.name: file.read_text() for file in layout.secrets.iterdir()} == before
    assert stat.S_IMODE(layout.secrets.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in layout.secrets.iterdir()} == {0o600}


def test_every_role_has_a_password_of_its_own(tmp_path: Path) -> None:
    layout = Layout(root=tmp_path)
    layout.make()
    passwords = credentials.ensure(layout).passwords
    assert {role for store in STORES for role in store.roles} <= passwords.keys()
    assert len(set(passwords.values())) == len(passwords)


def test_the_zones_do_not_share_a_master_key(tmp_path: Path) -> None:
    layout = Layout(root=tmp_path)
    layout.make()
    made = credentials.ensure(layout)
    keys = [json.loads(made.kek_file(zone).read_text()) for zone in ("open", "confidential")]
    assert keys[0]["kek_id"] != keys[1]["kek_id"]
    assert keys[0]["key"] != keys[1]["key"]


def test_the_ledgers_keys_are_in_the_trust_file_and_a_lost_state_is_not_replaced(tmp_path: Path) -> None:
    layout = Layout(root=tmp_path)
    layout.make()
    made = credentials.ensure(layout)
    trust = Trust.from_file(made.ledger_trust_file)
    for store in STORES:
        assert trust.log(store.name) == (SigningKey.from_file(made.ledger_key_file(store.name)).verifier,)
        assert trust.witness(store.name) == (SigningKey.from_file(made.witness_key_file(store.name)).verifier,)
        made.ledger_state_file(store.name).unlink()
    credentials.ensure(layout)
    assert not made.ledger_state_file("intake").exists()
