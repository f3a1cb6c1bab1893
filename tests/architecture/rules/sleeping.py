"""Nobody sleeps where a condition can be awaited."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.architecture.rules.rule import Rule, calls, imports

SLEEPS = ("time.sleep", "eventlet.sleep", "asyncio.sleep")


def offences(tree: ast.Module) -> Iterator[ast.AST]:
    yield from (node for node, name in calls(tree) if name in SLEEPS)
    yield from (node for node, name in imports(tree) if name in SLEEPS)


RULE = Rule(
    statement="nobody sleeps where a condition can be awaited",
    offences=offences,
    planted=("import time\ntime.sleep(1)", "from time import sleep", "import eventlet\neventlet.sleep(0)"),
    innocent=("stopping.wait(1)",),
)
