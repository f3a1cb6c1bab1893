"""A marshmallow validator raises, and has a name: marshmallow 4 ignores what a validator answers."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from tests.architecture.rules.rule import Rule, calls, dotted

DECORATORS = ("validates", "validates_schema")


def offences(tree: ast.Module) -> Iterator[ast.AST]:
    named = set()
    for call, _ in calls(tree):
        for validator in _validators(call):
            if isinstance(validator, ast.Lambda):
                yield validator
            named.add(dotted(validator))
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and (node.name in named or _is_validator(node)):
            yield from (r for r in ast.walk(node) if isinstance(r, ast.Return) and _answers(r))


def _validators(call: ast.Call) -> list[ast.expr]:
    given = [keyword.value for keyword in call.keywords if keyword.arg == "validate"]
    return [v for value in given for v in (value.elts if isinstance(value, (ast.List, ast.Tuple)) else [value])]


def _is_validator(node: ast.FunctionDef) -> bool:
    decorators = (d.func if isinstance(d, ast.Call) else d for d in node.decorator_list)
    return any(dotted(d).split(".")[-1] in DECORATORS for d in decorators)


def _answers(node: ast.Return) -> bool:
    return node.value is not None and not (isinstance(node.value, ast.Constant) and node.value.value is None)


RULE = Rule(
    statement="a marshmallow validator is a named function that raises and answers nothing",
    offences=offences,
    planted=(
        "age = fields.Integer(validate=lambda value: value > 0)",
        "age = fields.Integer(validate=[Range(min=0), lambda value: value > 0])",
        "def positive(value):\n    return value > 0\nage = fields.Integer(validate=positive)",
        "class S(Schema):\n    @validates('age')\n    def check(self, value, data_key):\n        return False",
    ),
    innocent=(
        "def positive(value):\n    if value < 0:\n        raise Error\nage = fields.Integer(validate=positive)",
        "age = fields.Integer(validate=Range(min=0))",
        "sort(key=lambda value: value > 0)",
    ),
)
