"""What a rule is: a statement, where it holds, how an offence is found, and samples of both kinds."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

CODE = ("contracts", "infra", "services")


@dataclass(frozen=True)
class Rule:
    """`planted` breaks the rule, `innocent` looks alike and keeps it. `exempt` holds patterns of paths."""

    statement: str
    offences: Callable[[ast.Module], Iterable[ast.AST]]
    planted: tuple[str, ...]
    innocent: tuple[str, ...] = ()
    folders: tuple[str, ...] = CODE
    exempt: tuple[str, ...] = ()

    def check(self, root: Path) -> Iterator[str]:
        """`path:line` of each offence below `root`."""
        for folder in self.folders:
            for file in sorted((root / folder).rglob("*.py")):
                path = file.relative_to(root).as_posix()
                if not any(fnmatch(path, pattern) for pattern in self.exempt):
                    for node in self.offences(ast.parse(file.read_text())):
                        yield f"{path}:{getattr(node, 'lineno', 0)}"


def calls(tree: ast.AST) -> Iterator[tuple[ast.Call, str]]:
    """Every call with the dotted name of what is called."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield node, dotted(node.func)


def imports(tree: ast.AST) -> Iterator[tuple[ast.AST, str]]:
    """Every import with the full dotted name of what is imported."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node, f"{node.module}.{alias.name}") for alias in node.names)


def dotted(node: ast.AST) -> str:
    """`a.b.c` of a chain of attributes; the unknown part of a longer expression is left out."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""
