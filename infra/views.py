"""Read models, written in the transaction of the command that changes them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from threading import Lock
from typing import Any, ClassVar, Protocol, TypeVar
from uuid import UUID

from psycopg.types.json import Jsonb

from infra.eventstore.codec import converter
from infra.eventstore.records import Statement
from infra.metadata import Metadata
from infra.sealed import Sealed, SealedRef

PURGED = ".erasure.place-purged"
H = TypeVar("H", bound=Callable[..., Statement | Iterable[Statement]])


def stored(value: Sealed | None) -> Jsonb | None:
    """A sealed value as a column of a view: where it lies, not what it says."""
    return None if value is None else Jsonb(converter.unstructure(value.ref, SealedRef))


def restored(column: dict[str, Any] | None) -> Sealed | None:
    """The sealed value that a view's column points to."""
    return None if column is None else Sealed(ref=converter.structure(column, SealedRef))


class Query(Protocol):
    """Anything that runs a SELECT: a unit of work, a transaction."""

    def query(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]: ...


def handles(*event_classes: Any) -> Callable[[H], H]:
    """Marks `def arrived(self, event, metadata) -> Statement` as what a view does with these events."""

    def mark(function: H) -> H:
        vars(function)["handles"] = tuple(event_class.TOPIC for event_class in event_classes)
        return function

    return mark


class View:
    """One question, one table. `columns` is the table's body in SQL; raise `version` when it changes.

    Handlers use the event and its metadata only, so that a rebuild from the log gives the same rows.
    Physical tables are named by version and generation: `view_<name>_v<version>_g<generation>`.
    `erased_by` names the columns that hold a subject's id or one of the subject's records: such rows go at erasure.
    `kept_because` is why rows may stay that name an erased subject, said in the list of what an erasure leaves.
    `carried`: made from values that are sealed afterwards, so that no log gives them again; a rebuild copies the rows.
    """

    name: ClassVar[str]
    version: ClassVar[int] = 1
    columns: ClassVar[str]
    erased_by: ClassVar[tuple[str, ...]] = ()
    kept_because: ClassVar[str] = ""
    carried: ClassVar[bool] = False

    def __init__(self, generation: int = 1) -> None:
        self.generation = generation

    @property
    def table(self) -> str:
        return f"view_{self.name}_v{self.version}_g{self.generation}"

    @property
    def ddl(self) -> str:
        return f"CREATE TABLE {self.table} ({self.columns})"

    def statement(self, sql: str, *parameters: Any) -> Statement:
        """A statement in which `{table}` stands for this view's table."""
        return Statement(sql.replace("{table}", self.table), parameters)

    def rows(self, source: Query, sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
        """Run a SELECT in which `{table}` stands for this view's table."""
        return source.query(sql.replace("{table}", self.table), parameters)

    def handle(self, event: Any, metadata: Metadata) -> Iterable[Statement]:
        """The statements by which this view follows an event; none when it does not concern it."""
        topic = type(event).TOPIC
        if topic.endswith(PURGED) and event.place == self.place:
            return self.erased(event.ids)
        function = _handlers(type(self)).get(topic)
        outcome = function(self, event, metadata) if function else ()
        return (outcome,) if isinstance(outcome, Statement) else outcome

    def handle_all(self, decided: Iterable[tuple[Any, Metadata]]) -> Iterable[Statement]:
        """The statements by which this view follows these events; override when fewer will do than one for each."""
        return [statement for event, metadata in decided for statement in self.handle(event, metadata)]

    @property
    def place(self) -> str:
        """How this read model is called in the list of what an erasure purged."""
        return f"read-model:{self.name}"

    @property
    def concerned(self) -> str:
        """The SQL condition on rows of a subject; it takes the ids as often as there are columns."""
        return " OR ".join(f"{column} = ANY(%s)" for column in self.erased_by) or "false"

    def erased(self, ids: Sequence[UUID]) -> Iterable[Statement]:
        """The statements that take a subject out of this read model."""
        if not self.erased_by:
            return ()
        wanted = [list(ids)] * len(self.erased_by)
        return (self.statement(f"DELETE FROM {{table}} WHERE {self.concerned}", *wanted),)


_cache: dict[type[View], dict[str, Callable[..., Any]]] = {}


def _handlers(view_class: type[View]) -> dict[str, Callable[..., Any]]:
    if view_class not in _cache:
        members = [m for c in reversed(view_class.__mro__) for m in vars(c).values() if callable(m)]
        marked = [m for m in members if hasattr(m, "__dict__") and "handles" in vars(m)]
        _cache[view_class] = {topic: m for m in marked for topic in vars(m)["handles"]}
    return _cache[view_class]


class Views:
    """The read models of a store, and which generation of each is the current one."""

    def __init__(self, views: Iterable[View] = ()) -> None:
        self.all = tuple(views)
        self.epoch = 1
        self._refreshing = Lock()

    def refresh(self, source: Query) -> None:
        """Learn the current generations. Raises OutdatedProcess when another version is current."""
        rows = source.query(
            "SELECT v.name, v.version, v.generation, h.views_epoch FROM log_head h LEFT JOIN views v ON true"
        )
        current = {name: (version, generation) for name, version, generation, _ in rows}
        with self._refreshing:
            if rows[0][3] >= self.epoch:  # else another thread has learnt of a later switch meanwhile
                self._take_over(current, rows[0][3])

    def _take_over(self, current: Mapping[str, tuple[int, int]], epoch: int) -> None:
        for view in self.all:
            version, generation = current.get(view.name, (None, 0))
            if version != view.version:
                raise OutdatedProcess(view.name, view.version, version)
            view.generation = generation
        self.epoch = epoch

    def statements(self, decided: Sequence[tuple[Any, Metadata]]) -> list[Statement]:
        """View by view, so that whoever writes several of them takes them in the same order."""
        return [statement for view in self.all for statement in view.handle_all(decided)]


class OutdatedProcess(Exception):
    """This process knows another version of a read model than the one in use: run `rebuild`, or replace it."""

    def __init__(self, view: str, mine: int, current: int | None) -> None:
        super().__init__(f"read model {view}: this process has version {mine}, in use is {current}")
