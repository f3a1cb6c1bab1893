"""What of an event, its circumstances, a snapshot or a message of a confidential store stands behind the veil.

In clear stay what who has no key must read: the references and commitments of sealed fields, which an auditor verifies,
when something happened, what caused it, and the records of erasures and of the ledger itself.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from infra import veil
from infra.eventstore.codec import dumps, seals
from infra.stores import CONFIDENTIAL

VEIL = "veil"
# A list of a dozen members fits: the size of an event must not tell a commission by how many sit in it.
STATE = 1024
# Without these nobody could find a message that tells of an erased record, or empty its blind tokens.
CLEAR = frozenset({"notice_id", "case_id", "request_id", "conflict_tokens"})
ABOUT = ("uf", "rulesetversion", "correlationid")


def is_confidential(topic: str) -> bool:
    return topic.partition(".")[0] in CONFIDENTIAL


def veiled_state(event: Any, state: dict[str, Any]) -> dict[str, Any]:
    """A state as it is stored: sealed fields as they are, all others as one text."""
    kind: Any = type(event)
    if not (kind.VEILED and is_confidential(kind.TOPIC)):
        return state
    clear = {*seals(kind), "class_version"}
    shown = {name: value for name, value in state.items() if name in clear}
    hidden = {name: value for name, value in state.items() if name not in shown}
    return {**shown, VEIL: veil.hide(hidden, _place("state", event.originator_id, event.originator_version), STATE)}


def unveiled_state(state: dict[str, Any], stream: UUID, version: int) -> dict[str, Any]:
    """A state with everything in clear, also one that was stored before there was a veil."""
    if VEIL not in state:
        return state
    return {**state, **veil.show(state.pop(VEIL), _place("state", stream, version))}


def veiled_metadata(event: Any, metadata: bytes) -> bytes:
    """Circumstances as they are stored: no actor, no territory, no time zone."""
    if not is_confidential(type(event).TOPIC):
        return metadata
    told = json.loads(metadata)
    at = datetime.fromisoformat(told["occurred_at"]).astimezone(UTC).isoformat()
    clear = {"causation_id": told["causation_id"], "origin": told["origin"], "role": told["role"]}
    hidden = veil.hide(told, _place("metadata", event.originator_id, event.originator_version), STATE)
    return dumps({**clear, "occurred_at": at, VEIL: hidden})


def unveiled_metadata(metadata: dict[str, Any], stream: UUID, version: int) -> dict[str, Any]:
    if VEIL not in metadata:
        return metadata
    shown: dict[str, Any] = veil.show(metadata[VEIL], _place("metadata", stream, version))
    return shown


def veiled_snapshot(kind: Any, stream: UUID, version: int, state: dict[str, Any]) -> dict[str, Any]:
    if not is_confidential(kind.TOPIC):
        return state
    return {"id": str(stream), "version": version, VEIL: veil.hide(state, _place("snapshot", stream, version), STATE)}


def unveiled_snapshot(state: dict[str, Any]) -> dict[str, Any]:
    if VEIL not in state:
        return state
    shown: dict[str, Any] = veil.show(state[VEIL], _place("snapshot", state["id"], state["version"]))
    return shown


def veiled_message(body: dict[str, Any]) -> dict[str, Any]:
    """A message of a confidential store as it is published: ids that an erasure looks for, and one text."""
    if body["source"].rpartition(":")[2] not in CONFIDENTIAL:
        return body
    data = body["data"]
    hidden = {
        "data": {name: value for name, value in data.items() if name not in CLEAR},
        "about": {name: body[name] for name in ABOUT if name in body},
    }
    clear = {name: value for name, value in data.items() if name in CLEAR}
    rest = {name: value for name, value in body.items() if name not in ABOUT}
    return {**rest, "data": {**clear, VEIL: veil.hide(hidden, f"message:{body['id']}", STATE)}}


def unveiled_message(body: dict[str, Any]) -> dict[str, Any]:
    """A message with everything in clear; what an erasure has emptied stays empty. Raises veil.VeilTorn."""
    data = body["data"]
    if VEIL not in data:
        return body
    shown = veil.show(data[VEIL], f"message:{body['id']}")
    clear = {name: value for name, value in data.items() if name != VEIL}
    return {**body, **shown["about"], "data": {**clear, **shown["data"]}}


def _place(what: str, stream: UUID | str, version: int) -> str:
    return f"{what}:{stream}:{version}"
