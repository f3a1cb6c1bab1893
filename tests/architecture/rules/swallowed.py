"""No exception is swallowed in silence."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.architecture.rules.rule import CODE, Rule, calls


def offences(tree: ast.Module) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ExceptHandler) and all(_is_nothing(statement) for statement in node.body):
            yield node
    yield from (node for node, name in calls(tree) if name.split(".")[-1] == "suppress" and _everything(node))


def _is_nothing(node: ast.stmt) -> bool:
    return isinstance(node, ast.Pass) or (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))


def _everything(node: ast.Call) -> bool:
    return any(isinstance(a, ast.Name) and a.id in ("Exception", "BaseException") for a in node.args)


RULE = Rule(
    statement="no exception is swallowed in silence",
    offences=offences,
    planted=(
        "try:\n    f()\nexcept ValueError:\n    pass",
        "try:\n    f()\nexcept Exception:\n    ...",
        "with suppress(Exception):\n    f()",
    ),
    innocent=("try:\n    f()\nexcept ValueError:\n    found = None", "with suppress(ProcessLookupError):\n    f()"),
    folders=(*CODE, "scripts"),
)
