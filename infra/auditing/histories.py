"""What an auditor may ask of one store; each answer is on record in the store's log before it is given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from infra.auditing import territory
from infra.auditing.cases import Cases, CaseStream, Cut
from infra.auditing.explaining import Change, Explanation, difference, explain
from infra.auditing.moments import AsOf, refuse_the_future
from infra.auditing.readings import history_reading
from infra.auditing.references import CaseReferences
from infra.auditing.resting import resting_on
from infra.auditing.sessions import SessionNeeded, history_session
from infra.auditing.showing import Manner, Openly, Pseudonymously
from infra.eventstore.records import RecordedEvent
from infra.eventstore.store import EventStore
from infra.eventstore.unit_of_work import UnitOfWork
from infra.ledger.checkpoints import Checkpoint
from infra.metadata import Metadata, acting
from infra.refusals import NotFound
from infra.stores import CONFIDENTIAL
from infra.web.caller import Caller

T = TypeVar("T")


@dataclass(frozen=True)
class History:
    """A stream as of a moment: the events of one page, the state they all fold to, and how to show it.

    `checkpoint` is the newest one of the log, None when it does not cover all of these events yet.
    """

    events: Sequence[RecordedEvent]
    more: bool
    state: dict[str, Any] | None
    versions: int
    checkpoint: Checkpoint | None
    manner: Manner


@dataclass(frozen=True)
class Rested(Generic[T]):
    """An answer that follows from all events up to a moment, the checkpoint that covers them, and how to show it."""

    found: T
    checkpoint: Checkpoint | None
    manner: Manner


@dataclass(frozen=True)
class Timeline:
    """A part of a case: its streams here, how many lie in other territory, and the events of one page.

    `next_after` is the position to go on behind; None at the end.
    """

    log_id: UUID
    through: int
    streams: Sequence[CaseStream]
    withheld: int
    flows: Sequence[UUID]
    events: Sequence[RecordedEvent]
    next_after: int | None
    checkpoint: Checkpoint | None
    manner: Manner


@dataclass(frozen=True)
class Reader:
    """Who reads, under which session."""

    caller: Caller
    session_id: UUID


class Histories:
    def __init__(self, store: EventStore, secret: bytes) -> None:
        self.store, self.secret = store, secret
        self.confidential = store.name in CONFIDENTIAL

    def open_session(self, caller: Caller, case_id: UUID, reason: str) -> Any:
        """In a confidential store only for a record that this auditor may read, and is no party of. Raises NotFound."""
        with self.store.unit_of_work() as unit:
            if self.confidential:
                self._refuse_parties(unit, caller, self._covered(unit, caller, case_id))
            session = history_session(self.store.name).open(caller.subject, case_id, reason)
            unit.save(session)
        return session

    def close_session(self, caller: Caller, session_id: UUID, expected: int) -> Any:
        """Raises NotFound for another auditor's."""
        with self.store.unit_of_work() as unit:
            session = unit.get(history_session(self.store.name), session_id)
            if session.auditor != caller.subject:
                raise NotFound
            session = unit.get(history_session(self.store.name), session_id, expected)
            session.close()
            unit.save(session)
        return session

    def history(self, reader: Reader, stream: UUID, moment: AsOf, after: int, limit: int) -> History:
        """The events behind version `after`, in order of versions. Raises NotFound, SessionNeeded, MomentAhead."""
        with self.store.unit_of_work() as unit:
            whole = self._admitted(unit, reader, stream)
            counting = moment.of(whole)
            checkpoint = _resting(unit, counting)
            page = [entry for entry in counting if entry.event.originator_version > after][: limit + 1]
            self._record(unit, reader, "history", stream, page[:limit])
            state = moment.state(whole)
        return History(page[:limit], len(page) > limit, state, len(whole), checkpoint, self._manner(reader))

    def explanation(self, reader: Reader, stream: UUID, field: str, moment: AsOf) -> Rested[Explanation]:
        """Raises also FieldUnknown."""
        with self.store.unit_of_work() as unit:
            whole = self._admitted(unit, reader, stream)
            found = explain(whole, field, moment)
            checkpoint = _resting(unit, moment.of(whole))
            self._record(unit, reader, "explanation", stream, [*found.before, found.set_by])
        return Rested(found, checkpoint, self._manner(reader))

    def difference(self, reader: Reader, stream: UUID, earlier: AsOf, later: AsOf) -> Rested[list[Change]]:
        """Raises also MomentsReversed."""
        with self.store.unit_of_work() as unit:
            whole = self._admitted(unit, reader, stream)
            found = difference(whole, earlier, later)
            checkpoint = _resting(unit, later.of(whole))
            setters = {change.set_by.position: change.set_by for change in found if change.set_by}
            self._record(unit, reader, "difference", stream, setters.values())
        return Rested(found, checkpoint, self._manner(reader))

    def streams(self, reader: Reader, case_id: UUID) -> list[CaseStream]:
        """What this store knows of a case, in the territory of the reader."""
        with self.store.unit_of_work() as unit:
            _, size = _head(unit)
            visible, _ = self._visible(unit, reader.caller, case_id, (), size)
            self._session_unless_unknown(unit, reader, case_id, visible)
            self._record(unit, reader, "streams", case_id, ())
        return visible

    def timeline(self, reader: Reader, case_id: UUID, flows: Sequence[UUID], moment: AsOf, cut: Cut) -> Timeline:
        """The events of a case in order of this log; a cut without an end goes to the present end."""
        refuse_the_future(moment.recorded if isinstance(moment.recorded, datetime) else None, moment.occurred)
        with self.store.unit_of_work() as unit:
            log_id, size = _head(unit)
            now = Cut(cut.after, min(cut.through or size, size), cut.limit)
            visible, withheld = self._visible(unit, reader.caller, case_id, flows, now.through)
            self._session_unless_unknown(unit, reader, case_id, visible)
            cases, names = self._cases(unit), [one.stream for one in visible]
            events, following = _counting(lambda cut: cases.events(case_id, flows, names, cut), now, moment)
            checkpoint = resting_on(unit, now.through)
            self._record(unit, reader, "timeline", case_id, events)
            found = cases.flows(case_id, names, now.through)
        manner = self._manner(reader)
        return Timeline(log_id, now.through, visible, withheld, found, events, following, checkpoint, manner)

    def record(self, reader: Reader, shown: str, record_id: UUID, positions: Iterable[int]) -> None:
        """For what is derived from histories. The reader's session must be for this record. Raises SessionNeeded."""
        with self.store.unit_of_work() as unit:
            self._session(unit, reader, record_id)
            self._write(unit, reader, shown, record_id, tuple(positions))

    def _admitted(self, unit: UnitOfWork, reader: Reader, stream: UUID) -> list[RecordedEvent]:
        history = self._covered(unit, reader.caller, stream)
        self._session(unit, reader, stream)
        return history

    def _covered(self, unit: UnitOfWork, caller: Caller, stream: UUID) -> list[RecordedEvent]:
        history = unit.history(stream)
        territory.refuse_unless_covered(caller, history, confidential=self.confidential)
        return history

    def _refuse_parties(self, unit: UnitOfWork, caller: Caller, history: Sequence[RecordedEvent]) -> None:
        """CONF-17, before anything is shown. Who cannot be compared with the parties is refused like a party."""
        concerns = self.store.concerns
        if concerns is None or caller.person_ref is None or concerns(unit, history, caller, caller.person_ref):
            raise NotFound

    def _session(self, unit: UnitOfWork, reader: Reader, record_id: UUID) -> None:
        kind = history_session(self.store.name)
        session = unit.find(kind, reader.session_id)
        if session is None or not session.lets(reader.caller.subject):
            raise SessionNeeded
        if record_id != session.case_id and not self._belongs(unit, session.case_id, record_id):
            raise SessionNeeded

    def _session_unless_unknown(
        self, unit: UnitOfWork, reader: Reader, case_id: UUID, visible: Sequence[CaseStream]
    ) -> None:
        """Raises NotFound instead of SessionNeeded when there is nothing here that the reader may know of."""
        try:
            self._session(unit, reader, case_id)
        except SessionNeeded:
            if not visible:
                raise NotFound from None
            raise

    def _belongs(self, unit: UnitOfWork, case_id: UUID, stream: UUID) -> bool:
        if self._index() is None:
            return False
        _, size = _head(unit)
        return any(one.stream == stream and one.whole for one in self._cases(unit).streams(case_id, (), size))

    def _visible(
        self, unit: UnitOfWork, caller: Caller, case_id: UUID, flows: Sequence[UUID], through: int
    ) -> tuple[list[CaseStream], int]:
        found = self._cases(unit).streams(case_id, flows, through)
        mine = [one for one in found if self._reaches(unit, caller, one)]
        return mine, len(found) - len(mine)

    def _reaches(self, unit: UnitOfWork, caller: Caller, one: CaseStream) -> bool:
        if self.confidential:
            return territory.reaches(caller, unit.history(one.stream), confidential=True)
        return territory.covers(caller, one.uf)

    def _cases(self, unit: UnitOfWork) -> Cases:
        return Cases(unit, self._index())

    def _index(self) -> CaseReferences | None:
        return next((view for view in self.store.views.all if isinstance(view, CaseReferences)), None)

    def _manner(self, reader: Reader) -> Manner:
        return Pseudonymously(reader.session_id, self.secret) if self.confidential else Openly()

    def _record(
        self, unit: UnitOfWork, reader: Reader, shown: str, record_id: UUID, entries: Iterable[RecordedEvent]
    ) -> None:
        self._write(unit, reader, shown, record_id, tuple(entry.position for entry in entries))

    def _write(self, unit: UnitOfWork, reader: Reader, shown: str, record_id: UUID, positions: tuple[int, ...]) -> None:
        """Committed at once: what could not be recorded is not shown."""
        caller = reader.caller
        reading = history_reading(self.store.name)(
            session_id=reader.session_id, shown=shown, record_id=record_id, positions=positions
        )
        with acting(Metadata(actor=caller.subject, role=caller.role, tenant=caller.tenant, purpose="audit")):
            unit.save(reading)
        unit.commit()


def _counting(
    read: Callable[[Cut], list[RecordedEvent]], cut: Cut, moment: AsOf
) -> tuple[list[RecordedEvent], int | None]:
    """As many events that count as the cut wants, unless it ends before; and the position to go on behind, if any."""
    found: list[RecordedEvent] = []
    while page := read(cut):
        found += [entry for entry in page if moment.counts(entry)]
        if len(found) > cut.limit:
            return found[: cut.limit], found[cut.limit - 1].position
        cut = Cut(page[-1].position, cut.through, cut.limit)
    return found, None


def _resting(unit: UnitOfWork, counting: Sequence[RecordedEvent]) -> Checkpoint | None:
    """What an answer rests on that leaves none of these events out, also where it shows a few of them only."""
    return resting_on(unit, max((entry.position for entry in counting), default=0))


def _head(unit: UnitOfWork) -> tuple[UUID, int]:
    log_id, size = unit.query("SELECT log_id, size FROM log_head")[0]
    return log_id, size
