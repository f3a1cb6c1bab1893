"""Writes an example message for each contract that has none; an example that is there is never touched."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any
from uuid import UUID, uuid5

import marshmallow as ma

from contracts.contract import Contract, schema_of
from infra.messaging.topology import partition_of
from infra.publishing import SCHEMAS

NAMESPACE = UUID("f0f3a1c6-6a0e-4a55-8a3c-0c1f5f1b7f10")
MOMENT = "2025-04-17T12:00:00.000000Z"


def example(contract: type[Contract]) -> dict[str, Any]:
    """A whole message: fixed ids and instants, the first code of each list."""
    schema = schema_of(contract)
    data = {f.name: _value(f.name, schema.fields[f.name]) for f in fields(contract)}  # type: ignore[arg-type]
    subject = uuid5(NAMESPACE, contract.TYPE)
    return {
        "specversion": "1.0",
        "id": f"{subject}:1",
        "type": contract.cloudevent_type(),
        "source": f"urn:travessia:{contract.store()}",
        "subject": str(subject),
        "time": MOMENT,
        "datacontenttype": "application/json",
        "dataschema": f"{SCHEMAS}/{contract.TYPE}.v{contract.VERSION}.json",
        "logid": str(uuid5(NAMESPACE, contract.store())),
        "partition": partition_of(subject),
        "position": "2",
        "previous": "1",
        "occurredat": MOMENT.replace(".000000", ""),
        "data": contract.parse(data).payload(),
    }


def _value(name: str, field: Any) -> Any:
    if isinstance(field, ma.fields.List):
        return [_value(name, field.inner)]
    if isinstance(field, ma.fields.Enum):
        return next(code.value for code in field.enum)
    samples: dict[type, Any] = {
        ma.fields.UUID: str(uuid5(NAMESPACE, name)),
        ma.fields.Integer: 1,
        ma.fields.Boolean: True,
        ma.fields.AwareDateTime: "2025-04-17T12:00:00+00:00",
        ma.fields.Date: "2025-04-17",
    }
    return samples.get(type(field), "1399991" if name.endswith("ibge7") else "AM" if name == "uf" else name)


def content(contract: type[Contract]) -> str:
    return json.dumps(example(contract), indent=2, ensure_ascii=False) + "\n"
