"""The settings of one store: its databases by role, its broker, its credential."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from infra.database import DatabaseSettings
from infra.environment import Environment, SettingsError
from infra.ledger.settings import LedgerSettings
from infra.stores import DESCRIPTIONS, STORES, Zone

LOGINS = ("app", "relay", "migrate", "audit")


@dataclass(frozen=True)
class StoreSettings:
    """Where a store is. `databases` holds only those roles whose credentials this process was given."""

    name: str
    zone: Zone
    databases: Mapping[str, DatabaseSettings] = field(repr=False)
    amqp_uri: str | None = field(repr=False, default=None)
    service_token_file: Path | None = None
    ledger: LedgerSettings = field(default_factory=LedgerSettings)

    @classmethod
    def read(cls, env: Environment, name: str) -> StoreSettings:
        """Raises SettingsError when the store does not exist or a login is given by half."""
        if name not in DESCRIPTIONS:
            raise SettingsError(f"there is no store {name!r}; stores: {', '.join(STORES)}")
        prefix = name.upper()
        found = {role: _login(env, prefix, role) for role in LOGINS}
        found["keys"] = _keys(env, prefix, "KEYS_POSTGRES")
        found["migrate_keys"] = _keys(env, prefix, "MIGRATE_POSTGRES")
        return cls(
            name=name,
            zone=DESCRIPTIONS[name].zone,
            databases={role: database for role, database in found.items() if database},
            amqp_uri=env.find(f"{prefix}_AMQP_URI"),
            service_token_file=env.path(f"TRAVESSIA_SERVICE_TOKEN_{prefix}_FILE"),
            ledger=LedgerSettings.read(env, name),
        )

    def database(self, role: str = "app") -> DatabaseSettings:
        """Role is app, relay, migrate, audit, keys or migrate_keys. Raises SettingsError when it was not given."""
        if role not in self.databases:
            infix = "" if role == "app" else "MIGRATE_" if role == "migrate_keys" else f"{role.upper()}_"
            raise SettingsError(f"{self.name.upper()}_{infix}POSTGRES_USER is not set")
        return self.databases[role]

    def check(self, roles: Iterable[str], *, broker: bool) -> None:
        for role in roles:
            self.database(role)
        if broker and not self.amqp_uri:
            raise SettingsError(f"{self.name.upper()}_AMQP_URI is not set")


def _login(env: Environment, prefix: str, role: str) -> DatabaseSettings | None:
    infix = "" if role == "app" else f"{role.upper()}_"
    return _database(env, f"{prefix}_POSTGRES", f"{prefix}_{infix}POSTGRES")


def _keys(env: Environment, prefix: str, login: str) -> DatabaseSettings | None:
    if not env.find(f"{prefix}_KEYS_POSTGRES_HOST"):
        return None
    return _database(env, f"{prefix}_KEYS_POSTGRES", f"{prefix}_{login}")


def _database(env: Environment, place: str, login: str) -> DatabaseSettings | None:
    user = env.find(f"{login}_USER")
    if user is None:
        return None
    return DatabaseSettings(
        host=env.text(f"{place}_HOST"),
        port=env.integer(f"{place}_PORT", 5432),
        dbname=env.text(f"{place}_DBNAME"),
        user=user,
        password=env.text(f"{login}_PASSWORD"),
    )
