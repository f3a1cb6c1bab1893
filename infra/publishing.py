"""From private events to the published language: at most one contract for an event, decided in the command."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType
from typing import Any, TypeVar

from contracts.contract import Contract
from infra.aggregate import Event
from infra.eventstore.records import OutgoingMessage
from infra.metadata import Metadata

F = TypeVar("F", bound=Callable[..., Contract | None])
SCHEMAS = "https://schemas.travessia.example"


def publishes(event_class: type[Event] | Any) -> Callable[[F], F]:
    """Marks `def referral_sent(event, metadata) -> ReferralSent` as the mapping of one private event."""

    def mark(function: F) -> F:
        vars(function)["publishes"] = event_class.TOPIC
        return function

    return mark


class Publisher:
    """The mappings of a store's `published.py` modules."""

    def __init__(self, store: str, modules: tuple[ModuleType, ...] = ()) -> None:
        self.store = store
        self.mappings: dict[str, Callable[[Any, Metadata], Contract | None]] = {}
        for module in modules:
            for function in vars(module).values():
                topic = (
                    vars(function).get("publishes") if callable(function) and hasattr(function, "__dict__") else None
                )
                if topic is not None:
                    self._add(topic, function)

    def _add(self, topic: str, function: Callable[..., Contract | None]) -> None:
        if topic in self.mappings:
            msg = f"{topic} is published by two functions"
            raise TypeError(msg)
        self.mappings[topic] = function

    def message(self, event: Any, metadata: Metadata) -> OutgoingMessage | None:
        """The CloudEvent of an event, or None when it stays private."""
        mapping = self.mappings.get(type(event).TOPIC)
        contract = mapping(event, metadata) if mapping else None
        if contract is None:
            return None
        attributes = {
            "specversion": "1.0",
            "id": f"{event.originator_id}:{event.originator_version}",
            "type": contract.cloudevent_type(),
            "source": f"urn:travessia:{self.store}",
            "subject": str(event.originator_id),
            "datacontenttype": "application/json",
            "dataschema": f"{SCHEMAS}/{contract.TYPE}.v{contract.VERSION}.json",
            "occurredat": event.timestamp.isoformat().replace("+00:00", "Z"),
            "correlationid": metadata.correlation_id,
            "causationid": metadata.causation_id,
            "uf": metadata.tenant.uf,
            "rulesetversion": metadata.ruleset_version,
        }
        body = {name: value for name, value in attributes.items() if value is not None}
        return OutgoingMessage(contract.CHANNEL, {**body, "data": contract.payload()})
