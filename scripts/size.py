"""How long files and functions are: small ones are read, long ones are avoided."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from infra.stores import ROOT

FOLDERS = ("contracts", "infra", "services", "scripts", "tests")
LONG, TOO_LONG, LONG_FUNCTION = 150, 300, 25
# The verifier is one file, so that an auditor can take it away and read it whole.
WHOLE = {"scripts/verify.py": 399}


@dataclass(frozen=True)
class Entry:
    """A file or function over the limit; `refused` ones fail the tests."""

    place: str
    kind: str
    lines: int
    refused: bool


def report(root: Path = ROOT) -> list[Entry]:
    """Everything over the limits, longest first."""
    files = (f for folder in FOLDERS for s in ("*.py", "*.sql", "*.sh") for f in (root / folder).rglob(s))
    found = [entry for file in files for entry in measure(file, file.relative_to(root).as_posix())]
    return sorted(found, key=lambda entry: -entry.lines)


def measure(file: Path, place: str) -> Iterator[Entry]:
    text = file.read_text()
    lines = text.count("\n")
    if lines > LONG:
        yield Entry(place, "file", lines, lines > WHOLE.get(place, TOO_LONG))
    if file.suffix == ".py":
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef) and (length := _length(node)) > LONG_FUNCTION:
                yield Entry(f"{place}:{node.lineno} {node.name}", "function", length, False)


def _length(node: ast.FunctionDef) -> int:
    """Lines of the body, without signature and docstring."""
    body = node.body[1:] if ast.get_docstring(node) and len(node.body) > 1 else node.body
    return (body[-1].end_lineno or body[-1].lineno) - body[0].lineno + 1
