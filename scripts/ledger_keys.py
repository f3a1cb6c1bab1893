"""Makes the keys of one store's ledger: for the first start of an installation, and for a rotation."""

from __future__ import annotations

from pathlib import Path

from infra.ledger.checkpoints import key_name, witness_name
from infra.ledger.keys import COSIGNATURE, ED25519, VerifierKey, new_key
from infra.ledger.signer import SignerState, write_state
from infra.stores import STORES
from scripts.failures import CommandError, UsageError
from scripts.stack.files import write_secret


def make_keys(store: str, folder: Path) -> list[VerifierKey]:
    """Write `ledger-key-STORE`, `witness-key-STORE` and an empty `ledger-state-STORE.json`; nothing is overwritten."""
    if store not in STORES:
        raise UsageError(f"there is no store {store!r}; stores: {', '.join(STORES)}")
    if not folder.is_dir():
        raise UsageError(f"{folder} is no folder")
    names = {"ledger": (key_name(store), ED25519), "witness": (witness_name(store), COSIGNATURE)}
    state, made = folder / f"ledger-state-{store}.json", []
    taken = [file for file in (state, *(folder / f"{kind}-key-{store}" for kind in names)) if file.exists()]
    if taken:
        raise CommandError(f"{taken[0]} is there already")
    for kind, (name, algorithm) in names.items():
        key = new_key(name, algorithm)
        write_secret(folder / f"{kind}-key-{store}", key.text() + "\n")
        made.append(key.verifier)
    write_state(state, SignerState())
    return made
