"""Single parts of a stack can be broken and mended."""

import json
import subprocess
import sys

import psycopg
import pytest

from scripts.stack import parts, servers
from scripts.stack.processes import is_running
from tests.integration.stack.checkouts import Checkout, wait_until_ready

pytestmark = pytest.mark.slow


def test_a_wiped_broker_and_a_killed_database_come_back(second: Checkout) -> None:
    wait_until_ready(second.up())
    stack = second.stack
    with stack.postgres.connect() as connection:
        connection.execute("CREATE TABLE kept AS SELECT 1 AS value")

    parts.kill(stack, "postgres")
    parts.kill(stack, "rabbitmq")
    parts.wipe_broker(stack)
    down = {line["name"] for line in json.loads(second.travessia("status", "--json").stdout) if not line["running"]}
    assert down == {"postgres", "rabbitmq", "epmd"}
    assert not servers.answers(stack)
    with pytest.raises(psycopg.OperationalError):
        stack.postgres.connect()

    parts.start(stack, "rabbitmq")
    parts.start(stack, "postgres")
    with stack.postgres.connect() as connection:
        assert connection.execute("SELECT value FROM kept").fetchone() == (1,)
    assert is_running(parts.record_of(stack, "rabbitmq"))
    assert opens(stack.environment()["NOTICES_AMQP_URI"])


def opens(uri: str) -> bool:
    # In a process of its own: the client library must not meet the settings of this test run.
    code = "import sys, pika; pika.BlockingConnection(pika.URLParameters(sys.argv[1])).close()"
    return subprocess.run([sys.executable, "-c", code, uri], capture_output=True, check=False).returncode == 0
