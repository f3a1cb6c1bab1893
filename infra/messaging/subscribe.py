"""Reactions: functions of a context's `reactions.py`, each marked with the contract that it handles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from types import ModuleType
from typing import Any, TypeVar, get_type_hints
from uuid import UUID

from marshmallow import ValidationError

from contracts.contract import Contract
from infra.aggregate import Aggregate
from infra.application import Application
from infra.messaging.envelope import Envelope, Message
from infra.messaging.topology import Inbox

F = TypeVar("F", bound=Callable[..., None])


Loads = Callable[[Any, Envelope], Iterable[tuple[type[Aggregate], UUID]]]


def subscribe(contract: type[Contract], loads: Loads | None = None) -> Callable[[F], F]:
    """Marks `def on_referral_sent(app, message: ReferralSent, envelope: Envelope) -> None`.

    `loads(message, envelope)` names the aggregates that the reaction will ask for, existing or not: a batch
    reads them all at once. It only saves time; what it does not name is loaded when it is asked for.

    The function decides through `app` only; it runs inside the transaction that records the message as
    read, perhaps together with others, and may be called again after a roll-back. A refusal parks the message.
    """

    def mark(function: F) -> F:
        vars(function)["subscribes"] = contract
        vars(function)["loads"] = loads
        return function

    return mark


class Reactions:
    """The reactions of a store, by contract. Several contexts of one store may react to the same one."""

    def __init__(self, modules: Iterable[ModuleType] = ()) -> None:
        self._functions: dict[type[Contract], list[Callable[[Any, Any, Envelope], None]]] = {}
        for module in modules:
            for function in vars(module).values():
                contract = getattr(function, "subscribes", None)
                if contract is not None and function.__module__ == module.__name__:
                    self._functions.setdefault(contract, []).append(function)
        found = {contract: [f.loads for f in fs if f.loads] for contract, fs in self._functions.items()}  # type: ignore[attr-defined]
        self._loads: dict[type[Contract], list[Loads]] = {contract: loads for contract, loads in found.items() if loads}
        self._majors: dict[tuple[str, str], dict[int, type[Contract]]] = {}
        for contract in self._functions:
            self._majors.setdefault((contract.TYPE, contract.CHANNEL), {})[contract.VERSION] = contract

    def inboxes(self, consumer: str) -> tuple[Inbox, ...]:
        """What `consumer` has to listen to: its reactions say it, nothing else does."""
        sources: dict[str, set[str]] = {}
        for contract in self._functions:
            sources.setdefault(contract.CHANNEL, set()).add(contract.store())
        return tuple(Inbox(consumer, channel, frozenset(names)) for channel, names in sorted(sources.items()))

    def contract_of(self, envelope: Envelope) -> type[Contract] | None:
        """The contract to read a message by. None: nothing here reacts to it. Raises UnknownMajor."""
        majors = self._majors.get((envelope.name, envelope.channel))
        if majors is None:
            return None
        if envelope.major not in majors:
            raise UnknownMajor
        return majors[envelope.major]

    def named(self, contract: type[Contract]) -> dict[str, Callable[[Any, Any, Envelope], None]]:
        """The reactions to a contract by the name that they are known by for ever: `<context>.<function>`."""
        return {_name(function): function for function in self._functions.get(contract, ())}

    def names(self, source: str, channel: str) -> list[str]:
        """Every reaction to what comes from a source on a channel."""
        contracts = [c for c in self._functions if (c.store(), c.CHANNEL) == (source, channel)]
        return sorted(name for contract in contracts for name in self.named(contract))

    def react_alone(
        self, name: str, applications: Sequence[Application], contract: type[Contract], message: Message
    ) -> None:
        """Call one of the reactions. Raises marshmallow.ValidationError when the data break the contract."""
        function = self.named(contract)[name]
        function(application_for(function, applications), contract.parse(message.data), message.envelope)

    def react(self, applications: Sequence[Application], contract: type[Contract], message: Message) -> None:
        """Call the reactions. Raises marshmallow.ValidationError when the data break the contract."""
        parsed = contract.parse(message.data)
        for function in self._functions[contract]:
            function(application_for(function, applications), parsed, message.envelope)

    def loads(self, messages: Iterable[Message]) -> list[tuple[type[Aggregate], UUID]]:
        """The aggregates that the reactions to these messages say they will ask for.

        A message that cannot be read names none: it fails in its turn, where it is known what to do then.
        """
        return [named for message in messages for named in self._loads_of(message)] if self._loads else []

    def _loads_of(self, message: Message) -> list[tuple[type[Aggregate], UUID]]:
        envelope = message.envelope
        contract = self._majors.get((envelope.name, envelope.channel), {}).get(envelope.major)
        loads = self._loads.get(contract) if contract else None
        if contract is None or loads is None:
            return []
        try:
            parsed = contract.parse(message.data)
            return [named for function in loads for named in function(parsed, envelope)]
        except (ValidationError, ValueError, LookupError, TypeError):
            return []


def application_for(function: Callable[..., Any], applications: Sequence[Application]) -> Application:
    """The application that the function's first parameter is annotated with. Raises TypeError for none."""
    wanted = _first_hint(function)
    for application in applications:
        if isinstance(application, wanted):
            return application
    msg = f"{function.__qualname__} wants {wanted.__name__}, which this store does not have"
    raise TypeError(msg)


def _name(function: Callable[..., Any]) -> str:
    return f"{function.__module__.split('.')[-2]}.{function.__name__}"


@cache
def _first_hint(function: Callable[..., Any]) -> type[Application]:
    hint = next(iter(get_type_hints(function).values()), None)
    if not (isinstance(hint, type) and issubclass(hint, Application)):
        msg = f"annotate the first parameter of {function.__qualname__} with an application"
        raise TypeError(msg)
    return hint


class UnknownMajor(Exception):
    """A major version of a handled type that this code does not know: it waits parked for one that does."""
