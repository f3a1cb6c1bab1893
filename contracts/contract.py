"""Base class of published events: a frozen dataclass whose marshmallow schema comes from its annotations."""

from __future__ import annotations

import types
from collections.abc import Callable
from dataclasses import MISSING, asdict, dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from functools import cache, partial
from typing import Any, ClassVar, Self, Union, dataclass_transform, get_args, get_origin, get_type_hints
from uuid import UUID

import marshmallow as ma

CHANNELS = ("events", "statistics", "confidential")


@dataclass_transform(frozen_default=True, kw_only_default=True)
class Contract:
    """A published event: `class ReferralSent(Contract, type="referrals.referral.sent", version=1)`.

    `type` is `<store>.<aggregate>.<past-tense>` in kebab case; `channel` says on which exchange it
    travels: `events` (open), `statistics` (demographic codes, analytics only), `confidential`.
    One that carries a person's right, such as a withdrawn consent, is not `dismissible` once parked.
    Only ids, codes, dates and counts: never a name, a number of a document or free text about a person.
    """

    TYPE: ClassVar[str]
    VERSION: ClassVar[int]
    CHANNEL: ClassVar[str]
    DISMISSIBLE: ClassVar[bool]
    REGISTRY: ClassVar[dict[tuple[str, int], type[Contract]]] = {}

    def __init_subclass__(
        cls,
        *,
        type: str,  # noqa: A002
        version: int = 1,
        channel: str = "events",
        dismissible: bool = True,
    ) -> None:
        if channel not in CHANNELS:
            msg = f"{cls.__name__}: unknown channel {channel}"
            raise TypeError(msg)
        if (type, version) in cls.REGISTRY:
            msg = f"{type} v{version} is published twice"
            raise TypeError(msg)
        cls.TYPE, cls.VERSION, cls.CHANNEL, cls.DISMISSIBLE = type, version, channel, dismissible
        dataclass(frozen=True, kw_only=True)(cls)
        cls.REGISTRY[(type, version)] = cls

    @classmethod
    def store(cls) -> str:
        return cls.TYPE.split(".", 1)[0]

    @classmethod
    def cloudevent_type(cls) -> str:
        return f"org.travessia.{cls.TYPE}.v{cls.VERSION}"

    def payload(self) -> dict[str, Any]:
        """The `data` of the message as JSON values."""
        dumped: dict[str, Any] = schema_of(type(self)).dump(asdict(self))  # type: ignore[call-overload]
        return dumped

    @classmethod
    def parse(cls, data: dict[str, Any]) -> Self:
        """Read a message's `data`; unknown members are ignored, as additive-only evolution needs.

        Raises marshmallow.ValidationError when a known member is missing or of another type.
        """
        try:
            return cls(
                **{name: read(data[name]) for name, read in _readers(cls.TYPE, cls.VERSION).items() if name in data}
            )
        except (TypeError, ValueError, ma.ValidationError):
            # A member is missing or is perhaps not what it should be: the schema knows, and says which.
            return cls(**schema_of(cls).load(data))


@cache
def _readers(name: str, version: int) -> dict[str, Callable[[Any], Any]]:
    """Member by member what the schema does with a value, without its general machinery; each raises if in doubt."""
    contract = Contract.REGISTRY[(name, version)]
    hints, members = get_type_hints(contract), schema_of(contract).fields
    return {member: _reader(hints[member], field) for member, field in members.items()}


def _reader(hint: Any, field: ma.fields.Field[Any]) -> Callable[[Any], Any]:
    if hint in (str, int, bool):
        return partial(_exactly, hint)
    return _uuid if hint is UUID else field.deserialize


def _exactly(kind: type, value: Any) -> Any:
    if type(value) is not kind:
        raise TypeError
    return value


def _uuid(value: Any) -> UUID:
    return UUID(_exactly(str, value))


def schema_of(contract: type[Contract]) -> ma.Schema:
    """The marshmallow schema that parses, serialises and documents a contract."""
    return _schema(contract.TYPE, contract.VERSION)


@cache
def _schema(name: str, version: int) -> ma.Schema:
    contract = Contract.REGISTRY[(name, version)]
    hints = get_type_hints(contract)
    members = {f.name: _field(hints[f.name], f.default is MISSING) for f in fields(contract)}  # type: ignore[arg-type]
    schema = ma.Schema.from_dict(members, name=f"{contract.__name__}V{contract.VERSION}")
    return schema(unknown=ma.EXCLUDE)


def _field(hint: Any, required: bool) -> ma.fields.Field[Any]:
    optional = get_origin(hint) in (Union, types.UnionType) and type(None) in get_args(hint)
    inner = next(a for a in get_args(hint) if a is not type(None)) if optional else hint
    options: dict[str, Any] = {"required": required, "allow_none": optional}
    if get_origin(inner) is tuple:
        return _Tuple(_field(get_args(inner)[0], required=True), **options)
    if isinstance(inner, type) and issubclass(inner, StrEnum):
        return ma.fields.Enum(inner, by_value=True, **options)
    simple: ma.fields.Field[Any] = _SIMPLE[inner](**options)
    return simple


class _Tuple(ma.fields.List[Any]):
    """A list on the wire, a tuple in the frozen dataclass."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> Any:
        return tuple(super()._deserialize(value, attr, data, **kwargs))


_SIMPLE: dict[Any, Any] = {
    UUID: ma.fields.UUID,
    str: ma.fields.String,
    int: lambda **options: ma.fields.Integer(strict=True, **options),
    bool: ma.fields.Boolean,
    datetime: ma.fields.AwareDateTime,
    date: ma.fields.Date,
}
