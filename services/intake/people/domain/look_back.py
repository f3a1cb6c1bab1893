"""Look-back: 30 days, 6, 12 and 24 months after a release an office asks how things are, one per person (DL21).

Every answer may be left out, nothing rates anybody, and nobody looks for a return to prison.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated
from uuid import UUID, uuid5

from contracts.vocabulary.outcomes import (
    DocumentsSituation,
    HousingSituation,
    LookBackEnd,
    LookBackMark,
    WorkSituation,
)
from infra.kernel import Aggregate, Event, InitialEvent, Label, Seal, Sealed, event
from services.intake.people.domain.look_back_refusals import (
    LookBackGoesOn,
    LookBackOver,
    LookBackRunning,
    MarkReviewed,
    MarkTooEarly,
    ReleaseDayAhead,
)

NAMESPACE = UUID("7c3a1a5e-7c1d-4a43-9d06-5a2f0f5c9f21")
MARKS = tuple(LookBackMark)


class LookBack(Aggregate, store="intake"):
    class Opened(InitialEvent):
        person_id: UUID

    class Started(Event):
        """A release of the person is looked back on; `marks`: the points of time that have not passed."""

        person_id: UUID
        office_id: UUID
        released_on: date
        marks: tuple[LookBackMark, ...]

    class Resumed(Event):
        """What had ended goes on for the same release."""

        person_id: UUID
        office_id: UUID
        released_on: date
        marks: tuple[LookBackMark, ...]

    class OutcomeReviewed(Event):
        person_id: UUID
        office_id: UUID
        released_on: date
        mark: LookBackMark
        outcome: Annotated[Sealed, Seal(Label.C3, subject="person_id")]

    class CameOver(Event):
        """Another office asks from now on (PL14)."""

        person_id: UUID
        office_id: UUID
        from_office_id: UUID

    class Ended(Event):
        person_id: UUID
        office_id: UUID
        released_on: date
        reason: LookBackEnd

    @staticmethod
    def create_id(person_id: UUID) -> UUID:
        """Found by the person."""
        return uuid5(NAMESPACE, person_id.hex)

    @event(Opened)
    def __init__(self, person_id: UUID) -> None:
        self.person_id = person_id
        self.office_id: UUID | None = None
        self.released_on: date | None = None
        self.running = False
        self.end_reason: LookBackEnd | None = None
        self.reviews: dict[LookBackMark, Sealed] = {}

    def start(self, office_id: UUID, released_on: date, today: date) -> None:
        """Look back on this release, and no more on an earlier one. Raises LookBackRunning, ReleaseDayAhead."""
        if not released_on <= today <= _day(released_on, MARKS[-1]):
            raise ReleaseDayAhead
        if self.released_on == released_on and self.running:
            raise LookBackRunning
        if self.released_on == released_on:
            self.resume(today)
        else:
            self._start(office_id, released_on, today)

    def _start(self, office_id: UUID, released_on: date, today: date) -> None:
        if self.running:
            self.end(LookBackEnd.SUPERSEDED)
        self.trigger_event(
            self.Started, person_id=self.person_id, office_id=office_id, released_on=released_on,
            marks=tuple(mark for mark in MARKS if today <= _day(released_on, mark)),
        )  # fmt: skip

    @event(Started)
    def _started(self, office_id: UUID, released_on: date) -> None:
        self.office_id, self.released_on = office_id, released_on
        self.running, self.end_reason, self.reviews = True, None, {}

    def review(
        self, mark: LookBackMark, today: date, housing: HousingSituation | None = None,
        work: WorkSituation | None = None, documents: DocumentsSituation | None = None,
    ) -> None:  # fmt: skip
        """What the person wants to say at a point of time; nothing is an answer too.

        Raises LookBackOver, MarkReviewed, and MarkTooEarly before the point of time that comes before has passed.
        """
        self._refuse_unless_running()
        if mark in self.reviews:
            raise MarkReviewed
        if today <= self._before(mark):
            raise MarkTooEarly
        said = {"housing": housing, "work": work, "documents": documents}
        self.trigger_event(
            self.OutcomeReviewed, person_id=self.person_id, office_id=self.office_id, released_on=self.released_on,
            mark=mark, outcome=Sealed.of({name: value.value if value else None for name, value in said.items()}),
        )  # fmt: skip

    @event(OutcomeReviewed)
    def _outcome_reviewed(self, mark: LookBackMark, outcome: Sealed) -> None:
        self.reviews[mark] = outcome

    def come_over(self, office_id: UUID) -> None:
        """To the office that leads the case now; what is due stays due when it was."""
        if self.office_id not in (None, office_id):
            self.trigger_event(
                self.CameOver, person_id=self.person_id, office_id=office_id, from_office_id=self.office_id
            )

    @event(CameOver)
    def _came_over(self, office_id: UUID) -> None:
        self.office_id = office_id

    def end(self, reason: LookBackEnd) -> None:
        """Nobody asks any more. Raises LookBackOver."""
        self._refuse_unless_running()
        self.trigger_event(
            self.Ended, person_id=self.person_id, office_id=self.office_id, released_on=self.released_on, reason=reason
        )

    @event(Ended)
    def _ended(self, reason: LookBackEnd) -> None:
        self.running, self.end_reason = False, reason

    def resume(self, today: date) -> None:
        """Ask again about what has not passed. Raises LookBackGoesOn."""
        if self.running:
            raise LookBackGoesOn
        self.trigger_event(
            self.Resumed, person_id=self.person_id, office_id=self.office_id, released_on=self.released_on,
            marks=tuple(m for m in MARKS if m not in self.reviews and today <= _day(self._released, m)),
        )  # fmt: skip

    @event(Resumed)
    def _resumed(self) -> None:
        self.running, self.end_reason = True, None

    @property
    def _released(self) -> date:
        if self.released_on is None:
            raise LookBackOver
        return self.released_on

    def _before(self, mark: LookBackMark) -> date:
        """The point of time before; of the first one, the eve of the release."""
        earlier = MARKS[: MARKS.index(mark)]
        return _day(self._released, earlier[-1]) if earlier else self._released - timedelta(days=1)

    def _refuse_unless_running(self) -> None:
        if not self.running:
            raise LookBackOver


def _day(released_on: date, mark: LookBackMark) -> date:
    return released_on + timedelta(days=int(mark))
