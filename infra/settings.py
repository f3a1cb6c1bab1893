"""What a process is told by its environment: frozen, and checked before anything starts."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from infra import crashpoints
from infra.environment import Environment, SettingsError
from infra.ledger.settings import read_trust, seconds
from infra.ledger.trust import Trust
from infra.store_settings import StoreSettings
from infra.stores import STORES

KNOWN = (
    "TRAVESSIA_ENV", "TRAVESSIA_CLOCK", "TRAVESSIA_CRASHPOINT", "TRAVESSIA_KEK_FILE", "TRAVESSIA_CONFIDENTIAL_KEK_FILE",
    "TRAVESSIA_TOKEN_KEY_FILE", "TRAVESSIA_CONFIDENTIAL_TOKEN_KEY_FILE",
    "TRAVESSIA_AUTH_JWKS_FILE", "TRAVESSIA_AUTH_ISSUER", "TRAVESSIA_AUTH_AUDIENCE", "TRAVESSIA_AUTH_KEY_FILE",
    "TRAVESSIA_LEDGER_TRUST_FILE", "TRAVESSIA_LEDGER_SECONDS", "TRAVESSIA_LEDGER_SINK",
    "TRAVESSIA_HTTP_SECRET", "TRAVESSIA_AMQP_URI", "TRAVESSIA_POSTGRES_ADMIN_URI",
    *(f"TRAVESSIA_{store.upper()}_URL" for store in STORES),
    *(f"TRAVESSIA_SERVICE_TOKEN_{store.upper()}_FILE" for store in STORES),
)  # fmt: skip
ENVIRONMENTS = ("development", "test", "production")
NEEDS = {
    "api": ("app", "keys"),
    "worker": ("app", "keys", "erase", "destroy"),
    "relay": ("relay",),
    "job": ("app", "keys", "migrate", "migrate_keys", "erase", "destroy"),
}


@dataclass(frozen=True)
class AuthSettings:
    """Whose tokens are accepted: the issuer's public keys, its name and the audience that a token must name."""

    jwks: Mapping[str, Any] = field(repr=False)
    issuer: str
    audience: str = "travessia-api"


@dataclass(frozen=True)
class HttpSettings:
    """What the HTTP factory needs: who may enter, and the secret that signs cursors and fingerprints."""

    auth: AuthSettings
    secret: bytes = field(repr=False)


@dataclass(frozen=True)
class Settings:
    """One process: its environment, the shift of its clock, its stores, and where the other stores are."""

    environment: str
    clock_shift: timedelta
    stores: Mapping[str, StoreSettings]
    urls: Mapping[str, str]
    kek_file: Path | None = None
    token_key_file: Path | None = None
    http: HttpSettings | None = None
    trust: Trust | None = field(repr=False, default=None)
    ledger_seconds: int = 50
    ledger_sink: str | None = None

    @classmethod
    def from_environment(
        cls, variables: Mapping[str, str], stores: Sequence[str] = (), role: str | None = None
    ) -> Settings:
        """Read and check what a process in `role` (api, worker, relay or None for a tool) on `stores` needs.

        Raises SettingsError with one line that names the variable.
        """
        env = Environment(variables)
        env.refuse_unknown("TRAVESSIA_", KNOWN)
        environment = env.one_of("TRAVESSIA_ENV", ENVIRONMENTS, "development")
        _refuse_dangerous(env, environment, role)
        mine = {name: StoreSettings.read(env, name) for name in stores}
        for store in mine.values():
            store.check(NEEDS.get(role or "", ()), broker=role in ("worker", "relay"))
        kek_file = _kek_file(env, mine, required=role in ("api", "worker", "job"))
        for store in mine.values():
            store.ledger.check(store.name, role)
        return cls(
            environment=environment,
            clock_shift=timedelta(seconds=env.integer("TRAVESSIA_CLOCK", 0)),
            stores=mine,
            urls={s: url for s in STORES if (url := env.find(f"TRAVESSIA_{s.upper()}_URL"))},
            kek_file=kek_file,
            token_key_file=_token_key_file(env, mine, required=role in ("api", "worker")),
            http=_http(env) if role == "api" else None,
            trust=read_trust(env, required=bool(mine) and role in ("api", "relay")),
            ledger_seconds=seconds(env),
            ledger_sink=env.find("TRAVESSIA_LEDGER_SINK"),
        )


def _refuse_dangerous(env: Environment, environment: str, role: str | None) -> None:
    if environment == "production" and env.integer("TRAVESSIA_CLOCK", 0) != 0:
        raise SettingsError("TRAVESSIA_CLOCK shifts the clock and is refused when TRAVESSIA_ENV=production")
    _refuse_crashpoint(env, environment)
    for name in ("POSTGRES_ENABLE_DB_FUNCTIONS", *(f"{s.upper()}_POSTGRES_ENABLE_DB_FUNCTIONS" for s in STORES)):
        if env.is_on(name):
            raise SettingsError(f"{name} must be off: events are appended by our own function")
    if role == "worker" and env.find("PSYCOPG_WAIT_FUNC") != "wait_selector":
        raise SettingsError("a worker needs PSYCOPG_WAIT_FUNC=wait_selector, or one query stops all its threads")


def _refuse_crashpoint(env: Environment, environment: str) -> None:
    point = env.find(crashpoints.VARIABLE)
    if point is None:
        return
    if environment != "test":
        raise SettingsError(f"{crashpoints.VARIABLE} kills the process and is refused unless TRAVESSIA_ENV=test")
    known = [f"{name}@{store}" for name in crashpoints.POINTS for store in STORES]
    if point not in known:
        raise SettingsError(f"{crashpoints.VARIABLE} must be POINT@STORE; points: {', '.join(crashpoints.POINTS)}")


def _kek_file(env: Environment, stores: Mapping[str, StoreSettings], required: bool) -> Path | None:
    zones = {store.zone for store in stores.values()}
    if len(zones) > 1:
        raise SettingsError(f"one process, one trust zone: {', '.join(stores)}")
    name = "TRAVESSIA_CONFIDENTIAL_KEK_FILE" if "confidential" in zones else "TRAVESSIA_KEK_FILE"
    path = env.path(name)
    if required and stores and path is None:
        raise SettingsError(f"{name} is not set")
    return path


def _token_key_file(env: Environment, stores: Mapping[str, StoreSettings], required: bool) -> Path | None:
    """The key of the zone's blind tokens; each zone has one of its own."""
    confidential = any(store.zone == "confidential" for store in stores.values())
    name = "TRAVESSIA_CONFIDENTIAL_TOKEN_KEY_FILE" if confidential else "TRAVESSIA_TOKEN_KEY_FILE"
    path = env.path(name)
    if required and stores and path is None:
        raise SettingsError(f"{name} is not set")
    return path


def _http(env: Environment) -> HttpSettings:
    jwks = env.path("TRAVESSIA_AUTH_JWKS_FILE")
    if jwks is None:
        raise SettingsError("TRAVESSIA_AUTH_JWKS_FILE is not set")
    try:
        keys = json.loads(jwks.read_text())
        secret = bytes.fromhex(env.text("TRAVESSIA_HTTP_SECRET"))
    except ValueError as error:
        msg = "TRAVESSIA_AUTH_JWKS_FILE must hold a JWKS, and TRAVESSIA_HTTP_SECRET_FILE 32 bytes in hexadecimal"
        raise SettingsError(msg) from error
    if len(secret) < 32:
        raise SettingsError("TRAVESSIA_HTTP_SECRET_FILE must hold at least 32 bytes in hexadecimal")
    issuer, audience = env.text("TRAVESSIA_AUTH_ISSUER"), env.text("TRAVESSIA_AUTH_AUDIENCE", "travessia-api")
    return HttpSettings(AuthSettings(keys, issuer, audience), secret)


__all__ = ["AuthSettings", "HttpSettings", "Settings", "SettingsError", "StoreSettings"]
