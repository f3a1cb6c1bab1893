"""The published language: an example of each event, documents that follow the code, versions that keep their word."""

from __future__ import annotations

import copy
import json
from typing import Any

import jsonschema
import pytest

from contracts.contract import Contract
from infra.messaging.envelope import read
from scripts import contracts as generator
from scripts.compatibility import breaks
from scripts.contracts import EXAMPLES, GENERATED, published, stem

CONTRACTS = {stem(contract): contract for contract in published()}


def example(contract: type[Contract]) -> dict[str, Any]:
    """One real message of a contract."""
    body: dict[str, Any] = json.loads((EXAMPLES / f"{stem(contract)}.json").read_text())
    return body


@pytest.mark.parametrize("name", CONTRACTS)
def test_every_contract_has_an_example_that_round_trips(name: str) -> None:
    contract = CONTRACTS[name]
    message = example(contract)
    parsed = contract.parse(message["data"])
    assert contract.parse(parsed.payload()) == parsed
    assert parsed.payload() == message["data"]
    assert message["type"] == contract.cloudevent_type()
    assert read(message, contract.CHANNEL).envelope.name == contract.TYPE
    jsonschema.validate(message["data"], generator.json_schema(contract))


@pytest.mark.parametrize("name", CONTRACTS)
def test_a_consumer_ignores_what_it_does_not_know(name: str) -> None:
    contract = CONTRACTS[name]
    data = example(contract)["data"]
    assert contract.parse({**data, "field_of_tomorrow": 1}) == contract.parse(data)


def test_every_example_and_document_belongs_to_a_contract() -> None:
    assert {file.stem for file in EXAMPLES.glob("*.json")} == CONTRACTS.keys()
    assert {file.stem for file in GENERATED.glob("*.json")} == {*CONTRACTS, "asyncapi"}


def test_the_documents_follow_the_code() -> None:
    for name, content in generator.generate().items():
        assert (GENERATED / name).read_text() == content, "run `make contracts`"


def test_the_asyncapi_document_refers_only_to_what_is_in_it() -> None:
    document = json.loads((GENERATED / "asyncapi.json").read_text())
    for reference in _references(document):
        found = document
        for part in reference.removeprefix("#/").split("/"):
            found = found[part]


def _references(node: Any) -> list[str]:
    if isinstance(node, list):
        return [reference for item in node for reference in _references(item)]
    if not isinstance(node, dict):
        return []
    own = [node["$ref"]] if "$ref" in node else []
    return own + [reference for value in node.values() for reference in _references(value)]


def test_no_published_version_breaks_its_word() -> None:
    assert generator.broken() == []


PROMISED: dict[str, Any] = {
    "properties": {
        "a": {"type": "string"},
        "b": {"enum": ["X", "Y"]},
        "c": {"type": "array", "items": {"type": "string"}},
    },
    "required": ["a"],
}
BREAKING = {
    "field a is gone": lambda s: s["properties"].pop("a"),
    "field b is required now": lambda s: s["required"].append("b"),
    "field d is required now": lambda s: (s["properties"].update(d={"type": "string"}), s["required"].append("d")),
    "field a is no longer required": lambda s: s["required"].remove("a"),
    "field a: type was string, is integer": lambda s: s["properties"]["a"].update(type="integer"),
    "field a: type was string, is ['string', 'null']": lambda s: s["properties"]["a"].update(type=["string", "null"]),
    "field b: codes are gone: Y": lambda s: s["properties"]["b"].update(enum=["X"]),
    "field a: only some codes are allowed now": lambda s: s["properties"]["a"].update(enum=["X"]),
    "field c: type was string, is integer": lambda s: s["properties"]["c"]["items"].update(type="integer"),
}
GROWING = {
    "an optional field": lambda s: s["properties"].update(d={"type": "string"}),
    "a code": lambda s: s["properties"]["b"]["enum"].append("Z"),
    "a description": lambda s: s.update(description="other words"),
}


@pytest.mark.parametrize("problem", BREAKING)
def test_a_change_that_breaks_is_refused(problem: str) -> None:
    changed = copy.deepcopy(PROMISED)
    BREAKING[problem](changed)
    assert problem in breaks(PROMISED, changed)


@pytest.mark.parametrize("change", GROWING)
def test_a_version_may_grow(change: str) -> None:
    changed = copy.deepcopy(PROMISED)
    GROWING[change](changed)
    assert breaks(PROMISED, changed) == []


def test_the_generator_refuses_to_write_over_a_promise(
    tmp_path: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    name = next(iter(CONTRACTS))
    promised = generator.json_schema(CONTRACTS[name])
    promised["properties"]["planted"] = {"type": "string"}
    (tmp_path / f"{name}.json").write_text(json.dumps(promised))
    (tmp_path / "intake.office.vanished.v1.json").write_text("{}")
    monkeypatch.setattr(generator, "broken", lambda: list(BROKEN(tmp_path)))
    assert generator.main() == 3
    said = capsys.readouterr().err
    assert f"{name}.json: field planted is gone" in said
    assert "intake.office.vanished.v1.json: the contract is gone" in said


BROKEN = generator.broken
