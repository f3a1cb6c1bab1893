"""The library's own database functions stay off: events are appended by ours."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.architecture.rules.rule import CODE, Rule

NAME = "POSTGRES_ENABLE_DB_FUNCTIONS"
ON = ("y", "yes", "t", "true", "on", "1")


def offences(tree: ast.Module) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Dict):
            pairs = zip(node.keys, node.values, strict=True)
            yield from (value for key, value in pairs if key is not None and _is_name(key) and _is_on(value))
        elif isinstance(node, ast.Assign):
            named = any(_is_name(t.slice) for t in node.targets if isinstance(t, ast.Subscript))
            if named and _is_on(node.value):
                yield node


def _is_name(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and str(node.value).endswith(NAME)


def _is_on(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and str(node.value).lower() in ON


RULE = Rule(
    statement="POSTGRES_ENABLE_DB_FUNCTIONS stays off",
    offences=offences,
    planted=(
        "import os\nos.environ['INTAKE_POSTGRES_ENABLE_DB_FUNCTIONS'] = 'y'",
        "settings = {'POSTGRES_ENABLE_DB_FUNCTIONS': 'true'}",
        "settings = {'POSTGRES_ENABLE_DB_FUNCTIONS': True}",
    ),
    innocent=("settings = {'POSTGRES_ENABLE_DB_FUNCTIONS': 'n'}",),
    folders=(*CODE, "scripts"),
)
