"""A process that reads one diary, and dies where TRAVESSIA_CRASHPOINT says: started by a test."""

from __future__ import annotations

import sys
from uuid import UUID

from scripts.stack.databases import Server
from tests.integration.eventstore.conftest import House
from tests.integration.eventstore.toys import entries


def main(host: str, port: str, diary: str) -> None:
    house = House(Server(host, int(port), "nobody", ""))
    sys.stdout.write(f"given: {entries(house.process(), UUID(diary))}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
