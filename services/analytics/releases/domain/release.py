"""Release: what is published of an indicator and a closed period; late entries re-open it for another version (X10)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID, uuid5

from infra.kernel import Aggregate, DomainError, Event, InitialEvent, NotFound, event

NAMESPACE = UUID("0d7a2e54-51b6-4e0c-9a53-6b3d2f9c4e77")
Cells = tuple[tuple[str, ...], ...]


class ReleaseNotReopened(DomainError):
    code = "analytics.release-not-reopened"
    detail = "Nothing has come in for this period since it was published."
    fix = "Read the version that is published."


class VersionNotFound(NotFound):
    code = "analytics.release-version-not-found"
    detail = "The release has no such version, or none before it."
    fix = "Read the versions of the release."


class RevisionNote(StrEnum):
    """Why there is another version."""

    LATE_ENTRIES = "late_entries"


@dataclass(frozen=True)
class Version:
    """`hidden`: the cells that nobody sees; `late_entries`: how many came in since the version before."""

    number: int
    run_id: UUID
    hidden: frozenset[tuple[str, ...]]
    note: RevisionNote | None
    late_entries: int


class Release(Aggregate, store="analytics"):
    class Opened(InitialEvent):
        indicator_id: str
        period: str

    class VersionPublished(Event):
        indicator_id: str
        period: str
        number: int
        run_id: UUID
        hidden: Cells
        note: RevisionNote | None
        late_entries: int

    class Reopened(Event):
        """An entry came in that happened in the period (PL37): by its id, each once."""

        entry_id: UUID

    class LeftAsItWas(Event):
        """Computed again, no number is another one."""

        run_id: UUID

    @staticmethod
    def create_id(indicator_id: str, period: str) -> UUID:
        """Found by what is published."""
        return uuid5(NAMESPACE, f"{indicator_id}:{period}")

    @event(Opened)
    def __init__(self, indicator_id: str, period: str) -> None:
        self.indicator_id, self.period = indicator_id, period
        self.versions: list[Version] = []
        self.late: set[UUID] = set()
        self.told: set[UUID] = set()

    @property
    def reopened(self) -> bool:
        return bool(self.late)

    @property
    def latest(self) -> Version:
        """What is published now. Raises VersionNotFound."""
        return self.version_number(len(self.versions))

    def version_number(self, number: int) -> Version:
        """Raises VersionNotFound."""
        if not 1 <= number <= len(self.versions):
            raise VersionNotFound
        return self.versions[number - 1]

    def publish(self, run_id: UUID, hidden: Cells) -> None:
        """The first version, or the next one with its note."""
        self.trigger_event(
            self.VersionPublished, indicator_id=self.indicator_id, period=self.period, number=len(self.versions) + 1,
            run_id=run_id, hidden=hidden, note=RevisionNote.LATE_ENTRIES if self.versions else None,
            late_entries=len(self.late),
        )  # fmt: skip

    @event(VersionPublished)
    def _version_published(
        self, number: int, run_id: UUID, hidden: Cells, note: RevisionNote | None, late_entries: int
    ) -> None:
        cells = frozenset(tuple(cell) for cell in hidden)
        self.versions.append(Version(number, run_id, cells, note, late_entries))
        self.late = set()

    def reopen(self, entry_id: UUID) -> None:
        """Told again it is the same entry."""
        if entry_id not in self.told:
            self.trigger_event(self.Reopened, entry_id=entry_id)

    @event(Reopened)
    def _reopened(self, entry_id: UUID) -> None:
        self.late.add(entry_id)
        self.told.add(entry_id)

    def refuse_unless_reopened(self) -> None:
        """Raises ReleaseNotReopened."""
        if not self.late:
            raise ReleaseNotReopened

    def leave_as_it_was(self, run_id: UUID) -> None:
        """Raises ReleaseNotReopened."""
        self.refuse_unless_reopened()
        self.trigger_event(self.LeftAsItWas, run_id=run_id)

    @event(LeftAsItWas)
    def _left_as_it_was(self) -> None:
        self.late = set()
