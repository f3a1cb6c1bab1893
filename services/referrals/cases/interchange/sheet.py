"""Reading one resource: values in our own types, and every fault collected with its place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID

from infra.web.schemas import EARLIEST, LATEST
from services.referrals.cases.interchange.faults import Fault, codes_at, found

E = TypeVar("E", bound=StrEnum)
DAY = "2025-01-01"


class Unreadable(Exception):
    """It has the form, and cannot be taken; `faults` say where and why."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("unreadable")
        self.faults = faults


class Sheet:
    """`address`: of the entry that it is in, where that ends with a UUID."""

    def __init__(
        self, resource: Mapping[str, Any], pointer: str, wrong: list[Fault], address: UUID | None = None
    ) -> None:
        self.resource, self.pointer, self.wrong, self.address = resource, pointer, wrong, address

    def fault(self, place: str, code: str) -> None:
        self.wrong.append(Fault(f"{self.pointer}{place}", code))

    def values(self, path: str) -> list[Any]:
        return [value for _, value in found(self.resource, path)]

    def codes(self, path: str, system: str) -> list[str]:
        return codes_at(self.resource, path, system)

    def member(self, path: str, system: str, kind: type[E]) -> E | None:
        """Our code at a path; what is in our system and none of our codes is a fault."""
        given = self.codes(path, system)
        known = [code for code in given if code in set(kind)]
        if given and not known:
            self.fault(f"/{path.replace('.', '/')}", "unknown-code")
        return kind(known[0]) if known else None

    def ids(self, path: str, system: str) -> Iterator[str]:
        """The values of identifiers of one system."""
        for one in self.values(path):
            if one.get("system") == system and "value" in one:
                yield one["value"]

    def uuid(self, path: str, system: str) -> UUID | None:
        """The id under which a system knows something; one that is no UUID is a fault."""
        text = next(self.ids(path, system), None)
        if text is None:
            return None
        try:
            return UUID(text)
        except ValueError:
            self.fault(f"/{path.replace('.', '/')}", "not-a-uuid")
            return None

    def entry(self, path: str) -> UUID | None:
        """The entry of the bundle that a reference names, where it does by a UUID."""
        return next((last_uuid(text) for text in self.values(f"{path}.reference")), None)

    def instant(self, path: str) -> datetime | None:
        """A whole day or month begins at midnight of Greenwich. What no calendar of ours reaches is a fault."""
        texts = self.values(path)
        if not texts:
            return None
        moment = _moment(str(texts[0]))
        if moment is not None and EARLIEST <= moment < LATEST:
            return moment.astimezone(UTC)
        self.fault(f"/{path.replace('.', '/')}", "out-of-range")
        return None


def _moment(text: str) -> datetime | None:
    whole = text if len(text) >= len(DAY) else f"{text}-01-01"[: len(DAY)]
    try:
        moment = datetime.fromisoformat(whole)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def last_uuid(address: str) -> UUID | None:
    """What an address ends with, of whatever server or of none."""
    try:
        return UUID(address.rpartition("/")[2].removeprefix("urn:uuid:"))
    except ValueError:
        return None
