"""Stacks live side by side, disturb nobody, and leave nothing running."""

import json
import signal
import subprocess
import sys

import psycopg
import pytest

from scripts.stack import databases
from tests.integration.stack.checkouts import Checkout, kill, wait_until_gone, wait_until_ready

pytestmark = pytest.mark.slow


def test_two_checkouts_run_side_by_side_and_end_without_a_trace(first: Checkout, second: Checkout) -> None:
    before = first.parts()
    started = second.up()
    said = wait_until_ready(started)
    assert "edge-open ready" in said
    assert not set(first.stack.ports.values()) & set(second.stack.ports.values())
    assert first.travessia("status").returncode == 0

    kill(second, "worker-open", signal.SIGKILL)
    status = second.travessia("status", "--json")
    assert status.returncode == 1
    assert [line["name"] for line in json.loads(status.stdout) if not line["running"]] == ["worker-open"]
    assert "worker-open ended" in (started.stderr.readline() if started.stderr else "")

    started.send_signal(signal.SIGINT)
    assert started.wait(timeout=60) == 130
    assert second.processes() == set()
    assert first.parts() == before


def test_a_killed_supervisor_takes_its_processes_along(second: Checkout) -> None:
    started = second.up()
    wait_until_ready(started)
    started.kill()
    started.wait()
    wait_until_gone(second)


def test_an_interrupted_start_leaves_nothing(second: Checkout) -> None:
    started = second.up()
    assert started.stderr
    started.stderr.readline()
    started.send_signal(signal.SIGINT)
    assert started.wait(timeout=60) == 130
    assert second.processes() == set()


def test_a_second_start_of_one_checkout_is_refused_in_one_line(first: Checkout) -> None:
    refused = first.travessia("up", "--background")
    assert refused.returncode == 1
    assert "runs already" in refused.stderr
    assert refused.stderr.count("\n") == 1


def test_status_shows_every_process_with_its_figures(first: Checkout) -> None:
    lines = {line["name"]: line for line in json.loads(first.travessia("status", "--json").stdout)}
    assert all(line["ready"] for line in lines.values())
    assert lines["worker-open"]["parked"] == 2


def test_running_data_cannot_be_deleted(first: Checkout) -> None:
    refused = first.travessia("clean")
    assert refused.returncode == 1
    assert "stop it first" in refused.stderr


def test_provisioning_again_changes_nothing(first: Checkout) -> None:
    databases.provision(first.stack.postgres, first.stack.credentials.passwords)


def connect(checkout: Checkout, role: str, database: str) -> None:
    server = checkout.stack.postgres
    password = checkout.stack.credentials.passwords[role]
    databases.Server(server.host, server.port, role, password).connect(database).close()


@pytest.mark.parametrize(
    ("role", "own"),
    [
        ("intake", "intake"),
        ("intake_keys", "intake_keys"),
        ("intake_relay", "intake"),
        ("notices", "notices"),
        ("intake_migrate", "intake"),
    ],
)
def test_a_role_enters_its_own_database_only(first: Checkout, role: str, own: str) -> None:
    connect(first, role, own)
    allowed = {own} | ({"intake_keys"} if role == "intake_migrate" else set())
    for database in {
        "intake",
        "intake_keys",
        "notices",
        "notices_keys",
        "referrals",
        "postgres",
        "template1",
    } - allowed:
        with pytest.raises(psycopg.OperationalError, match="permission denied for database"):
            connect(first, role, database)


def test_the_server_wants_a_password_and_keeps_fsync(first: Checkout) -> None:
    server = first.stack.postgres
    with pytest.raises(psycopg.OperationalError, match="password"):
        databases.Server(server.host, server.port, "intake", "wrong").connect("intake")
    with server.connect() as connection:
        assert connection.execute("SHOW fsync").fetchone() == ("on",)


@pytest.mark.parametrize(("store", "opens"), [("intake", "travessia"), ("notices", "travessia-confidential")])
def test_a_store_enters_its_own_vhost_only(first: Checkout, store: str, opens: str) -> None:
    # In a process of its own: the client library must not meet the settings of this test run.
    code = (
        "import sys, pika\n"
        "for uri in sys.argv[1:]:\n"
        "    try:\n"
        "        pika.BlockingConnection(pika.URLParameters(uri)).close()\n"
        "        print('opened')\n"
        "    except pika.exceptions.AMQPError as error:\n"
        "        print(type(error).__name__)\n"
    )
    own = first.stack.environment()[f"{store.upper()}_AMQP_URI"]
    other = "travessia" if opens != "travessia" else "travessia-confidential"
    guest = f"amqp://guest:guest@127.0.0.1:{first.stack.ports['rabbitmq']}/{opens}"
    uris = [own, own.rpartition("/")[0] + f"/{other}", guest]
    done = subprocess.run([sys.executable, "-c", code, *uris], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["opened", "ProbableAccessDeniedError", "ProbableAuthenticationError"]
