"""Indicator run: the numbers of one indicator and period, up to a cut-off; later facts make a new run."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from infra.kernel import Aggregate, Event, InitialEvent, event


@dataclass(frozen=True)
class Line:
    """A number under codes of the definition's dimensions; `denominator` None for plain counts."""

    codes: tuple[str, ...]
    numerator: int
    denominator: int | None


@dataclass(frozen=True)
class CutOff:
    """How far the run looked: every event up to this position of this store's own log, and none after."""

    log_id: UUID
    position: int


class IndicatorRun(Aggregate, store="analytics"):
    class Computed(InitialEvent):
        indicator_id: str
        definition_version: int
        period: str
        cut_off: CutOff
        facts: int
        inputs_hash: str
        lines: tuple[Line, ...]

    class CellsSuppressed(Event):
        """Cells of the published table (with margins) that are hidden: the small ones and those that protect them."""

        primary: tuple[tuple[str, ...], ...]
        complementary: tuple[tuple[str, ...], ...]

    @event(Computed)
    def __init__(
        self,
        indicator_id: str,
        definition_version: int,
        period: str,
        cut_off: CutOff,
        facts: int,
        inputs_hash: str,
        lines: tuple[Line, ...],
    ) -> None:
        self.indicator_id, self.definition_version = indicator_id, definition_version
        self.period, self.cut_off, self.facts = period, cut_off, facts
        self.inputs_hash, self.lines = inputs_hash, lines
        self.primary: tuple[tuple[str, ...], ...] = ()
        self.complementary: tuple[tuple[str, ...], ...] = ()

    def suppress(self, primary: tuple[tuple[str, ...], ...], complementary: tuple[tuple[str, ...], ...]) -> None:
        """Hide cells before anybody reads the run."""
        if primary:
            self.trigger_event(self.CellsSuppressed, primary=primary, complementary=complementary)

    @event(CellsSuppressed)
    def _cells_suppressed(
        self, primary: tuple[tuple[str, ...], ...], complementary: tuple[tuple[str, ...], ...]
    ) -> None:
        self.primary, self.complementary = primary, complementary
