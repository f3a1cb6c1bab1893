"""Only who seals a value, and the mapping to a contract, sees it in clear: no read model, reaction or answer."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.architecture.rules.rule import Rule


def offences(tree: ast.Module) -> Iterator[ast.AST]:
    yield from (node for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr == "plain")


RULE = Rule(
    statement="only what publishes and the kernel read a sealed value in clear",
    offences=offences,
    planted=("def arrived(self, event, metadata):\n    return self.statement('...', event.name.plain)",),
    innocent=("stored(event.name)",),
    folders=("services",),
    exempt=("services/*/published.py", "services/*/published/*.py"),
)
