"""A worker after a bad deploy: in one store, every message of one type fails. Only a campaign starts it."""

from __future__ import annotations

import os
import sys
from typing import Any

from scripts import process

VARIABLE = "CHAOS_POISON"  # `<store> <type without version> refusal|bug`


def main() -> int:
    import infra.messaging.green  # noqa: F401  patches: before all else
    from infra.messaging.subscribe import Reactions
    from infra.refusals import DomainError

    store, kind, how = os.environ[VARIABLE].split()
    react = Reactions.react

    def poisoned(self: Any, applications: Any, contract: Any, message: Any) -> None:
        if (applications[0].store.name, message.envelope.name) == (store, kind):
            raise DomainError if how == "refusal" else ZeroDivisionError
        react(self, applications, contract, message)

    Reactions.react = poisoned  # type: ignore[method-assign]
    return process.main()


if __name__ == "__main__":
    sys.exit(main())
