"""A private RabbitMQ node with a port mapper of its own, on free loopback ports."""

import json
import os
import socket
from pathlib import Path

from scripts.failures import Unavailable
from scripts.stack.credentials import Credentials
from scripts.stack.definitions import definitions
from scripts.stack.files import write, write_secret
from scripts.stack.layout import Layout
from scripts.stack.ports import LOOPBACK
from scripts.stack.processes import Command

SERVER = Path("/usr/lib/rabbitmq/bin/rabbitmq-server")
PORT_MAPPER = Path("/usr/bin/epmd")
# Two schedulers that never spin, memory held below half a gigabyte: a development machine has other things to do.
_VM = (
    "+S 2:2 +SDcpu 1:1 +SDio 2 +A 4 +sbwt none +sbwtdcpu none +sbwtdio none -kernel inet_dist_use_interface {127,0,0,1}"
)


def node(layout: Layout) -> str:
    return f"travessia-{layout.identity}@localhost"


def prepare(layout: Layout, credentials: Credentials, port: int) -> None:
    """Writes the node's configuration and what it boots with."""
    if not SERVER.exists():
        raise Unavailable("RabbitMQ is not installed: run scripts/bootstrap.sh, or apt-get install rabbitmq-server")
    home = layout.rabbitmq
    write_secret(home / "definitions.json", json.dumps(definitions(credentials), indent=1))
    write(home / "enabled_plugins", "[].\n")
    # Erlang terms instead of the newer format, which costs a second of translation at every start.
    write(home / "rabbitmq.config", _configuration(home / "definitions.json", port))
    write(home / ".erlang.cookie", credentials.cookie.read_text(), mode=0o400)


def port_mapper(port: int) -> Command:
    """Erlang's name server, private to this stack: a shared one would survive us or be taken down by others."""
    return Command(
        name="epmd",
        arguments=[str(PORT_MAPPER), "-address", LOOPBACK, "-port", str(port)],
        environment={"PATH": os.environ.get("PATH", os.defpath)},
        marker=f"-port {port}",
        port=port,
        kind="mapper",
        directory=Path("/"),
    )


def command(layout: Layout, port: int, mapper_port: int, distribution_port: int) -> Command:
    """How to start the broker."""
    return Command(
        name="rabbitmq",
        # Unknown to Erlang, which keeps it: so every program that the start script turns into carries the mark.
        arguments=[str(SERVER), "-travessia", str(layout.rabbitmq)],
        environment=environment(layout, mapper_port) | {"RABBITMQ_DIST_PORT": str(distribution_port)},
        marker=str(layout.rabbitmq),
        port=port,
        kind="server",
        directory=Path("/"),
    )


def environment(layout: Layout, mapper_port: int) -> dict[str, str]:
    """The variables that the node and Debian's `rabbitmqctl` need to be of this stack."""
    home = layout.rabbitmq
    return {
        "PATH": f"{SERVER.parent}:{os.environ.get('PATH', os.defpath)}",
        "HOME": str(home),
        "LC_ALL": "C.UTF-8",
        "ERL_EPMD_PORT": str(mapper_port),
        "ERL_EPMD_ADDRESS": LOOPBACK,
        # Replaces the start script by the node itself, so that signals reach the node.
        "RUNNING_UNDER_SYSTEMD": "true",
        "RABBITMQ_NODENAME": node(layout),
        "RABBITMQ_CONF_ENV_FILE": str(home / "none.conf"),
        "RABBITMQ_CONFIG_FILE": str(home / "rabbitmq.config"),
        "RABBITMQ_ADVANCED_CONFIG_FILE": str(home / "none.config"),
        "RABBITMQ_ENABLED_PLUGINS_FILE": str(home / "enabled_plugins"),
        "RABBITMQ_MNESIA_BASE": str(home / "data"),
        "RABBITMQ_LOG_BASE": str(home / "log"),
        "RABBITMQ_GENERATED_CONFIG_DIR": str(home / "generated"),
        "RABBITMQ_LOGS": "-",
        "RABBITMQ_SCHEDULER_BIND_TYPE": "u",
        "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": _VM,
    }


def answers(port: int, host: str = LOOPBACK) -> bool:
    """Whether the broker speaks AMQP on that port; users and queues are loaded before it listens."""
    try:
        with socket.create_connection((host, port), timeout=2) as connection:
            connection.settimeout(2)
            connection.sendall(b"AMQP\x00\x00\x09\x01")
            return connection.recv(1) == b"\x01"
    except OSError:
        return False


def _configuration(definitions_file: Path, port: int) -> str:
    path = str(definitions_file).replace("\\", "\\\\").replace('"', '\\"')
    return f"""[
 {{rabbit, [
  {{tcp_listeners, [{{"{LOOPBACK}", {port}}}]}},
  {{num_acceptors, [{{tcp, 2}}]}},
  {{load_definitions, "{path}"}},
  {{vm_memory_high_watermark, {{absolute, "512MiB"}}}},
  {{disk_free_limit, "256MB"}},
  {{loopback_users, []}},
  {{log, [{{console, [{{enabled, true}}, {{level, warning}}]}}]}}
 ]}},
 {{kernel, [{{logger_level, warning}}]}}
].
"""
