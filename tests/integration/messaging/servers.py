"""A private PostgreSQL and a private RabbitMQ for these tests, on free loopback ports, stopped at the end."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import shutil
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import psycopg
from kombu import Connection

from infra.messaging.definitions import Node, definitions
from scripts.stack.ports import pick

POSTGRES = Path("/usr/lib/postgresql/15/bin")
RABBITMQ = Path("/usr/lib/rabbitmq/bin/rabbitmq-server")
VM = "+S 2:2 +SDio 2 +A 4 +sbwt none +sbwtdcpu none +sbwtdio none -kernel inet_dist_use_interface {127,0,0,1}"


TAKEN: list[int] = []


def free_port() -> int:
    """None that an outgoing connection may take while the server is still starting, or away for a moment."""
    TAKEN.append(pick(TAKEN))
    return TAKEN[-1]


def eventually(condition: Any, seconds: float = 60.0, what: str = "condition") -> Any:
    """Wait until the condition holds and return what it gave."""
    end = monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        if monotonic() > end:
            raise AssertionError(f"not within {seconds} s: {what}")
        sleep(0.02)


# Root's folders for tests are closed to others: the account may search them nevertheless.
AS_POSTGRES = [
    "setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", "--inh-caps=+dac_read_search",
    "--ambient-caps=+dac_read_search", "--bounding-set=-all,+dac_read_search",
]  # fmt: skip


class Postgres:
    """A throw-away server without fsync; `postgres` logs in without a password."""

    def __init__(self, home: Path) -> None:
        self.port = free_port()
        self._data = home / "postgres"
        self._data.mkdir()
        if os.geteuid() == 0:
            shutil.chown(self._data, "postgres")
        self._run("initdb", "-D", str(self._data), "-U", "postgres", "--auth=trust", "-N")
        where = f"-p {self.port} -c unix_socket_directories='' -c listen_addresses=127.0.0.1"
        options = f"{where} -c fsync=off -c max_connections=200"
        self._run("pg_ctl", "-D", str(self._data), "-o", options, "-l", str(self._data / "log"), "-w", "start")

    def stop(self) -> None:
        os.kill(int((self._data / "postmaster.pid").read_text().split()[0]), signal.SIGQUIT)

    def connect(self, dbname: str = "postgres") -> psycopg.Connection[Any]:
        return psycopg.connect(host="127.0.0.1", port=self.port, user="postgres", dbname=dbname, autocommit=True)

    @staticmethod
    def _run(program: str, *arguments: str) -> None:
        as_whom = AS_POSTGRES if os.geteuid() == 0 else []
        subprocess.run([*as_whom, str(POSTGRES / program), *arguments], check=True, stdout=subprocess.DEVNULL, cwd="/")


class RabbitMQ:
    """A throw-away broker that boots with our definitions; every store's password is its name."""

    def __init__(self, home: Path, nodes: Sequence[Node]) -> None:
        self.port, self._epmd_port = free_port(), free_port()
        self._home, self.data = home, home / "data"
        document = {**definitions(nodes), **_accounts(nodes)}
        (home / "definitions.json").write_text(json.dumps(document))
        (home / "plugins").write_text("[].\n")
        (home / "rabbitmq.config").write_text(
            f'[{{rabbit, [{{tcp_listeners, [{{"127.0.0.1", {self.port}}}]}}, {{loopback_users, []}},'
            f' {{load_definitions, "{home}/definitions.json"}}, {{disk_free_limit, 50000000}}]}}].\n'
        )
        self._epmd = subprocess.Popen(["/usr/bin/epmd", "-address", "127.0.0.1", "-port", str(self._epmd_port)])
        self._process: subprocess.Popen[bytes] | None = None

    def uri(self, user: str = "operator", vhost: str = "travessia") -> str:
        return f"amqp://{user}:{user}@127.0.0.1:{self.port}/{vhost}"

    def start(self) -> None:
        with (self._home / "out").open("ab") as out:
            self._process = subprocess.Popen(
                [str(RABBITMQ)], env=self._environment(), stdout=out, stderr=out, start_new_session=True
            )
        eventually(self._answers, 120, "the broker answers")

    def stop(self, how: int = signal.SIGKILL) -> None:
        if self._process is not None:
            os.killpg(self._process.pid, how)
            self._process.wait()
            self._process = None

    def close(self) -> None:
        self.stop()
        self._epmd.terminate()
        self._epmd.wait()

    def _answers(self) -> bool:
        try:
            with Connection(self.uri(), connect_timeout=1) as connection:
                connection.connect()
                return True
        except OSError:
            return False

    def _environment(self) -> Mapping[str, str]:
        home = str(self._home)
        return {
            "PATH": f"{RABBITMQ.parent}:{os.environ['PATH']}", "HOME": home, "LC_ALL": "C.UTF-8",
            "ERL_EPMD_PORT": str(self._epmd_port), "ERL_EPMD_ADDRESS": "127.0.0.1", "RUNNING_UNDER_SYSTEMD": "true",
            "RABBITMQ_NODENAME": f"messaging{self.port}@localhost", "RABBITMQ_DIST_PORT": str(free_port()),
            "RABBITMQ_CONF_ENV_FILE": f"{home}/none", "RABBITMQ_CONFIG_FILE": f"{home}/rabbitmq.config",
            "RABBITMQ_ADVANCED_CONFIG_FILE": f"{home}/none.config", "RABBITMQ_ENABLED_PLUGINS_FILE": f"{home}/plugins",
            "RABBITMQ_MNESIA_BASE": f"{home}/data", "RABBITMQ_LOG_BASE": f"{home}/log",
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": VM,
        }  # fmt: skip


def _accounts(nodes: Sequence[Node]) -> dict[str, list[dict[str, Any]]]:
    vhosts = sorted({node.vhost for node in nodes})
    everything = {"configure": ".*", "write": ".*", "read": ".*"}
    permissions = [{"user": "operator", "vhost": vhost, **everything} for vhost in vhosts]
    return {
        "users": [_user(name) for name in ("operator", *(node.store for node in nodes))],
        "vhosts": [{"name": vhost} for vhost in {*vhosts, "travessia", "travessia-confidential"}],
        "permissions": [*permissions, *definitions(nodes)["permissions"]],
    }


def _user(name: str) -> dict[str, Any]:
    salt = b"salt"
    digest = base64.b64encode(salt + hashlib.sha256(salt + name.encode()).digest()).decode()
    return {"name": name, "password_hash": digest, "hashing_algorithm": "rabbit_password_hashing_sha256", "tags": ""}
