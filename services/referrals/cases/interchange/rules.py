"""What a rule of a profile can ask of an element."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from services.referrals.cases.interchange.faults import Fault, codes_at, found

Check = Callable[[Mapping[str, Any]], Iterator[Fault]]


@dataclass(frozen=True)
class Rule:
    path: str
    says: str
    source: str
    check: Check

    def faults(self, resource: Mapping[str, Any]) -> Iterator[Fault]:
        return self.check(resource)


def required(path: str, source: str) -> Rule:
    def check(resource: Mapping[str, Any]) -> Iterator[Fault]:
        if not list(found(resource, path)):
            yield Fault(_pointer(path), "required")

    return Rule(path, "required", source, check)


def one_of(path: str, allowed: tuple[str | bool, ...], source: str) -> Rule:
    def check(resource: Mapping[str, Any]) -> Iterator[Fault]:
        yield from (Fault(where, "unknown-code") for where, value in found(resource, path) if value not in allowed)

    return Rule(path, " · ".join(str(code).lower() for code in allowed), source, check)


def holds(path: str, system: str, allowed: tuple[str, ...], source: str, said: str = "") -> Rule:
    """At least one coding of a system, out of these codes."""

    def check(resource: Mapping[str, Any]) -> Iterator[Fault]:
        if not any(code in allowed for code in codes_at(resource, path, system)):
            yield Fault(_pointer(path), "code-missing")

    return Rule(path, said or " · ".join(allowed), source, check)


def coded_in(path: str, allowed: tuple[str, ...], source: str, said: str) -> Rule:
    def check(resource: Mapping[str, Any]) -> Iterator[Fault]:
        if not any(coding.get("system") in allowed for _, coding in found(resource, f"{path}.coding")):
            yield Fault(_pointer(path), "code-missing")

    return Rule(path, said, source, check)


def refers(path: str, kinds: tuple[str, ...], source: str) -> Rule:
    """A reference that says its kind, by `type` or in its address, says one of these."""

    def check(resource: Mapping[str, Any]) -> Iterator[Fault]:
        for where, reference in found(resource, path):
            if (kind := kind_of(reference)) is not None and kind not in kinds:
                yield Fault(where, "wrong-reference")

    return Rule(path, "refers to " + " · ".join(kinds), source, check)


def whenever(path: str, says: str, source: str, check: Check) -> Rule:
    return Rule(path, says, source, check)


def kind_of(reference: Any) -> str | None:
    """The resource type that a reference names, if it names one."""
    if not isinstance(reference, dict):
        return None
    if "type" in reference:
        return str(reference["type"])
    parts = str(reference.get("reference", "")).split("/")
    return parts[-2] if len(parts) > 1 else None


def _pointer(path: str) -> str:
    return "/" + path.replace(".", "/")


def explained(stopped: tuple[str, ...], source: str) -> Rule:
    """Words with every reason, and a reason for each of these statuses."""

    def check(resource: Mapping[str, Any]) -> Iterator[Fault]:
        wanted = "statusReason" in resource or resource.get("status") in stopped
        if wanted and not list(found(resource, "statusReason.text")):
            yield Fault("/statusReason/text", "required")

    said = f"required with every statusReason, and when the status is {' · '.join(stopped)}"
    return Rule("statusReason.text", said, source, check)
