"""Private servers with the two toy stores, and the toy worker as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from infra.database import Database
from tests.integration.messaging import toys
from tests.integration.messaging.conftest import ALPHA, BETA, Net, provision
from tests.integration.messaging.servers import Postgres, RabbitMQ

ROOT = Path(__file__).resolve().parents[3]


@contextmanager
def house() -> Iterator[Net]:
    """PostgreSQL and RabbitMQ of this bench alone, stopped at the end."""
    with TemporaryDirectory(prefix="travessia-bench-", ignore_cleanup_errors=True) as folder, ExitStack() as stack:
        broker = RabbitMQ(Path(folder), (ALPHA, BETA))
        stack.callback(broker.close)
        postgres = Postgres(Path(folder))
        stack.callback(postgres.stop)
        broker.start()
        net = Net(postgres, broker)
        provision(net)
        yield net


@contextmanager
def alpha_of(net: Net) -> Iterator[toys.Alpha]:
    database = Database(net.settings("alpha"), 10)
    yield toys.Alpha(toys.store("alpha", database))
    database.close()


def worker(net: Net, store: str) -> AbstractContextManager[int]:
    """A green worker process, as in a real stack; gives its process id."""
    uri, tail = net.broker.uri(store), os.environ.get("BENCH_TAIL", "10")
    return _process("tests.integration.messaging.toy_worker", store, str(net.postgres.port), uri, tail)


def relay(net: Net, amqp_uri: str | None = None) -> AbstractContextManager[int]:
    """The relay of alpha, perhaps to a broker at another address."""
    return _process("tests.bench.delivery.toy_relay", str(net.postgres.port), amqp_uri or net.broker.uri("alpha"))


@contextmanager
def _process(module: str, *arguments: str) -> Iterator[int]:
    with Path(os.environ.get("BENCH_LOG", os.devnull)).open("ab") as out:
        process = subprocess.Popen([sys.executable, "-m", module, *arguments], cwd=ROOT, stdout=out, stderr=out)
        try:
            yield process.pid
        finally:
            process.terminate()
            process.wait(30)
