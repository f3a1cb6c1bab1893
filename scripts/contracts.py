"""Writes contracts/generated/ (JSON Schemas, one AsyncAPI document), and the examples that are missing."""

from __future__ import annotations

import importlib
import json
import pkgutil
import sys
from pathlib import Path
from typing import Any

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin

import contracts
from contracts.contract import Contract, schema_of
from infra.messaging.topology import EXCHANGES, VHOSTS, ZONE_OF_CHANNEL
from infra.publishing import SCHEMAS
from infra.stores import ROOT
from scripts import examples
from scripts.compatibility import breaks
from scripts.failures import VERIFICATION

GENERATED = ROOT / "contracts" / "generated"
EXAMPLES = ROOT / "contracts" / "examples"
ENVELOPE = {
    "specversion": {"const": "1.0"},
    "id": {"type": "string", "description": "<stream uuid>:<version>"},
    "source": {"type": "string", "pattern": "^urn:travessia:[a-z]+$"},
    "type": {"type": "string"},
    "subject": {"type": "string", "format": "uuid", "description": "the aggregate"},
    "time": {"type": "string", "format": "date-time", "description": "when it was recorded"},
    "datacontenttype": {"const": "application/json"},
    "dataschema": {"type": "string", "format": "uri"},
    "logid": {"type": "string", "format": "uuid"},
    "partition": {"type": "integer", "minimum": 0, "maximum": 7},
    "position": {"type": "string", "pattern": "^[0-9]+$"},
    "previous": {"type": "string", "pattern": "^[0-9]+$", "description": "the message before it in its partition"},
    "occurredat": {"type": "string", "format": "date-time"},
    "correlationid": {"type": "string"},
    "causationid": {"type": "string"},
    "uf": {"type": "string"},
    "rulesetversion": {"type": "string"},
    "data": {"type": "object"},
}
OPTIONAL = {"correlationid", "causationid", "uf", "rulesetversion"}


def published() -> list[type[Contract]]:
    """Every contract of the published language, by type and version."""
    for module in pkgutil.iter_modules(contracts.__path__, "contracts."):
        importlib.import_module(module.name)
    found = [c for c in Contract.REGISTRY.values() if c.__module__.startswith("contracts.")]
    return sorted(found, key=lambda c: (c.TYPE, c.VERSION))


def stem(contract: type[Contract]) -> str:
    """The name of a contract's files."""
    return f"{contract.TYPE}.v{contract.VERSION}"


def json_schema(contract: type[Contract]) -> dict[str, Any]:
    """The JSON Schema (2020-12, as OpenAPI 3.1 has it) of a contract's `data`."""
    plugin = MarshmallowPlugin()
    APISpec("contracts", "1", "3.1.0", plugins=[plugin])
    schema: dict[str, Any] = plugin.converter.schema2jsonschema(schema_of(contract))  # type: ignore[union-attr]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{SCHEMAS}/{stem(contract)}.json",
        "title": contract.__name__,
        "description": (contract.__doc__ or "").strip().split("\n")[0],
        **schema,
    }


def asyncapi() -> dict[str, Any]:
    """AsyncAPI 3: which message travels on which exchange, sent by whom."""
    messages = {stem(c): _message(c) for c in published()}
    channels = {name: _channel(name) for name in EXCHANGES if any(name == c.CHANNEL for c in published())}
    sending = sorted({(c.store(), c.CHANNEL) for c in published()})
    return {
        "asyncapi": "3.0.0",
        "info": {"title": "Travessia: published events", "version": "1.0.0"},
        "defaultContentType": "application/cloudevents+json",
        "channels": channels,
        "operations": {f"{store}-{channel}": _operation(store, channel) for store, channel in sending},
        "components": {
            "messages": messages,
            "schemas": {
                "envelope": {
                    "type": "object",
                    "properties": ENVELOPE,
                    "required": sorted(ENVELOPE.keys() - OPTIONAL),
                },
                **{stem(c): json_schema(c) for c in published()},
            },
        },
    }


def _message(contract: type[Contract]) -> dict[str, Any]:
    own = {
        "type": {"const": contract.cloudevent_type()},
        "data": {"$ref": f"#/components/schemas/{stem(contract)}"},
    }
    return {
        "name": contract.cloudevent_type(),
        "title": contract.__name__,
        "contentType": "application/cloudevents+json",
        "payload": {"allOf": [{"$ref": "#/components/schemas/envelope"}, {"type": "object", "properties": own}]},
    }


def _channel(name: str) -> dict[str, Any]:
    exchange = {"name": EXCHANGES[name], "type": "topic", "durable": True, "vhost": VHOSTS[ZONE_OF_CHANNEL[name]]}
    return {
        "address": "{store}.{aggregate}.{event}.p{partition}",
        "parameters": {part: {} for part in ("store", "aggregate", "event", "partition")},
        "messages": {stem(c): {"$ref": f"#/components/messages/{stem(c)}"} for c in published() if name == c.CHANNEL},
        "bindings": {"amqp": {"is": "routingKey", "exchange": exchange, "bindingVersion": "0.3.0"}},
    }


def _operation(store: str, channel: str) -> dict[str, Any]:
    mine = [c for c in published() if (c.store(), c.CHANNEL) == (store, channel)]
    return {
        "action": "send",
        "channel": {"$ref": f"#/channels/{channel}"},
        "messages": [{"$ref": f"#/channels/{channel}/messages/{stem(c)}"} for c in mine],
    }


def generate() -> dict[str, str]:
    """File name to content of everything in contracts/generated/."""
    documents = {f"{stem(c)}.json": json_schema(c) for c in published()} | {"asyncapi.json": asyncapi()}
    return {name: json.dumps(document, indent=2, ensure_ascii=False) + "\n" for name, document in documents.items()}


def broken(folder: Path = GENERATED) -> list[str]:
    """What the contracts of this code break that the schemas in `folder` promised."""
    now = {f"{stem(c)}.json": json_schema(c) for c in published()}
    promised = {f.name: json.loads(f.read_text()) for f in sorted(folder.glob("*.v*.json"))}
    gone = [f"{name}: the contract is gone" for name in promised.keys() - now.keys()]
    return sorted(gone) + [
        f"{name}: {problem}" for name in promised if name in now for problem in breaks(promised[name], now[name])
    ]


def main() -> int:
    """Write the files; refused when a published version would break, because somebody relies on it."""
    problems = broken()
    if problems:
        print(
            "\n".join([*problems, "a published version only grows optional fields: publish the next version"]),
            file=sys.stderr,
        )
        return VERIFICATION
    GENERATED.mkdir(exist_ok=True)
    EXAMPLES.mkdir(exist_ok=True)
    for name, content in generate().items():
        (GENERATED / name).write_text(content)
    for contract in published():
        sample = EXAMPLES / f"{stem(contract)}.json"
        if not sample.exists():
            sample.write_text(examples.content(contract))
            print(f"new: {sample.relative_to(ROOT)}, make it a real one")
    return 0


if __name__ == "__main__":
    sys.exit(main())
