"""Services log; only commands print."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.architecture.rules.rule import Rule, calls


def offences(tree: ast.Module) -> Iterator[ast.AST]:
    yield from (node for node, name in calls(tree) if name in ("print", "pprint", "pprint.pprint"))


RULE = Rule(
    statement="services log, only commands print",
    offences=offences,
    planted=("print('a name')",),
    innocent=("log.info('intake.started')", "blueprint.print()"),
)
