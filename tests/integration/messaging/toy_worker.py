"""A worker process of the toy stores: `python -m ...toy_worker NAME POSTGRES_PORT AMQP_URI [TAIL]`."""

from infra.messaging import green  # noqa: F401, I001  patches; before anything else

import os
import sys

from infra.application import Application
from infra.database import Database, DatabaseSettings
from infra.messaging.service import run_workers
from infra.messaging.subscribe import Reactions
from infra.messaging.worker import Plan, Worker
from tests.integration.messaging import toys

APPLICATIONS = {"alpha": toys.Alpha, "beta": toys.Beta}


class Deadly(toys.Beta):
    """Number -1 kills the process, as a message that exhausts memory would."""

    def follow(self, counter_id, number):  # type: ignore[no-untyped-def]
        if number == -1:
            os._exit(9)
        super().follow(counter_id, number)


def plan(name: str, port: int, amqp_uri: str, tail: float = 1.0) -> Plan:
    database = DatabaseSettings("127.0.0.1", port, name, name, "")

    def applications() -> list[Application]:
        application = Deadly if name == "beta" else toys.Alpha
        return [application(toys.store(name, Database(database, 12)))]

    return Plan(name, applications, Reactions([toys] if name == "beta" else []), database, amqp_uri, tail=tail)


if __name__ == "__main__":
    run_workers([Worker(plan(sys.argv[1], int(sys.argv[2]), sys.argv[3], *map(float, sys.argv[4:])))])
