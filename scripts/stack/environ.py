"""The environment of each process: the variables of its own stores and role, and nothing else."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from scripts.stack.credentials import AUDIENCE, ISSUER, OPERATOR, Credentials
from scripts.stack.databases import Server
from scripts.stack.external import Broker
from scripts.stack.stores import STORES, Store, Zone

# What each role of process needs. An api needs no broker and can erase nothing; a relay holds no key and no
# application role.
NEEDS: Mapping[str, frozenset[str]] = {
    "api": frozenset({"app", "keys", "http", "witness"}),
    "worker": frozenset({"app", "keys", "amqp", "http", "erase", "destroy"}),
    "relay": frozenset({"relay", "amqp", "ledger"}),
    "job": frozenset(
        {"app", "keys", "relay", "amqp", "migrate", "audit", "erase", "destroy", "http", "ledger", "witness"}
    ),
}
_PASSED_ON = (
    "PATH",
    "HOME",
    "LANG",
    "LC_ALL",
    "TZDIR",
    "SSL_CERT_FILE",
    "TRAVESSIA_CLOCK",
    "TRAVESSIA_ENV",
    "TRAVESSIA_CRASHPOINT",
    "TRAVESSIA_LEDGER_SECONDS",
    "TRAVESSIA_LEDGER_SINK",
)
_EXTRA_ROLES = ("relay", "migrate", "audit", "erase", "destroy")


@dataclass(frozen=True)
class Endpoints:
    """Where everything of a stack is found."""

    postgres: Server
    broker: Broker
    urls: Mapping[Zone, str]


def environment(
    credentials: Credentials,
    endpoints: Endpoints,
    stores: Iterable[Store] = STORES,
    role: str = "job",
    mode: str = "development",
) -> dict[str, str]:
    """The variables for one process of `role` that hosts `stores`; by default everything, for jobs and tests."""
    needs, hosted = NEEDS[role], tuple(stores)
    variables = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    variables.setdefault("TRAVESSIA_ENV", mode)
    variables |= {
        "PYTHONUNBUFFERED": "1",
        "PROMETHEUS_DISABLE_CREATED_SERIES": "true",
        "PSYCOPG_WAIT_FUNC": "wait_selector",
    }
    if "http" in needs:
        variables |= _http(credentials, endpoints)
    if needs & {"ledger", "witness"}:
        variables |= _urls(endpoints) | {"TRAVESSIA_LEDGER_TRUST_FILE": str(credentials.ledger_trust_file)}
    for store in hosted:
        variables |= _store(credentials, endpoints, store, needs)
    if "keys" in needs:
        for zone in {store.zone for store in hosted}:
            name = "TRAVESSIA_KEK_FILE" if zone == "open" else "TRAVESSIA_CONFIDENTIAL_KEK_FILE"
            variables[name] = str(credentials.kek_file(zone))
            name = "TRAVESSIA_TOKEN_KEY_FILE" if zone == "open" else "TRAVESSIA_CONFIDENTIAL_TOKEN_KEY_FILE"
            variables[name] = str(credentials.token_key_file(zone))
    return variables


def amqp_uri(credentials: Credentials, broker: Broker, user: str, vhost: str) -> str:
    """The broker address of one user on one vhost."""
    name, password = broker.account or (user, credentials.broker_password(user))
    return (
        f"amqp://{quote(name, safe='')}:{quote(password, safe='')}@{broker.host}:{broker.port}/{quote(vhost, safe='')}"
    )


def operator_uri(credentials: Credentials, broker: Broker, vhost: str) -> str:
    """The broker address of the account that may do anything: for tests that break things."""
    return amqp_uri(credentials, broker, OPERATOR, vhost)


def _http(credentials: Credentials, endpoints: Endpoints) -> dict[str, str]:
    return _urls(endpoints) | {
        "TRAVESSIA_AUTH_JWKS_FILE": str(credentials.jwks_file),
        "TRAVESSIA_AUTH_ISSUER": ISSUER,
        "TRAVESSIA_AUTH_AUDIENCE": AUDIENCE,
        "TRAVESSIA_HTTP_SECRET_FILE": str(credentials.http_secret_file),
    }


def _urls(endpoints: Endpoints) -> dict[str, str]:
    return {f"TRAVESSIA_{store.prefix}_URL": f"{endpoints.urls[store.zone]}/{store.name}" for store in STORES}


def _store(credentials: Credentials, endpoints: Endpoints, store: Store, needs: frozenset[str]) -> dict[str, str]:
    passwords, prefix = credentials.passwords, store.prefix
    address = {"HOST": endpoints.postgres.host, "PORT": str(endpoints.postgres.port)}
    variables = {f"{prefix}_POSTGRES_{key}": value for key, value in (address | {"DBNAME": store.name}).items()}
    if "app" in needs:
        variables |= _login(f"{prefix}_POSTGRES", store.name, passwords)
    if "keys" in needs:
        keys = address | {"DBNAME": store.keys_database}
        variables |= {f"{prefix}_KEYS_POSTGRES_{key}": value for key, value in keys.items()}
        variables |= _login(f"{prefix}_KEYS_POSTGRES", store.keys_database, passwords)
    for role in _EXTRA_ROLES:
        if role in needs:
            variables |= _login(f"{prefix}_{role.upper()}_POSTGRES", f"{store.name}_{role}", passwords)
    if "amqp" in needs:
        variables[f"{prefix}_AMQP_URI"] = amqp_uri(credentials, endpoints.broker, store.name, store.vhost)
    if "ledger" in needs:
        variables[f"{prefix}_LEDGER_KEY_FILE"] = str(credentials.ledger_key_file(store.name))
        variables[f"{prefix}_LEDGER_STATE_PATH"] = str(credentials.ledger_state_file(store.name))
    if "witness" in needs:
        variables[f"{prefix}_WITNESS_KEY_FILE"] = str(credentials.witness_key_file(store.name))
    if "http" in needs:
        variables[f"TRAVESSIA_SERVICE_TOKEN_{prefix}_FILE"] = str(credentials.service_token_file(store.name))
    return variables


def _login(prefix: str, role: str, passwords: Mapping[str, str]) -> dict[str, str]:
    return {f"{prefix}_USER": role, f"{prefix}_PASSWORD": passwords[role]}
