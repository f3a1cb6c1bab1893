"""Starts PostgreSQL and RabbitMQ of a stack, side by side, and makes databases and roles."""

import psycopg

from scripts.failures import CommandError, Unavailable
from scripts.stack import databases, postgres, processes, rabbitmq
from scripts.stack.files import write_secret
from scripts.stack.processes import Record
from scripts.stack.progress import Progress
from scripts.stack.stack import Stack
from scripts.stack.waiting import until_ready


def start(stack: Stack, progress: Progress, *, attached: bool) -> None:
    """Returns when both servers answer and the databases exist."""
    if stack.external:
        _use_external(stack, progress)
        return
    layout, ports = stack.layout, stack.ports
    mapper, broker = start_broker(stack, attached=attached)
    fresh = postgres.prepare(layout, stack.credentials)
    database = start_database(stack, attached=attached)
    until_ready(layout, {database: lambda: accepts(stack)})
    progress.say(f"PostgreSQL on port {ports['postgres']}")
    _provision(stack, fresh=fresh)
    until_ready(layout, {mapper: lambda: processes.is_running(mapper), broker: lambda: answers(stack)})
    progress.say(f"RabbitMQ on port {ports['rabbitmq']}")


def start_broker(stack: Stack, *, attached: bool) -> tuple[Record, Record]:
    """Starts the port mapper and the broker; they answer later."""
    layout, ports = stack.layout, stack.ports
    rabbitmq.prepare(layout, stack.credentials, ports["rabbitmq"])
    mapper = processes.start(layout, rabbitmq.port_mapper(ports["epmd"]), attached=attached)
    command = rabbitmq.command(layout, ports["rabbitmq"], ports["epmd"], ports["rabbitmq-distribution"])
    return mapper, processes.start(layout, command, attached=attached)


def start_database(stack: Stack, *, attached: bool) -> Record:
    """Starts PostgreSQL; it answers later."""
    postgres.forget_dead_server(stack.layout)
    return processes.start(stack.layout, postgres.command(stack.layout, stack.ports["postgres"]), attached=attached)


def accepts(stack: Stack) -> bool:
    """Whether PostgreSQL takes connections."""
    try:
        stack.postgres.connect().close()
    except psycopg.OperationalError:
        return False
    return True


def answers(stack: Stack) -> bool:
    """Whether RabbitMQ takes connections."""
    return rabbitmq.answers(stack.broker.port, stack.broker.host)


def _provision(stack: Stack, *, fresh: bool) -> None:
    """Skipped when this data folder was provisioned with these very passwords."""
    stamp, wanted = stack.layout.postgres / "provisioned", stack.credentials.fingerprint()
    if fresh:
        stamp.unlink(missing_ok=True)
    if not stamp.exists() or stamp.read_text() != wanted:
        try:
            databases.provision(stack.postgres, stack.credentials.passwords)
        except psycopg.Error as error:
            raise CommandError(f"PostgreSQL cannot make the databases: {str(error).splitlines()[0]}") from error
        write_secret(stamp, wanted)


def _use_external(stack: Stack, progress: Progress) -> None:
    server, broker = stack.postgres, stack.broker
    try:
        databases.provision(server, stack.credentials.passwords)
    except psycopg.OperationalError as error:
        raise Unavailable(f"PostgreSQL at {server.host}:{server.port}: {str(error).splitlines()[0]}") from error
    if not rabbitmq.answers(broker.port, broker.host):
        raise Unavailable(f"RabbitMQ at {broker.host}:{broker.port} does not answer")
    progress.say(f"using PostgreSQL at {server.host}:{server.port} and RabbitMQ at {broker.host}:{broker.port}")
