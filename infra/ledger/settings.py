"""The settings of a store's ledger: its key and signer state for the relay, its witness key for the API."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from infra.environment import Environment, SettingsError
from infra.ledger.checkpoints import key_name, witness_name
from infra.ledger.keys import COSIGNATURE, ED25519, KeyRefused, SigningKey
from infra.ledger.trust import Trust

TRUST = "TRAVESSIA_LEDGER_TRUST_FILE"
LONGEST, USUAL = 55, 50


@dataclass(frozen=True)
class LedgerSettings:
    """Only what a process was given; the state file lies outside the database and may not exist yet."""

    key: SigningKey | None = field(repr=False, default=None)
    state_file: Path | None = None
    witness_key: SigningKey | None = field(repr=False, default=None)

    @classmethod
    def read(cls, env: Environment, store: str) -> LedgerSettings:
        """Raises SettingsError when a key is not one, or not this store's."""
        prefix = store.upper()
        state = env.find(f"{prefix}_LEDGER_STATE_PATH")
        return cls(
            key=_key(env, f"{prefix}_LEDGER_KEY_FILE", key_name(store), ED25519),
            state_file=Path(state) if state else None,
            witness_key=_key(env, f"{prefix}_WITNESS_KEY_FILE", witness_name(store), COSIGNATURE),
        )

    def check(self, store: str, role: str | None) -> None:
        """A relay signs, an API witnesses. Raises SettingsError."""
        needed = {
            f"{store.upper()}_LEDGER_KEY_FILE": role == "relay" and self.key is None,
            f"{store.upper()}_LEDGER_STATE_PATH": role == "relay" and self.state_file is None,
            f"{store.upper()}_WITNESS_KEY_FILE": role == "api" and self.witness_key is None,
        }
        for name, missing in needed.items():
            if missing:
                raise SettingsError(f"{name} is not set")


def read_trust(env: Environment, *, required: bool) -> Trust | None:
    """The verifier keys of all logs and witnesses. Raises SettingsError."""
    path = env.path(TRUST)
    if path is None:
        if required:
            raise SettingsError(f"{TRUST} is not set")
        return None
    try:
        return Trust.from_file(path)
    except (KeyRefused, OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{TRUST} must hold one verifier key on each line") from error


def seconds(env: Environment) -> int:
    """How far apart checkpoints are; below a minute, so that none is a minute behind. Raises SettingsError."""
    found = env.integer("TRAVESSIA_LEDGER_SECONDS", USUAL)
    if not 1 <= found <= LONGEST:
        raise SettingsError(f"TRAVESSIA_LEDGER_SECONDS must be from 1 to {LONGEST}")
    return found


def _key(env: Environment, name: str, expected: str, algorithm: int) -> SigningKey | None:
    path = env.path(name)
    if path is None:
        return None
    try:
        key = SigningKey.from_file(path)
    except (KeyRefused, OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{name} must hold a private key of a signed note") from error
    if (key.name, key.algorithm) != (expected, algorithm):
        raise SettingsError(f"{name} holds another key than that of {expected}")
    return key
