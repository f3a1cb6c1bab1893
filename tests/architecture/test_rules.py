"""Each rule on what code may say: kept here, and broken by what was planted."""

from __future__ import annotations

import ast
import importlib
import pkgutil
from pathlib import Path

import pytest

from infra.stores import ROOT
from tests.architecture import rules
from tests.architecture.rules.rule import Rule

RULES: dict[str, Rule] = {
    found.name: importlib.import_module(f"{rules.__name__}.{found.name}").RULE
    for found in pkgutil.iter_modules(rules.__path__)
    if found.name != "rule"
}
PLANTED = [(name, code) for name, rule in RULES.items() for code in rule.planted]
INNOCENT = [(name, code) for name, rule in RULES.items() for code in rule.innocent]


@pytest.mark.parametrize("name", RULES)
def test_this_code_keeps_the_rule(name: str) -> None:
    assert list(RULES[name].check(ROOT)) == [], RULES[name].statement


@pytest.mark.parametrize(("name", "code"), PLANTED)
def test_a_planted_offence_breaks_the_rule(name: str, code: str, tmp_path: Path) -> None:
    for folder in RULES[name].folders:
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "planted.py").write_text(code)
    found = {offence.split(":")[0] for offence in RULES[name].check(tmp_path)}
    assert found == {f"{folder}/planted.py" for folder in RULES[name].folders}


@pytest.mark.parametrize(("name", "code"), INNOCENT)
def test_what_only_looks_alike_keeps_the_rule(name: str, code: str) -> None:
    assert list(RULES[name].offences(ast.parse(code))) == []
