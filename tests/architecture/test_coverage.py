"""docs/coverage.md names tests that exist, has each row of the sources and of the scenario once, and hides nothing."""

from __future__ import annotations

import ast
import re
from typing import NamedTuple

import pytest

from infra.stores import ROOT

POLICIES = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 35, 37, 38)
DEADLINES = (5, 6, 7, 8, 12, 13, 14, 15, 16, 17, 21, 22, 23, 25)
NETWORKS = range(50, 54)
WORK = range(89, 104)
WANTED = [
    *(f"A{number:03}" for number in (*range(1, 36), *NETWORKS, *WORK)),
    *(f"{chapter}{number:02}" for chapter, last in (("F", 30), ("S", 19), ("X", 21)) for number in range(1, last + 1)),
    *(f"PL{number:02}" for number in POLICIES),
    *(f"DL{number:02}" for number in DEADLINES),
]
ROW = re.compile(
    r"^\| (?P<row>(?:A|F|S|X|PL|DL)\d+) \| [^|]+ \| (?P<served>[^|]+) \| (?P<shown>[^|]*)\|$", re.MULTILINE
)
TEST = re.compile(r"`(?P<file>[\w/]+\.py)::(?P<name>\w+)`")
PAGE = (ROOT / "docs" / "coverage.md").read_text()


class Row(NamedTuple):
    name: str
    served: str
    shown: str


ROWS = [Row(*match.groups()) for match in ROW.finditer(PAGE)]


def faults(row: Row) -> list[str]:
    """What is wrong with a row: no test and nothing said to be open, or a test that does not exist."""
    named = TEST.findall(row.shown)
    if not named and not row.served.startswith("**open**"):
        return [f"{row.name} is said to be served, and nothing shows it"]
    if row.shown.strip() and not named:
        return [f"{row.name} names no test in the form file::name"]
    return [f"{row.name}: there is no {file}::{name}" for file, name in named if name not in names_in(file)]


def names_in(file: str) -> set[str]:
    path = ROOT / "tests" / file
    if not path.exists():
        return set()
    return {node.name for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.FunctionDef)}


def test_each_row_of_the_sources_is_there_once() -> None:
    assert [row.name for row in ROWS] == WANTED


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_what_is_said_to_be_served_is_shown(row: Row) -> None:
    assert faults(row) == []


def test_a_row_that_promises_too_much_is_found() -> None:
    file = "architecture/test_coverage.py"
    assert faults(Row("A001", "all of it", "")) != []
    assert faults(Row("A001", "all of it", "somewhere")) != []
    assert faults(Row("A001", "all of it", f"`{file}::test_that_nobody_wrote`")) != []
    assert faults(Row("A001", "all of it", f"`{file}::test_each_row_of_the_sources_is_there_once`")) == []
