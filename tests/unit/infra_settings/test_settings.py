"""Settings: what a process needs is there before it starts, and one line says what is not."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from infra.ledger.keys import COSIGNATURE, new_key
from infra.settings import Settings, SettingsError

Variables = dict[str, str]


@pytest.fixture
def variables(tmp_path: Path) -> Variables:
    (tmp_path / "jwks").write_text(json.dumps({"keys": []}))
    (tmp_path / "secret").write_text("ab" * 32 + "\n")
    (tmp_path / "kek").write_text("{}")
    (tmp_path / "password").write_text("from-file\n")
    log, witness = new_key("travessia/intake"), new_key("travessia/intake/witness", COSIGNATURE)
    (tmp_path / "ledger-key").write_text(log.text())
    (tmp_path / "witness-key").write_text(witness.text())
    (tmp_path / "trust").write_text(f"# of this test\n{log.verifier}\n\n{witness.verifier}\n")
    return {
        "TRAVESSIA_KEK_FILE": str(tmp_path / "kek"),
        "TRAVESSIA_TOKEN_KEY_FILE": str(tmp_path / "kek"),
        "TRAVESSIA_CONFIDENTIAL_KEK_FILE": str(tmp_path / "kek"),
        "TRAVESSIA_AUTH_JWKS_FILE": str(tmp_path / "jwks"),
        "TRAVESSIA_AUTH_ISSUER": "https://issuer.example",
        "TRAVESSIA_HTTP_SECRET_FILE": str(tmp_path / "secret"),
        "TRAVESSIA_REFERRALS_URL": "http://127.0.0.1:8000/referrals",
        "INTAKE_POSTGRES_HOST": "127.0.0.1",
        "INTAKE_POSTGRES_PORT": "5433",
        "INTAKE_POSTGRES_DBNAME": "intake",
        "INTAKE_POSTGRES_USER": "intake",
        "INTAKE_POSTGRES_PASSWORD_FILE": str(tmp_path / "password"),
        "INTAKE_KEYS_POSTGRES_HOST": "127.0.0.1",
        "INTAKE_KEYS_POSTGRES_DBNAME": "intake_keys",
        "INTAKE_KEYS_POSTGRES_USER": "intake_keys",
        "INTAKE_KEYS_POSTGRES_PASSWORD": "k",
        "INTAKE_ERASE_POSTGRES_USER": "intake_erase",
        "INTAKE_ERASE_POSTGRES_PASSWORD": "e",
        "INTAKE_DESTROY_POSTGRES_USER": "intake_destroy",
        "INTAKE_DESTROY_POSTGRES_PASSWORD": "d",
        "INTAKE_RELAY_POSTGRES_USER": "intake_relay",
        "INTAKE_RELAY_POSTGRES_PASSWORD": "r",
        "INTAKE_MIGRATE_POSTGRES_USER": "intake_migrate",
        "INTAKE_MIGRATE_POSTGRES_PASSWORD": "m",
        "INTAKE_LEDGER_KEY_FILE": str(tmp_path / "ledger-key"),
        "INTAKE_LEDGER_STATE_PATH": str(tmp_path / "state"),
        "INTAKE_WITNESS_KEY_FILE": str(tmp_path / "witness-key"),
        "TRAVESSIA_LEDGER_TRUST_FILE": str(tmp_path / "trust"),
        "INTAKE_AMQP_URI": "amqp://intake:x@127.0.0.1/travessia",
        "PSYCOPG_WAIT_FUNC": "wait_selector",
    }


def test_an_api_gets_its_databases_and_its_secrets(variables: Variables) -> None:
    settings = Settings.from_environment(variables, ["intake"], "api")
    store = settings.stores["intake"]
    assert (store.zone, store.database().port, store.database().password) == ("open", 5433, "from-file")
    assert (store.database("keys").dbname, store.database("keys").port) == ("intake_keys", 5432)
    assert store.database("migrate_keys").user == "intake_migrate"
    assert store.database("migrate_keys").dbname == "intake_keys"
    assert settings.http is not None
    assert (settings.http.secret, settings.http.auth.audience) == (b"\xab" * 32, "travessia-api")
    assert settings.urls == {"referrals": "http://127.0.0.1:8000/referrals"}


def test_no_secret_is_shown_by_repr(variables: Variables) -> None:
    text = repr(Settings.from_environment(variables, ["intake"], "api"))
    assert "from-file" not in text
    assert "xab" not in text
    assert "amqp://" not in text


CRASH = "command.before-commit@intake"


@pytest.mark.parametrize("role", ["worker", "relay"])
def test_other_roles_start_too(variables: Variables, role: str) -> None:
    assert Settings.from_environment(variables, ["intake"], role).http is None


@pytest.mark.parametrize(
    ("role", "changes", "line"),
    [
        ("api", {"TRAVESSIA_CLOK": "1"}, "unknown environment variables: TRAVESSIA_CLOK"),
        ("api", {"TRAVESSIA_ENV": "prod"}, "TRAVESSIA_ENV must be one of: development, test, production"),
        ("api", {"TRAVESSIA_ENV": "production", "TRAVESSIA_CLOCK": "-5"}, "TRAVESSIA_CLOCK shifts the clock"),
        ("api", {"TRAVESSIA_CLOCK": "soon"}, "TRAVESSIA_CLOCK must be a whole number"),
        ("api", {"TRAVESSIA_ENV": "production", "TRAVESSIA_CRASHPOINT": CRASH}, "TRAVESSIA_CRASHPOINT kills the"),
        ("api", {"TRAVESSIA_CRASHPOINT": CRASH}, "TRAVESSIA_CRASHPOINT kills the process and is refused unless"),
        ("api", {"TRAVESSIA_ENV": "test", "TRAVESSIA_CRASHPOINT": "here@intake"}, "must be POINT@STORE; points: "),
        ("api", {"POSTGRES_ENABLE_DB_FUNCTIONS": "y"}, "POSTGRES_ENABLE_DB_FUNCTIONS must be off"),
        ("api", {"INTAKE_POSTGRES_ENABLE_DB_FUNCTIONS": "True"}, "INTAKE_POSTGRES_ENABLE_DB_FUNCTIONS must be off"),
        ("api", {"INTAKE_POSTGRES_PASSWORD": "x"}, "INTAKE_POSTGRES_PASSWORD and INTAKE_POSTGRES_PASSWORD_FILE"),
        ("api", {"INTAKE_POSTGRES_PASSWORD_FILE": "/none"}, "INTAKE_POSTGRES_PASSWORD_FILE cannot be read"),
        ("api", {"INTAKE_POSTGRES_USER": ""}, "INTAKE_POSTGRES_USER is not set"),
        ("api", {"INTAKE_KEYS_POSTGRES_USER": ""}, "INTAKE_KEYS_POSTGRES_USER is not set"),
        ("worker", {"INTAKE_DESTROY_POSTGRES_USER": ""}, "INTAKE_DESTROY_POSTGRES_USER is not set"),
        ("worker", {"INTAKE_ERASE_POSTGRES_USER": ""}, "INTAKE_ERASE_POSTGRES_USER is not set"),
        ("api", {"TRAVESSIA_KEK_FILE": ""}, "TRAVESSIA_KEK_FILE is not set"),
        ("api", {"TRAVESSIA_TOKEN_KEY_FILE": ""}, "TRAVESSIA_TOKEN_KEY_FILE is not set"),
        ("worker", {"TRAVESSIA_TOKEN_KEY_FILE": ""}, "TRAVESSIA_TOKEN_KEY_FILE is not set"),
        ("api", {"TRAVESSIA_KEK_FILE": "/none"}, "TRAVESSIA_KEK_FILE names a file that does not exist"),
        ("api", {"TRAVESSIA_AUTH_ISSUER": ""}, "TRAVESSIA_AUTH_ISSUER is not set"),
        ("api", {"TRAVESSIA_HTTP_SECRET_FILE": "", "TRAVESSIA_HTTP_SECRET": "abab"}, "at least 32 bytes"),
        ("worker", {"PSYCOPG_WAIT_FUNC": ""}, "a worker needs PSYCOPG_WAIT_FUNC=wait_selector"),
        ("worker", {"INTAKE_AMQP_URI": ""}, "INTAKE_AMQP_URI is not set"),
        ("relay", {"INTAKE_LEDGER_KEY_FILE": ""}, "INTAKE_LEDGER_KEY_FILE is not set"),
        ("relay", {"INTAKE_LEDGER_KEY_FILE": "/none"}, "INTAKE_LEDGER_KEY_FILE names a file that does not exist"),
        ("relay", {"INTAKE_LEDGER_KEY_FILE": __file__}, "INTAKE_LEDGER_KEY_FILE must hold a private key"),
        ("relay", {"INTAKE_LEDGER_STATE_PATH": ""}, "INTAKE_LEDGER_STATE_PATH is not set"),
        ("relay", {"TRAVESSIA_LEDGER_TRUST_FILE": ""}, "TRAVESSIA_LEDGER_TRUST_FILE is not set"),
        ("relay", {"TRAVESSIA_LEDGER_TRUST_FILE": __file__}, "must hold one verifier key on each line"),
        ("relay", {"TRAVESSIA_LEDGER_SECONDS": "60"}, "TRAVESSIA_LEDGER_SECONDS must be from 1 to 55"),
        ("api", {"INTAKE_WITNESS_KEY_FILE": ""}, "INTAKE_WITNESS_KEY_FILE is not set"),
        ("relay", {"INTAKE_RELAY_POSTGRES_USER": ""}, "INTAKE_RELAY_POSTGRES_USER is not set"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(variables: Variables, role: str, changes: Variables, line: str) -> None:
    with pytest.raises(SettingsError) as refused:
        Settings.from_environment(variables | changes, ["intake"], role)
    assert line in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_key_of_another_store_is_refused(variables: Variables) -> None:
    other = {"INTAKE_WITNESS_KEY_FILE": variables["INTAKE_LEDGER_KEY_FILE"]}
    with pytest.raises(SettingsError, match="INTAKE_WITNESS_KEY_FILE holds another key than that of"):
        Settings.from_environment(variables | other, ["intake"], "api")


def test_a_relay_knows_whom_it_may_believe(variables: Variables) -> None:
    settings = Settings.from_environment(variables, ["intake"], "relay")
    assert settings.trust is not None
    assert [key.name for key in settings.trust.witness("intake")] == ["travessia/intake/witness"]
    assert settings.trust.log("intake") == (settings.trust.keys[0],)
    assert settings.trust.log("notices") == ()
    assert "PRIVATE" not in repr(settings)


def test_a_process_is_of_one_trust_zone(variables: Variables) -> None:
    mine = {n: v for n, v in variables.items() if n.startswith("INTAKE_") and "LEDGER" not in n and "WITNESS" not in n}
    notices = {n.replace("INTAKE_", "NOTICES_"): v for n, v in mine.items()}
    with pytest.raises(SettingsError, match="one trust zone"):
        Settings.from_environment(variables | notices, ["intake", "notices"], "api")


def test_there_is_no_other_store(variables: Variables) -> None:
    with pytest.raises(SettingsError, match="there is no store 'other'"):
        Settings.from_environment(variables, ["other"], "api")


def test_the_clock_may_be_shifted_outside_production(variables: Variables) -> None:
    settings = Settings.from_environment(variables | {"TRAVESSIA_CLOCK": "-60"}, ["intake"], "api")
    assert settings.clock_shift == timedelta(minutes=-1)
