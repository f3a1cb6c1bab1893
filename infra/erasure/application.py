"""Orders, performs and checks erasures: each step is committed by itself, so that whoever comes next goes on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property, partial
from typing import Any
from uuid import UUID

from infra import crashpoints
from infra.application import Application, repeated
from infra.erasure.agreement import restore_agreement
from infra.erasure.check import remaining
from infra.erasure.erasure import erasure_id, erasure_of
from infra.erasure.hands import Hands
from infra.erasure.order import Order
from infra.erasure.places import Place, places
from infra.erasure.views import ErasureLine, Erasures
from infra.eventstore.memory import MemoryRecorder
from infra.eventstore.records import Statement
from infra.eventstore.store import EventStore
from infra.eventstore.unit_of_work import UnitOfWork
from infra.metadata import Metadata, acting
from infra.observability.logs import error_fields, logger
from infra.refusals import DomainError, SubjectErased

KEYS_OF = "SELECT key_id FROM subject_keys WHERE subject_id = ANY(%s) ORDER BY key_id"
DESTROYED = "INSERT INTO destroyed_keys (key_id, erasure) VALUES (%s, %s) ON CONFLICT DO NOTHING"


class NoHands(DomainError):
    code = "erasure.not-here"
    detail = "This process holds no credential that could erase anything."
    fix = "Let the store's worker do it, or run `travessia erase resume`."


class SomethingIsLeft(DomainError):
    """`left` names places and numbers of rows, never what is in them."""

    code = "erasure.something-is-left"
    detail = "The check after the erasure found something of the subject."
    fix = "Read the places in the log line `erasure.something_left`, repair and resume the erasure."

    def __init__(self, left: dict[str, int]) -> None:
        super().__init__()
        self.left = left


def is_erased(unit: UnitOfWork, subject: UUID) -> bool:
    """Whether an erasure of this subject was authorised here, from that moment on."""
    store = unit.store.name
    return unit.exists(erasure_of(store), erasure_id(store, subject))


def refuse_erased(unit: UnitOfWork, subject: UUID) -> None:
    """For a command about somebody whom this store knows by id alone. Raises SubjectErased."""
    if is_erased(unit, subject):
        raise SubjectErased


class ErasureApplication(Application):
    """Every store has one. `hands` are there in a worker and in an operator's command only."""

    def __init__(self, store: EventStore, hands: Hands | None = None) -> None:
        super().__init__(store)
        self.hands = hands

    @cached_property
    def _class(self) -> Any:
        return erasure_of(self.store.name)

    def authorise(self, order: Order, key_subjects: tuple[UUID, ...] = ()) -> UUID:
        """Record the order, in the unit of work at hand; does nothing the second time. Raises TwoApproversNeeded.

        The keys are those of the subject, of its records and of `key_subjects`, as far as this store has any.
        """
        with self.unit_of_work() as unit:
            found = erasure_id(self.store.name, order.subject)
            if not unit.exists(self._class, found):
                keys = _keys(unit, [*order.ids, *key_subjects])
                unit.save(self._class.authorise(replace(order, key_ids=keys)))
            return found

    def state(self, subject: UUID) -> Any:
        """The erasure of a subject, or None when there is none."""
        with self.unit_of_work() as unit:
            return unit.get(self._class, erasure_id(self.store.name, subject)) if is_erased(unit, subject) else None

    def pending(self) -> list[UUID]:
        with self.unit_of_work() as unit:
            return self.view(Erasures).pending(unit)

    def listed(self, limit: int, after: UUID | None = None) -> list[ErasureLine]:
        with self.unit_of_work() as unit:
            return self.view(Erasures).listed(unit, limit, after)

    def perform(self, erasure: UUID) -> None:
        """Do whatever is left to do. Raises NoHands, SomethingIsLeft, NotFound, Unavailable."""
        hands = self._hands()
        self._reached("authorised")
        with self.store.begin() as unit:
            keys = unit.get(self._class, erasure).keys_left
        for key_id in keys:
            hands.destroy([key_id])
            self._reached("key-destroyed")
            self._step(erasure, partial(_record_destroyed, key_id))
            self._reached("key-recorded")
        for place in self._places(erasure):
            self._step(erasure, partial(self._purge, place))
            self._reached("recorded")
        self._verify(erasure)

    def check(self, erasure: UUID) -> dict[str, int]:
        """What is still there, by place. Raises NotFound, Unavailable."""
        with self.store.begin() as unit:
            return remaining(unit, unit.get(self._class, erasure))

    def _places(self, erasure: UUID) -> list[Place]:
        """Those that are not purged yet, read models last."""
        with self.store.begin() as unit:
            done = unit.get(self._class, erasure).purged
            return [place for place in places(unit) if place.name not in done]

    def _purge(self, place: Place, unit: UnitOfWork, found: Any) -> None:
        if place.name not in found.purged:
            found.place_purged(place.name, place.purge(unit, found, self._hands()))
            self._reached(place.step)

    def _verify(self, erasure: UUID) -> None:
        left = self.check(erasure)
        self._reached("checked")
        if left:
            logger().error("erasure.something_left", store=self.store.name, reason=" ".join(sorted(left)))
            raise SomethingIsLeft(left)
        self._step(erasure, lambda _, found: None if found.verified else found.verify())
        self._reached("verified")

    def _step(self, erasure: UUID, decide: Callable[[UnitOfWork, Any], None]) -> None:
        """One step and its event in one transaction, repeated when somebody else was first."""

        def attempt() -> None:
            with self.store.begin() as unit:
                found = unit.get(self._class, erasure)
                decide(unit, found)
                unit.save(found)
                unit.commit()

        with acting(Metadata(actor=f"urn:travessia:{self.store.name}", role="erasure", causation_id=str(erasure))):
            repeated(self.store, attempt)

    def _hands(self) -> Hands:
        if self.hands is None:
            raise NoHands
        return self.hands

    def _reached(self, step: str) -> None:
        crashpoints.reached(f"erasure.{step}", self.store.name)


def continue_erasures(app: ErasureApplication) -> None:
    """In a worker, every few seconds: go on with whatever is authorised and not yet verified."""
    for erasure in app.pending():
        try:
            app.perform(erasure)
        except SomethingIsLeft as error:
            logger().critical("erasure.failed", store=app.store.name, **error_fields(error))


def keep_agreement(app: ErasureApplication) -> None:
    """In a worker, every minute: a key database may be restored while everything runs."""
    if app.hands is not None:
        restore_agreement(app.store, app.hands)


def _keys(unit: UnitOfWork, subjects: list[UUID]) -> tuple[UUID, ...]:
    recorder = unit.store.recorder
    if isinstance(recorder, MemoryRecorder):
        return tuple(sorted(recorder.subjects[s].key_id for s in set(subjects) if s in recorder.subjects))
    return tuple(key_id for (key_id,) in unit.query(KEYS_OF, (sorted(set(subjects)),)))


def _record_destroyed(key_id: UUID, unit: UnitOfWork, found: Any) -> None:
    """The row makes the vault and the sealing refuse this key, whatever a restore brings back."""
    if key_id not in found.destroyed:
        found.key_destroyed(key_id)
        if isinstance(unit.store.recorder, MemoryRecorder):
            unit.store.recorder.destroyed.add(key_id)
        else:
            unit.first(Statement(DESTROYED, (key_id, found.id)))
