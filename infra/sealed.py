"""Sealed values: personal data that exists in clear only in the hands of who seals it and who may open it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID


class Label(StrEnum):
    """Confidentiality labels of B.0.3. C5 must not exist and so has no code here."""

    C0 = "C0"
    C1 = "C1"
    C2 = "C2"
    C3 = "C3"
    C4 = "C4"


@dataclass(frozen=True)
class Seal:
    """Marks an event field as sealed: `Annotated[Sealed, Seal(Label.C2)]`.

    `subject` names the event attribute that holds the data subject's uuid; whose key it is, decides
    whose erasure destroys the value. Default: the aggregate itself.
    """

    label: Label
    subject: str = "originator_id"


@dataclass(frozen=True)
class SealedRef:
    """Where the ciphertext of a sealed value lies, and under which key."""

    stream: UUID
    version: int
    field: str
    key_id: UUID
    commitment: str


class Sealed:
    """One sealed value. Before it is saved it holds the plain value; afterwards only a reference."""

    __slots__ = ("_plain", "ref")

    def __init__(self, plain: Any = None, ref: SealedRef | None = None) -> None:
        self._plain = plain
        self.ref = ref

    @classmethod
    def of(cls, value: Any) -> Sealed:
        """Conceal a JSON value (text, number, list, mapping) that is about to be recorded."""
        return cls(plain=value)

    @property
    def plain(self) -> Any:
        """The value, as long as this is the object that the command itself made; never after a reload."""
        if self.ref is not None and self._plain is None:
            msg = "a stored sealed value is opened through the vault, with an access context"
            raise LookupError(msg)
        return self._plain

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sealed):
            return NotImplemented
        if self.ref is not None and other.ref is not None:
            return self.ref == other.ref
        return bool(self._plain == other._plain)

    def __hash__(self) -> int:
        return hash(self.ref)

    def __repr__(self) -> str:
        return "Sealed(…)"


class Erased:
    """What a sealed value reads as once its key is destroyed: a marker, never an error."""

    def __repr__(self) -> str:
        return "Erased()"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Erased)

    def __hash__(self) -> int:
        return hash(Erased)


ERASED = Erased()


@dataclass(frozen=True)
class AccessContext:
    """Who opens, what for, and on what legal basis: no sealed value is opened without one.

    `institution` is whose work it is done for, `recipient` an organisation outside that is given the values,
    `on_behalf_of` whom the actor, another service, asks for.
    """

    actor: str
    role: str
    purpose: str
    legal_basis: str
    institution: UUID | None = None
    recipient: UUID | None = None
    on_behalf_of: str | None = None
    consent_refs: tuple[UUID, ...] = ()
