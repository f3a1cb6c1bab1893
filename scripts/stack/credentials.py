"""The generated secrets of one stack: made once, kept in files that only the owner can read."""

import base64
import hashlib
import json
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from scripts.stack.files import write, write_secret
from scripts.stack.layout import Layout
from scripts.stack.stores import STORES, VHOSTS, Zone

ISSUER = "urn:travessia:development"
AUDIENCE = "travessia-api"
SERVICE_TOKEN_SECONDS = 30 * 24 * 3600
OPERATOR = "travessia_operator"


@dataclass(frozen=True)
class Credentials:
    """Passwords by role, and the files with keys."""

    folder: Path
    passwords: dict[str, str]

    @property
    def key_file(self) -> Path:
        return self.folder / "private-key.json"

    @property
    def jwks_file(self) -> Path:
        return self.folder / "jwks.json"

    @property
    def http_secret_file(self) -> Path:
        return self.folder / "http-secret"

    @property
    def cookie(self) -> Path:
        return self.folder / "erlang-cookie"

    def kek_file(self, zone: Zone) -> Path:
        return self.folder / f"kek-{zone}.json"

    def token_key_file(self, zone: Zone) -> Path:
        """The key of a zone's blind tokens."""
        return self.folder / f"token-key-{zone}"

    def service_token_file(self, store: str) -> Path:
        return self.folder / f"service-token-{store}"

    def ledger_key_file(self, store: str) -> Path:
        """The key that signs a store's checkpoints: for its relay alone."""
        return self.folder / f"ledger-key-{store}"

    def ledger_state_file(self, store: str) -> Path:
        """What the signer of a store signed last: outside the database, which may be restored without it."""
        return self.folder / f"ledger-state-{store}.json"

    def witness_key_file(self, store: str) -> Path:
        """The key with which a store cosigns the checkpoints of others: for its API alone."""
        return self.folder / f"witness-key-{store}"

    @property
    def ledger_trust_file(self) -> Path:
        """The verifier keys of all logs and witnesses of this stack."""
        return self.folder / "ledger-trust"

    def broker_password(self, user: str) -> str:
        return self.passwords[f"amqp:{user}"]

    def fingerprint(self) -> str:
        """Changes when any password changes."""
        return hashlib.sha256(json.dumps(self.passwords, sort_keys=True).encode()).hexdigest()


def ensure(layout: Layout) -> Credentials:
    """Loads the secrets of a stack and makes what is missing."""
    credentials = Credentials(layout.secrets, _passwords(layout.secrets / "passwords.json"))
    _once(credentials.http_secret_file, lambda: secrets.token_hex(32))
    _once(credentials.cookie, lambda: secrets.token_hex(20).upper())
    for zone in VHOSTS:
        _once(credentials.kek_file(zone), partial(_new_kek, zone))
        _once(credentials.token_key_file(zone), lambda: secrets.token_hex(32))
    if not (credentials.key_file.exists() and credentials.jwks_file.exists()):
        _make_signing_key(credentials)
    for store in STORES:
        _ensure_service_token(credentials, store.name)
    _ensure_ledger_keys(credentials)
    return credentials


def _passwords(file: Path) -> dict[str, str]:
    known: dict[str, str] = json.loads(file.read_text()) if file.exists() else {}
    roles = [role for store in STORES for role in store.roles]
    wanted = ["postgres", *roles, *(f"amqp:{user}" for user in (OPERATOR, *(store.name for store in STORES)))]
    complete = {name: known.get(name) or secrets.token_urlsafe(24) for name in wanted}
    if complete != known:
        write_secret(file, json.dumps(complete, indent=2) + "\n")
    return complete


def _once(file: Path, make: Callable[[], str]) -> None:
    if not file.exists():
        write_secret(file, make())


def _new_kek(zone: Zone) -> str:
    key = base64.b64encode(secrets.token_bytes(32)).decode()
    return json.dumps({"kek_id": f"dev-{zone}-{secrets.token_hex(4)}", "key": key})


def _ensure_ledger_keys(credentials: Credentials) -> None:
    """A signer begins with an empty state once, together with its key; a state that gets lost is not replaced."""
    from infra.ledger.checkpoints import key_name, witness_name
    from infra.ledger.keys import COSIGNATURE, ED25519, SigningKey
    from infra.ledger.signer import SignerState, write_state

    public = []
    for store in STORES:
        if not credentials.ledger_key_file(store.name).exists():
            write_state(credentials.ledger_state_file(store.name), SignerState())
        for file, name, algorithm in (
            (credentials.ledger_key_file(store.name), key_name(store.name), ED25519),
            (credentials.witness_key_file(store.name), witness_name(store.name), COSIGNATURE),
        ):
            _once(file, partial(_new_note_key, name, algorithm))
            public.append(str(SigningKey.from_file(file).verifier))
    trust = "".join(f"{line}\n" for line in public)
    if not credentials.ledger_trust_file.exists() or credentials.ledger_trust_file.read_text() != trust:
        write_secret(credentials.ledger_trust_file, trust)


def _new_note_key(name: str, algorithm: int) -> str:
    from infra.ledger.keys import new_key

    return new_key(name, algorithm).text() + "\n"


def _make_signing_key(credentials: Credentials) -> None:
    from joserfc.jwk import KeyParameters, OKPKey  # slow to import, and needed once in the life of a checkout

    use: KeyParameters = {"use": "sig", "alg": "Ed25519", "kid": f"dev-{secrets.token_hex(6)}"}
    key = OKPKey.generate_key("Ed25519", use)
    write_secret(credentials.key_file, json.dumps(key.as_dict(private=True)))
    write(credentials.jwks_file, json.dumps({"keys": [key.as_dict(private=False)]}), mode=0o600)


def _ensure_service_token(credentials: Credentials, store: str) -> None:
    """Renewed when a third of its life is over or when the signing key is newer."""
    file = credentials.service_token_file(store)
    if file.exists():
        made = file.stat().st_mtime
        if made >= credentials.key_file.stat().st_mtime and made > time.time() - SERVICE_TOKEN_SECONDS / 3:
            return
    from scripts.tokens import Grant, claims, sign

    grant = Grant(role="service", subject=f"urn:travessia:{store}", client_id=store)
    payload = claims(grant, issuer=ISSUER, audience=AUDIENCE, now=int(time.time()), seconds=SERVICE_TOKEN_SECONDS)
    write_secret(file, sign(payload, credentials.key_file))
