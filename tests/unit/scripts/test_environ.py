"""Each process gets the variables of its own stores and role, and nothing else."""

from pathlib import Path

import pytest

from scripts.stack import credentials
from scripts.stack.databases import Server
from scripts.stack.environ import Endpoints, environment
from scripts.stack.external import Broker
from scripts.stack.layout import Layout
from scripts.stack.stores import STORES, stores_of

ENDPOINTS = Endpoints(
    Server("127.0.0.1", 5432, "postgres", "secret"),
    Broker("127.0.0.1", 5672),
    {"open": "http://127.0.0.1:8000", "confidential": "http://127.0.0.1:8001"},
)


@pytest.fixture
def made(tmp_path: Path) -> credentials.Credentials:
    layout = Layout(root=tmp_path)
    layout.make()
    return credentials.ensure(layout)


def test_an_open_process_sees_nothing_of_the_confidential_stores(made: credentials.Credentials) -> None:
    variables = environment(made, ENDPOINTS, stores_of("open"), "worker")
    assert variables["INTAKE_POSTGRES_USER"] == "intake"
    assert variables["INTAKE_KEYS_POSTGRES_DBNAME"] == "intake_keys"
    assert variables["INTAKE_AMQP_URI"].endswith(":5672/travessia")
    assert "TRAVESSIA_CONFIDENTIAL_KEK_FILE" not in variables
    assert not [name for name in variables if name.startswith(("NOTICES_", "COMMISSIONS_"))]
    secrets = {made.passwords[role] for store in stores_of("confidential") for role in store.roles}
    assert not secrets & set(variables.values())


def test_an_api_gets_no_broker(made: credentials.Credentials) -> None:
    assert not [name for name in environment(made, ENDPOINTS, STORES, "api") if name.endswith("AMQP_URI")]


def test_a_relay_gets_neither_keys_nor_the_application_role(made: credentials.Credentials) -> None:
    variables = environment(made, ENDPOINTS, stores_of("confidential"), "relay")
    assert variables["NOTICES_RELAY_POSTGRES_USER"] == "notices_relay"
    assert variables["NOTICES_POSTGRES_DBNAME"] == "notices"
    assert variables["NOTICES_AMQP_URI"].endswith("/travessia-confidential")
    assert not [name for name in variables if "KEK" in name or "KEYS" in name or name == "NOTICES_POSTGRES_USER"]


def test_only_a_relay_signs_and_only_an_api_witnesses(made: credentials.Credentials) -> None:
    by_role = {role: environment(made, ENDPOINTS, stores_of("open"), role) for role in ("api", "worker", "relay")}
    assert [role for role, found in by_role.items() if "INTAKE_LEDGER_KEY_FILE" in found] == ["relay"]
    assert [role for role, found in by_role.items() if "INTAKE_WITNESS_KEY_FILE" in found] == ["api"]
    assert by_role["relay"]["TRAVESSIA_NOTICES_URL"] == "http://127.0.0.1:8001/notices"


@pytest.mark.parametrize("role", ["api", "worker", "relay"])
def test_no_process_gets_a_migration_role_or_the_signing_key(made: credentials.Credentials, role: str) -> None:
    variables = environment(made, ENDPOINTS, STORES, role)
    assert not [name for name in variables if "MIGRATE" in name or name == "TRAVESSIA_AUTH_KEY_FILE"]


def test_the_servers_variables_of_the_caller_are_not_passed_on(
    made: credentials.Credentials, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRAVESSIA_POSTGRES_ADMIN_URI", "postgresql://root@db")
    monkeypatch.setenv("TRAVESSIA_CLOCK", "-60")
    variables = environment(made, ENDPOINTS)
    assert "TRAVESSIA_POSTGRES_ADMIN_URI" not in variables
    assert variables["TRAVESSIA_CLOCK"] == "-60"


def test_addresses_name_the_store(made: credentials.Credentials) -> None:
    variables = environment(made, ENDPOINTS)
    assert variables["TRAVESSIA_INTAKE_URL"] == "http://127.0.0.1:8000/intake"
    assert variables["TRAVESSIA_NOTICES_URL"] == "http://127.0.0.1:8001/notices"
