"""The library's `@event` for who decides thousands of times a second: what it finds out at every call is found once.

Only the usual shape is shortened. Whatever is unusual (arguments by position, one left out, an event with a
constructor or an `apply` of its own) goes the library's way, and so is answered and refused by it.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import fields
from functools import cache, wraps
from typing import Any

from eventsourcing.domain import (
    BoundCommandMethodDecorator,
    CanMutateAggregate,
    CommandMethodDecorator,
    DecoratedFuncCaller,
    DomainEvent,
    decorated_func_callers,
    decorated_funcs,
)


def shorten(aggregate_class: Any) -> None:
    """Let the decorated methods of a class trigger their events directly."""
    for name, decorator in tuple(vars(aggregate_class).items()):
        if isinstance(decorator, CommandMethodDecorator) and decorator in decorated_func_callers:
            event_class: Any = decorated_func_callers[decorator]
            wanted = _parameters(decorator.decorated_func)
            if wanted <= _field_names(event_class):
                setattr(aggregate_class, name, _command(decorator, event_class, wanted))


def _command(decorator: CommandMethodDecorator, event_class: Any, wanted: frozenset[str]) -> Callable[..., None]:
    @wraps(decorator.decorated_func)
    def command(self: Any, *args: Any, **kwargs: Any) -> None:
        if not args and kwargs.keys() == wanted:
            self.trigger_event(event_class, **kwargs)
        else:
            BoundCommandMethodDecorator(decorator, self)(*args, **kwargs)

    return command


def made(event_class: Any, values: dict[str, Any]) -> Any:
    """As `event_class(**values)`: a frozen dataclass sets its fields one by one, which takes six times as long."""
    if values.keys() != _plain(event_class):
        return event_class(**values)
    event = object.__new__(event_class)
    vars(event).update(values)
    return event


def tell(event: Any, aggregate: Any) -> None:
    """As `event.apply(aggregate)`."""
    event_class: Any = type(event)
    told = _told(event_class)
    if told is None:
        event.apply(aggregate)
        return
    method, names = told
    values = vars(event)
    method(aggregate, **{name: values[name] for name in names})


@cache
def _told(event_class: Any) -> tuple[Callable[..., None], tuple[str, ...]] | None:
    """The decorated method that this event is told to, and which of its values it takes."""
    own = [c for c in event_class.__mro__ if "apply" in vars(c)]
    if own != [DecoratedFuncCaller, CanMutateAggregate] or event_class not in decorated_funcs:
        return None
    method = decorated_funcs[event_class]
    return method, tuple(_parameters(method) & _field_names(event_class))


@cache
def _plain(event_class: Any) -> frozenset[str] | None:
    """The fields of a class whose constructor does nothing but set them, on a UUID that the aggregate has."""
    untouched = event_class.__post_init__ is DomainEvent.__post_init__
    return _field_names(event_class) if untouched else None


@cache
def _field_names(event_class: Any) -> frozenset[str]:
    return frozenset(field.name for field in fields(event_class))


def _parameters(method: Any) -> frozenset[str]:
    return frozenset(list(inspect.signature(method).parameters)[1:])
