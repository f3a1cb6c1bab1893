"""Time, ids and randomness come through infra.world."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.architecture.rules.rule import Rule, calls, imports

CALLS = ("now", "utcnow", "today")
IMPORTS = ("random", "secrets", "uuid.uuid1", "uuid.uuid4", "os.urandom", "time.time", "time.time_ns")


def offences(tree: ast.Module) -> Iterator[ast.AST]:
    for node, name in calls(tree):
        *owner, last = name.split(".")
        if last in CALLS and owner and owner[-1] in ("datetime", "date"):
            yield node
        if name in IMPORTS:
            yield node
    for statement, name in imports(tree):
        if name in IMPORTS or name.split(".")[0] in ("random", "secrets"):
            yield statement


RULE = Rule(
    statement="time, ids and randomness come through infra.world",
    offences=offences,
    planted=(
        "from datetime import datetime, UTC\nat = datetime.now(UTC)",
        "import datetime\nat = datetime.date.today()",
        "from uuid import uuid4",
        "import uuid\nnew = uuid.uuid4()",
        "import random",
        "from secrets import token_bytes",
        "import os\nbytes_ = os.urandom(3)",
        "import time\nat = time.time()",
    ),
    innocent=(
        "from infra import world\nat = world.now()",
        "from uuid import UUID, uuid5",
        "import time\nat = time.monotonic()",
    ),
    # The ids of questions to the broker and of retries are no business ids; nothing stored depends on them.
    exempt=("infra/world.py", "infra/messaging/asking.py"),
)
